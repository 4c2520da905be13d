/** Compressing a GS1 Digital Link (GS1 Digital Link 1.1 §6; URI Syntax, annex on compression). */
import { BitWriter, indexOf, isBase64Url, lengthBits, valueBits } from './bits.ts';
import type { BuildAnswer, PlainElement } from './build-link.ts';
import { compressible, encodings, groups, type Part, partsOf } from './compression-format.ts';
import { CANONICAL_STEM } from './epc-uri.ts';
import { type LinkOptions, parseDigitalLink } from './parse-link.ts';
import { problem } from './problems.ts';

export type CompressOptions = LinkOptions & {
  /** Without the bytes that stand for several AIs. */
  ungrouped?: boolean;
  /** Leave the key readable: only what follows it is compressed. */
  readableKey?: boolean;
  stem?: string;
};

/** The same link in its shortest form. The pairs of the query that GS1 does not know go along. */
export function compressDigitalLink(uri: string, options: CompressOptions = {}): BuildAnswer {
  const reading = parseDigitalLink(uri, { associations: false, ...options });
  if (!reading.valid) return { ok: false, problems: reading.problems };
  const { key, elements, other } = reading;
  const bits = new BitWriter();
  const rest = options.readableKey ? elements.filter((element) => element !== key) : elements;
  const failure = writeElements(bits, rest, options.ungrouped ?? false);
  if (failure !== undefined) return { ok: false, problems: [problem('not-compressible', 0, 0, { ai: failure })] };
  const kept = other.filter((pair) => !writePair(bits, pair));
  const stem = options.stem ?? (reading.stem || CANONICAL_STEM);
  const head = options.readableKey ? `${stem}/${key!.ai}/${uri.slice(key!.at).split(/[/?#]/)[0]}` : stem;
  const text = bits.toText();
  return { ok: true, uri: `${head}${text === '' ? '' : `/${text}`}${kept.length > 0 ? `?${kept.join('&')}` : ''}` };
}

/** Answers the AI that cannot be compressed, if there is one. */
function writeElements(bits: BitWriter, elements: readonly PlainElement[], ungrouped: boolean): string | undefined {
  const values = new Map(elements.map(({ ai, value }) => [ai, value]));
  const left = new Set([...values.keys()].sort());
  for (const ai of left) if (compressible(ai) === undefined || !fits(ai, values.get(ai)!)) return ai;
  for (let group = ungrouped ? undefined : bestGroup(left); group !== undefined; group = bestGroup(left)) {
    bits.number(Number.parseInt(group, 16), 8);
    for (const ai of groups.get(group)!) {
      writeValue(bits, ai, values.get(ai)!);
      left.delete(ai);
    }
  }
  for (const ai of left) {
    for (const digit of ai) bits.number(Number(digit), 4);
    writeValue(bits, ai, values.get(ai)!);
  }
  return undefined;
}

function bestGroup(left: ReadonlySet<string>): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [byte, ais] of groups) {
    const digits = ais.join('').length;
    if (digits > most && ais.every((ai) => left.has(ai))) [best, most] = [byte, digits];
  }
  return best;
}

/** The rest of a value that is too long for its part would be lost: such a value is not compressed. */
const fits = (ai: string, value: string): boolean =>
  value.length <= partsOf(compressible(ai)!).reduce((sum, { size }) => sum + size, 0);

function writeValue(bits: BitWriter, ai: string, value: string): void {
  let at = 0;
  for (const part of partsOf(compressible(ai)!)) {
    const text = value.slice(at, at + part.size);
    at += text.length;
    writePart(bits, part, text);
  }
}

function writePart(bits: BitWriter, { digits, fixed, size }: Part, text: string): void {
  if (!digits) {
    writeText(bits, text, fixed ? 0 : lengthBits(size));
    return;
  }
  if (!fixed) bits.number(text.length, lengthBits(size));
  bits.number(BigInt(text), valueBits(text.length));
}

function writeText(bits: BitWriter, text: string, lengthWidth: number): void {
  // Empty text is written in the widest way, as the published prototype does; capitals win over small letters.
  const order = text === '' ? [4] : [0, 2, 1, 3, 4];
  const encoding = order.find((number) => encodings[number]!.form.test(text))!;
  bits.number(encoding, 3);
  if (lengthWidth > 0) bits.number(text.length, lengthWidth);
  if (encoding === 0) bits.number(BigInt(text), valueBits(text.length));
  else for (const sign of text) bits.number(codeOf(sign, encoding), encodings[encoding]!.bits);
}

const codeOf = (sign: string, encoding: number): number =>
  encoding === 4 ? sign.charCodeAt(0) : encoding === 3 ? indexOf(sign) : Number.parseInt(sign, 16);

/** A pair that is not GS1's: an F, seven bits of length, the name in base64url, then the value. */
function writePair(bits: BitWriter, pair: string): boolean {
  const sign = pair.indexOf('=');
  const name = pair.slice(0, Math.max(0, sign));
  const value = decode(pair.slice(sign + 1));
  // Lengths from 112 would begin with three ones and still be lengths; 0 and what is not ASCII stay in the query.
  if (value === undefined || name.length > 127 || !isBase64Url(name) || value.length > 127) return false;
  if (!encodings[4].form.test(value)) return false;
  bits.number(15, 4);
  bits.number(name.length, 7);
  for (const letter of name) bits.number(indexOf(letter), 6);
  writeText(bits, value, 7);
  return true;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
