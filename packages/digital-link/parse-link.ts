/** GS1 Digital Link: URI Syntax 1.x: reading an uncompressed link and judging it as the GS1 reference software does. */
import { type AiEntry, findAi, isMissingQualifier, mayQualify } from './ai.ts';
import { checkAssociations, type Element } from './associations.ts';
import { addElement } from './element-string.ts';
import { type Problem, problem } from './problems.ts';
import { shortNames } from './short-names.ts';

export type LinkOptions = {
  /** Let pass the names of AIs (`gtin`, `lot`) that the standard has withdrawn. */
  convenienceAlphas?: boolean;
  /** Let pass GTINs of 8, 12 and 13 digits. */
  zeroSuppressedGtin?: boolean;
  /** Let pass AIs that are not assigned … */
  unknownAis?: boolean;
  /** … in the query too. */
  unknownAttributes?: boolean;
  /** `false`: do not look at which elements need or forbid each other. */
  associations?: boolean;
};

export type LinkReading = {
  valid: boolean;
  /** Scheme, domain and what of the path precedes the key. */
  stem: string;
  /** The elements of the path come first, the key before all. */
  elements: Element[];
  key?: Element;
  qualifiers: Element[];
  attributes: Element[];
  /** What the query holds besides, as it was written. */
  other: string[];
  problems: Problem[];
};

export const MAX_URI_LENGTH = 8191;
const ALLOWED = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/;

export function parseDigitalLink(uri: string, options: LinkOptions = {}): LinkReading {
  const reading: LinkReading = {
    valid: false,
    stem: '',
    elements: [],
    qualifiers: [],
    attributes: [],
    other: [],
    problems: [],
  };
  const fault = readLink(uri, options, reading);
  if (fault !== undefined) reading.problems.unshift(fault);
  else {
    checkStructure(reading, options);
    if (reading.problems.length === 0 && options.associations !== false)
      reading.problems.push(...checkAssociations(reading.elements));
  }
  reading.valid = reading.problems.length === 0;
  return reading;
}

function readLink(uri: string, options: LinkOptions, reading: LinkReading): Problem | undefined {
  if (uri.length > MAX_URI_LENGTH) return problem('too-long', MAX_URI_LENGTH, 0, { max: String(MAX_URI_LENGTH) });
  const illegal = uri.search(ALLOWED);
  if (illegal >= 0) return problem('uri-characters', illegal, 1);
  const scheme = /^https?:\/\//i.exec(uri)?.[0].length;
  if (scheme === undefined) return problem('uri-scheme', 0);
  const slash = uri.indexOf('/', scheme);
  const domain = uri.slice(scheme, slash < 0 ? uri.length : slash);
  const wrong = domain.search(/[_~?#@!$&'()*+,;=%]/);
  if (slash < 0 || domain === '' || wrong >= 0) return problem('uri-domain', scheme + Math.max(0, wrong));
  const [path, query, from] = splitAt(uri, slash);
  const segments = path.split('/');
  const places: number[] = [];
  let at = slash;
  for (const segment of segments) {
    places.push(at);
    at += segment.length + 1;
  }
  const start = findKey(segments, options);
  if (start < 0) return problem('no-key', slash, path.length);
  reading.stem = uri.slice(0, places[start]! - 1);
  for (let next = start; next < segments.length; next += 2)
    readPair(
      findSegment(segments[next]!, options)!,
      segments[next]!,
      segments[next + 1]!,
      places[next + 1]!,
      false,
      options,
      reading,
    );
  [reading.key, ...reading.qualifiers] = reading.elements;
  if (query !== undefined) readQuery(query, from, options, reading);
  return undefined;
}

/** Path, query and where the query begins; the fragment is left out. */
function splitAt(uri: string, slash: number): [path: string, query: string | undefined, from: number] {
  const hash = uri.indexOf('#', slash);
  const end = hash < 0 ? uri.length : hash;
  const mark = uri.indexOf('?', slash);
  return mark < 0 || mark > end
    ? [uri.slice(slash, end), undefined, end]
    : [uri.slice(slash, mark), uri.slice(mark + 1, end), mark + 1];
}

/** From the right in pairs, as long as they are AIs, to the first primary key: a stem may hold anything. */
function findKey(segments: string[], options: LinkOptions): number {
  for (let at = segments.length - 2; at > 0; at -= 2) {
    const entry = findSegment(segments[at]!, options);
    if (entry === undefined) return -1;
    if (entry.key !== undefined) return at;
  }
  return -1;
}

const findSegment = (text: string, options: LinkOptions): AiEntry | undefined =>
  findAi((options.convenienceAlphas ? shortNames.get(text) : undefined) ?? text, options.unknownAis);

function readPair(
  entry: AiEntry,
  name: string,
  text: string,
  at: number,
  inQuery: boolean,
  options: LinkOptions,
  reading: LinkReading,
): void {
  // biome-ignore format: many facts of one pair
  const { ai } = entry;
  if (text === '') {
    reading.problems.push(problem('value-empty', at - name.length - 1, name.length, { ai }));
    return;
  }
  let value = decodeBytes(text, inQuery);
  if (value.includes('\0')) {
    reading.problems.push(problem('null-character', at, text.length, { ai }));
    return;
  }
  if (ai === '01' && options.zeroSuppressedGtin && [8, 12, 13].includes(value.length)) value = value.padStart(14, '0');
  const element = { entry, ai, value, at };
  addElement(element, reading.elements, reading.problems);
  if (inQuery) reading.attributes.push(element);
}

/** Bytes as signs: an element string has none beyond ASCII. What is no escape stays as it is, as readers do it. */
const decodeBytes = (text: string, inQuery: boolean): string =>
  (inQuery ? text.replaceAll('+', ' ') : text).replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

function readQuery(query: string, from: number, options: LinkOptions, reading: LinkReading): void {
  let at = from;
  for (const pair of query.split('&')) {
    const sign = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, sign));
    const entry = /^\d+$/.test(name) ? findAi(name, options.unknownAis) : undefined;
    if (entry !== undefined) readPair(entry, name, pair.slice(sign + 1), at + sign + 1, true, options, reading);
    else if (/^\d+$/.test(name) || sign === 0)
      reading.problems.push(problem('unknown-ai', at, name.length, { ai: name }));
    else if (pair !== '') reading.other.push(pair);
    at += pair.length + 1;
  }
}

function checkStructure(reading: LinkReading, options: LinkOptions): void {
  const { key, problems } = reading;
  if (key === undefined) return;
  const qualifiers = reading.qualifiers.map(({ ai }) => ai);
  if (!mayQualify(key.entry, qualifiers))
    problems.push(problem('qualifier-order', key.at, 0, { ai: key.ai, qualifiers: qualifiers.join(', ') }));
  const seen = new Set<string>();
  for (const { ai, at, value } of reading.elements) {
    if (seen.has(ai)) problems.push(problem('duplicate', at, value.length, { ai }));
    seen.add(ai);
  }
  for (const { entry, ai, at, value } of reading.attributes) {
    if (!entry.attribute && !(entry.unknown && options.unknownAttributes))
      problems.push(problem('not-attribute', at, value.length, { ai }));
    else if (isMissingQualifier(key.entry, qualifiers, ai))
      problems.push(problem('belongs-in-path', at, value.length, { ai }));
  }
}
