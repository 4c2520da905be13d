/** A row of bits, written and read in base64url, six to a sign (RFC 4648 §5). */

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LOG2_10 = Math.log2(10);

/** Bits for a number of so many digits, and for a length of at most so much (GS1 Digital Link: compression). */
export const valueBits = (digits: number): number => Math.ceil(digits * LOG2_10 + 0.01);
export const lengthBits = (max: number): number => Math.ceil(Math.log2(max) + 0.01);

export class BitWriter {
  private bits = '';

  number(value: number | bigint, width: number): void {
    this.bits += value.toString(2).padStart(width, '0');
  }

  /** Zeros fill up the last sign. */
  toText(): string {
    let text = '';
    for (let at = 0; at < this.bits.length; at += 6)
      text += SIGNS[Number.parseInt(this.bits.slice(at, at + 6).padEnd(6, '0'), 2)];
    return text;
  }
}

/** Reading past the end is an answer of undefined, not an accident. */
export class BitReader {
  private readonly bits: string;
  private at = 0;

  constructor(text: string) {
    this.bits = [...text].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(6, '0')).join('');
  }

  get left(): number {
    return this.bits.length - this.at;
  }

  take(width: number): string | undefined {
    if (width > this.left) return undefined;
    this.at += width;
    return this.bits.slice(this.at - width, this.at);
  }

  number(width: number): number | undefined {
    const bits = this.take(width);
    return bits === undefined ? undefined : Number.parseInt(bits, 2);
  }
}

export const isBase64Url = (text: string): boolean => /^[\w-]+$/.test(text);
export const signOf = (index: number): string => SIGNS[index]!;
export const indexOf = (sign: string): number => SIGNS.indexOf(sign);
