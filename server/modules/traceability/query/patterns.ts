/**
 * Pure identity patterns (`urn:epc:idpat:…` with `*`; EPC Tag Data Standard 2.0, 8) as patterns of SQL on canonical Digital
 * Links. Each begins with fixed signs as long as possible, so that the index is used.
 */
type Scheme = {
  path: string;
  /** Digits of the key with its check digit; none where the key has no check digit and no fixed length. */
  digits?: number;
  /** The first digit of the key is the first of the second part (indicator, extension digit). */
  leads?: true;
  /** What stands between key and serial number. */
  serial?: string;
  /** The serial number is left out where it is 0. */
  optional?: true;
};
const schemes: Readonly<Record<string, Scheme>> = {
  sgtin: { path: '01/', digits: 14, leads: true, serial: '/21/' },
  lgtin: { path: '01/', digits: 14, leads: true, serial: '/10/' },
  upui: { path: '01/', digits: 14, leads: true, serial: '/235/' },
  sscc: { path: '00/', digits: 18, leads: true },
  sgln: { path: '414/', digits: 13, serial: '/254/', optional: true },
  pgln: { path: '417/', digits: 13 },
  grai: { path: '8003/0', digits: 13, serial: '' },
  gdti: { path: '253/', digits: 13, serial: '' },
  sgcn: { path: '255/', digits: 13, serial: '' },
  giai: { path: '8004/' },
  ginc: { path: '401/' },
  gsrn: { path: '8018/', digits: 18 },
  gsrnp: { path: '8017/', digits: 18 },
  gsin: { path: '402/', digits: 17 },
  cpi: { path: '8010/', serial: '/8011/' },
};
const STEM = 'https://id.gs1.org/';
const fixed = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** The signs that all matches of a pattern begin with, and the first text beyond them. */
export function boundsOf(like: string): { from: string; to: string } {
  const from = /^(?:\\.|[^\\%_])*/s.exec(like)![0].replace(/\\(.)/gs, '$1');
  const last = from.length - 1;
  return { from, to: from.slice(0, last) + String.fromCharCode(from.charCodeAt(last) + 1) };
}

/** Undefined for what is no pattern, or a pattern without a wildcard. */
export function readPattern(text: string): { like: string[] } | undefined {
  const found = /^urn:epc:idpat:(\w+):(.+)$/.exec(text);
  if (!found) return undefined;
  const [, name, body] = found as unknown as [string, string, string];
  if (!body.includes('*')) return undefined;
  const parts = body.split('.');
  const [company = '*', item = '*', ...rest] = parts;
  const scheme = schemes[name];
  if (!scheme) {
    // Schemes without a Digital Link keep their URN.
    const known = parts.slice(0, parts.indexOf('*'));
    return { like: [`${fixed(`urn:epc:id:${name}:${known.map((one) => `${one}.`).join('')}`)}%`] };
  }
  const serial = rest.join('.') || '*';
  const { path, digits, leads, serial: between, optional } = scheme;
  const open = company === '*' || item === '*';
  const tail =
    between === undefined ? '' : serial === '*' ? (optional ? '%' : `${between}%`) : fixed(`${between}${serial}`);
  const start = `${STEM}${path}`;
  if (digits === undefined) {
    if (company === '*') return { like: [`${fixed(start)}%`] };
    return { like: [item === '*' ? `${fixed(start + company)}%` : `${fixed(start + company + item)}${tail}`] };
  }
  if (!open) return { like: [`${fixed(start)}${keyOf(company, item, leads)}_${tail}`] };
  if (company === '*') return { like: [`${fixed(start)}${'_'.repeat(digits)}${tail}`] };
  const free = digits - company.length - (leads ? 1 : 0);
  const firsts = leads ? Array.from('0123456789') : [''];
  return { like: firsts.map((first) => `${fixed(start)}${first}${company}${'_'.repeat(Math.max(0, free))}${tail}`) };
}

const keyOf = (company: string, item: string, leads: true | undefined) =>
  leads ? `${item.charAt(0)}${company}${item.slice(1)}` : `${company}${item}`;
