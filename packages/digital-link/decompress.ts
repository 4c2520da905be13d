/** Reading compressed GS1 Digital Links (GS1 Digital Link 1.1 §6; URI Syntax, annex on compression). */
import { findAi, findAiAt } from './ai.ts';
import { BitReader, isBase64Url, lengthBits, signOf, valueBits } from './bits.ts';
import { type BuildAnswer, buildDigitalLink, type PlainElement } from './build-link.ts';
import { encodings, groups, type Part, partsOf } from './compression-format.ts';
import { MAX_URI_LENGTH } from './parse-link.ts';
import { percentDecode } from './percent.ts';
import { problem } from './problems.ts';
import { shortNames } from './short-names.ts';

type Contents = { elements: PlainElement[]; other: [string, string][] };

/** The uncompressed link of a compressed one, also of one whose key alone is readable. */
export function decompressDigitalLink(uri: string): BuildAnswer {
  const fault = (at: number, length: number): BuildAnswer => ({
    ok: false,
    problems: [problem('compression', at, length)],
  });
  if (uri.length > MAX_URI_LENGTH)
    return { ok: false, problems: [problem('too-long', MAX_URI_LENGTH, 0, { max: String(MAX_URI_LENGTH) })] };
  const parts = /^(https?:\/\/[^/?#]+)((?:\/[^/?#]*)*)\/([^/?#]+)(?:\?([^#]*))?(?:#.*)?$/is.exec(uri);
  if (parts === null) return fault(0, uri.length);
  const [, domain, path, packed, query] = parts as unknown as [string, string, string, string, string?];
  const at = domain.length + path.length + 1;
  const contents = isBase64Url(packed) ? readPacked(packed) : undefined;
  if (contents === undefined) return fault(at, packed.length);
  const segments = path.split('/');
  const key = segments.length > 2 ? readableKey(segments.at(-2)!, segments.at(-1)!) : undefined;
  const stem = domain + (key === undefined ? path : segments.slice(0, -2).join('/'));
  const other = contents.other.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return buildDigitalLink(key === undefined ? contents.elements : [key, ...contents.elements], {
    stem,
    ...(key === undefined ? {} : { key: key.ai }),
    other: [...other, ...(query === undefined || query === '' ? [] : [query])],
  });
}

/** Could it be one? Cheap, and sure enough: the checks of all values must hold. */
export const isCompressedDigitalLink = (uri: string): boolean => decompressDigitalLink(uri).ok;

function readableKey(name: string, text: string): PlainElement | undefined {
  const entry = findAi(shortNames.get(name) ?? name);
  const value = percentDecode(text);
  return entry?.key === undefined || value === undefined ? undefined : { ai: entry.ai, value };
}

function readPacked(text: string): Contents | undefined {
  const bits = new BitReader(text);
  const contents: Contents = { elements: [], other: [] };
  while (bits.left > 8) if (!readNext(bits, contents)) return undefined;
  // Fewer bits than a sign has fill up the last one, with zeros.
  const rest = bits.left;
  return rest < 6 && !(bits.take(rest) ?? '').includes('1') ? contents : undefined;
}

function readNext(bits: BitReader, contents: Contents): boolean {
  const high = bits.number(4)!;
  if (high === 15) return readPair(bits, contents);
  const low = bits.number(4)!;
  const byte = (high.toString(16) + low.toString(16)).toUpperCase();
  const group = groups.get(byte);
  if (group !== undefined) return group.every((ai) => readElement(bits, ai, contents));
  if (high > 9 || low > 9) return false;
  const ai = readAi(bits, byte);
  return ai !== undefined && readElement(bits, ai, contents);
}

/** Two digits say how many more there are. */
function readAi(bits: BitReader, head: string): string | undefined {
  let ai = head;
  while (findAi(ai) === undefined) {
    const digit = bits.number(4);
    if (digit === undefined || digit > 9 || ai.length === 4) return undefined;
    ai += String(digit);
  }
  return findAiAt(ai, 0)?.ai;
}

function readElement(bits: BitReader, ai: string, { elements }: Contents): boolean {
  let value = '';
  for (const part of partsOf(findAi(ai)!)) {
    const text = readPart(bits, part);
    if (text === undefined) return false;
    value += text;
  }
  elements.push({ ai, value });
  return true;
}

function readPart(bits: BitReader, { digits, fixed, size }: Part): string | undefined {
  if (!digits) return readText(bits, fixed ? size : undefined, fixed ? 0 : lengthBits(size));
  const length = fixed ? size : bits.number(lengthBits(size));
  return length === undefined ? undefined : readNumber(bits, length);
}

function readNumber(bits: BitReader, length: number): string | undefined {
  const number = bits.take(valueBits(length));
  if (number === undefined) return undefined;
  const digits = BigInt(`0b${number}`).toString();
  if (length === 0) return digits === '0' ? '' : undefined;
  return digits.length > length ? undefined : digits.padStart(length, '0');
}

function readText(bits: BitReader, fixed: number | undefined, lengthWidth: number): string | undefined {
  const encoding = bits.number(3);
  const length = fixed ?? bits.number(lengthWidth);
  if (encoding === undefined || length === undefined || encoding >= encodings.length) return undefined;
  if (encoding === 0) return readNumber(bits, length);
  let text = '';
  for (let count = 0; count < length; count++) {
    const code = bits.number(encodings[encoding]!.bits);
    if (code === undefined) return undefined;
    text += signFor(code, encoding);
  }
  return text;
}

function signFor(code: number, encoding: number): string {
  if (encoding === 4) return String.fromCharCode(code);
  if (encoding === 3) return signOf(code);
  return encoding === 2 ? code.toString(16).toUpperCase() : code.toString(16);
}

function readPair(bits: BitReader, { other }: Contents): boolean {
  const length = bits.number(7);
  if (length === undefined) return false;
  let name = '';
  for (let count = 0; count < length; count++) {
    const index = bits.number(6);
    if (index === undefined) return false;
    name += signOf(index);
  }
  const value = readText(bits, undefined, 7);
  if (value === undefined || name === '') return false;
  other.push([name, value]);
  return true;
}
