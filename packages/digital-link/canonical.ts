/** The canonical form of a GS1 Digital Link as the event hash needs it (CBV 2.0 §8.9; GS1 Digital Link: URI Syntax). */
import { CANONICAL_STEM } from './epc-uri.ts';
import { percentDecode, percentEncode } from './percent.ts';

/** Form of a key: from so many to so many digits at the head, then up to so many signs of text. */
type KeyForm = { digits: number; tail?: number; tailDigits?: true; qualifiers: readonly string[] };

/** Only the finest of the qualifiers identifies; they are listed finest first. A variant (22) never does. */
const forms: Readonly<Record<string, KeyForm>> = {
  '00': { digits: 18, qualifiers: [] },
  '01': { digits: 14, qualifiers: ['21', '235', '10'] },
  '253': { digits: 13, tail: 17, qualifiers: [] },
  '255': { digits: 13, tail: 12, tailDigits: true, qualifiers: [] },
  '401': { digits: 4, tail: 26, qualifiers: [] },
  '402': { digits: 17, qualifiers: [] },
  '414': { digits: 13, qualifiers: ['254', '7040'] },
  '415': { digits: 13, qualifiers: ['8020'] },
  '417': { digits: 13, qualifiers: ['7040'] },
  '8003': { digits: 14, tail: 16, qualifiers: [] },
  '8004': { digits: 4, tail: 26, qualifiers: ['7040'] },
  '8006': { digits: 18, qualifiers: ['21', '10'] },
  '8010': { digits: 4, tail: 26, qualifiers: ['8011'] },
  '8013': { digits: 4, tail: 21, qualifiers: [] },
  '8017': { digits: 18, qualifiers: ['8019'] },
  '8018': { digits: 18, qualifiers: ['8019'] },
};

/** Convenience names of keys and qualifiers: deprecated, still met. */
const shortNames: Readonly<Record<string, string>> = {
  sscc: '00', gtin: '01', gdti: '253', gcn: '255', ginc: '401', gsin: '402', gln: '414', payTo: '415', party: '417',
  grai: '8003', giai: '8004', itip: '8006', cpid: '8010', gmn: '8013', gsrnp: '8017', gsrn: '8018',
  cpv: '22', lot: '10', ser: '21', glnx: '254', tpx: '235', cpsn: '8011', srin: '8019', refno: '8020',
}; // biome-ignore format: pairs

const keys = new Map(Object.entries(forms));
const names = new Map(Object.entries(shortNames));
const qualifierLengths: Readonly<Record<string, number>> = {
  '10': 20, '21': 20, '22': 20, '235': 28, '254': 20, '7040': 4, '8011': 12, '8019': 10, '8020': 25,
}; // biome-ignore format: pairs

/**
 * The key and its finest qualifier under https://id.gs1.org, without host, stem, variant, lot of a serial, query and
 * fragment; GTINs have 14 digits. Undefined if it is no (uncompressed) Digital Link. Check digits are not looked at: two
 * spellings of one wrong number are still the same identifier.
 */
export function canonicalDigitalLink(uri: string): string | undefined {
  const scheme = uri.startsWith('https://')
    ? 8
    : uri.startsWith('http://')
      ? 7
      : (/^https?:\/\//i.exec(uri)?.[0].length ?? 0);
  if (scheme === 0 || uri.length > 4096) return undefined;
  let end = uri.indexOf('?', scheme);
  const hash = uri.indexOf('#', scheme);
  if (hash >= 0 && (end < 0 || hash < end)) end = hash;
  const segments = (end < 0 ? uri.slice(scheme) : uri.slice(scheme, end)).split('/');
  // From the right in pairs to the first key: stems may hold anything.
  for (let at = segments.length - 2; at > 0; at -= 2) {
    const key = aiOf(segments[at]!);
    if (keys.has(key)) return canonicalOf(key, segments, at);
    if (!(key in qualifierLengths)) return undefined;
  }
  return undefined;
}

const aiOf = (segment: string): string => names.get(segment) ?? segment;

function canonicalOf(key: string, segments: string[], at: number): string | undefined {
  const form = keys.get(key)!;
  const value = keyValue(key, form, segments[at + 1]!);
  if (value === undefined) return undefined;
  let finest = form.qualifiers.length;
  let tail = '';
  for (let next = at + 2; next < segments.length; next += 2) {
    const ai = aiOf(segments[next]!);
    const text = percentDecode(segments[next + 1]!);
    if (text === undefined || text === '' || text.length > qualifierLengths[ai]!) return undefined;
    const rank = form.qualifiers.indexOf(ai);
    if (rank < 0 && !(ai === '22' && (key === '01' || key === '8006'))) return undefined;
    if (rank < 0 || rank >= finest) continue;
    finest = rank;
    tail = `/${ai}/${percentEncode(text)}`;
  }
  return `${CANONICAL_STEM}/${key}/${value}${tail}`;
}

function keyValue(key: string, form: KeyForm, segment: string): string | undefined {
  const text = percentDecode(segment);
  if (text === undefined) return undefined;
  const digits = countDigits(text);
  if (key === '01')
    return digits === text.length && [8, 12, 13, 14].includes(digits) ? text.padStart(14, '0') : undefined;
  if (digits < form.digits || text.length > form.digits + (form.tail ?? 0)) return undefined;
  if (form.tailDigits && digits !== text.length) return undefined;
  return percentEncode(text);
}

function countDigits(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  return at;
}
