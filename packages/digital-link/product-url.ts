/**
 * The two forms of GB/T 33993 that are addresses: that of the national platform (its address, the item number, a code it
 * allots) and a vendor's own with the item number in it. The third form is the element string.
 */
export type ProductUrl = { form: 'national' | 'vendor'; fields: Record<string, string> };

const NATIONAL_HOSTS = ['2dcode.org', 'www.2dcode.org'];

/** Names before a value in a path, or of a pair in a query. */
const fieldNames: Readonly<Record<string, string>> = {
  gtin: 'gtin', '01': 'gtin', bat: 'batch', lot: 'batch', batch: 'batch', '10': 'batch', ser: 'serial', sn: 'serial',
  serial: 'serial', '21': 'serial', exp: 'expiry', '17': 'expiry',
}; // biome-ignore format: pairs
const names = new Map(Object.entries(fieldNames));

export function readProductUrl(url: string, nationalHosts: readonly string[] = NATIONAL_HOSTS): ProductUrl | undefined {
  const parts = url.length > 4096 ? null : /^https?:\/\/([^/?#]+)\/?([^?#]*)(?:\?([^#]*))?/is.exec(url);
  if (parts === null) return undefined;
  const [, host, path, query = ''] = parts as unknown as [string, string, string, string?];
  if (nationalHosts.includes(host.toLowerCase())) return readNational(path);
  const fields: Record<string, string> = {};
  const segments = path.split('/');
  const pairs: [string, string | undefined][] = segments.map((name, at) => [name, segments[at + 1]]);
  for (const pair of query.split('&')) pairs.push([pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)]);
  for (const [name, text] of pairs) {
    const field = names.get(name.toLowerCase());
    const value = field === undefined || text === undefined ? undefined : decode(text);
    if (value) fields[field!] ??= value;
  }
  return /^\d{8,14}$/.test(fields.gtin ?? '') ? { form: 'vendor', fields } : undefined;
}

/** The allotted code follows the item number with its AI, or stands alone. */
function readNational(path: string): ProductUrl | undefined {
  const parts = /^(?:01(\d{14}))?([0-9A-Za-z_-]{0,64})$/.exec(path);
  if (parts === null || path === '') return undefined;
  const [, gtin, code] = parts;
  return { form: 'national', fields: { ...(gtin ? { gtin } : {}), ...(code ? { code } : {}) } };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
