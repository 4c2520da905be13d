/**
 * Addresses of batch pages as provinces and firms print them: a template with fields in braces, set up by the office
 * that uses it, as `https://example.org/q/{gtin}/{batch}?s={serial}`. One field in a segment or value.
 */
export type UrlTemplate = { id: string; template: string };

/** The fields of an address by its template; undefined if it is not of that form. http and https are the same. */
export function matchUrlTemplate(template: string, url: string): Record<string, string> | undefined {
  const [wanted, given] = [cut(template), cut(url)];
  if (wanted === undefined || given === undefined || wanted.host !== given.host) return undefined;
  if (wanted.segments.length !== given.segments.length) return undefined;
  const fields: Record<string, string> = {};
  const fits = (pattern: string, text: string | undefined): boolean =>
    text !== undefined && matchPiece(pattern, text, fields);
  if (!wanted.segments.every((pattern, at) => fits(pattern, given.segments[at]))) return undefined;
  for (const [name, pattern] of wanted.query) if (!fits(pattern, given.query.get(name))) return undefined;
  return fields;
}

type Cut = { host: string; segments: string[]; query: Map<string, string> };

function cut(url: string): Cut | undefined {
  const parts = url.length > 4096 ? null : /^https?:\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/is.exec(url);
  if (parts === null) return undefined;
  const pairs = (parts[3] ?? '').split('&').map((pair): [string, string] => {
    const sign = pair.indexOf('=');
    return sign < 0 ? [pair, ''] : [pair.slice(0, sign), pair.slice(sign + 1)];
  });
  return {
    host: parts[1]!.toLowerCase(),
    segments: parts[2]!.split('/'),
    query: new Map(pairs.filter(([name]) => name !== '')),
  };
}

function matchPiece(pattern: string, text: string, fields: Record<string, string>): boolean {
  const field = /^([^{}]*)\{(\w+)\}([^{}]*)$/.exec(pattern);
  if (field === null) return pattern === text;
  const [, before, name, after] = field as unknown as [string, string, string, string];
  if (text.length <= before.length + after.length || !text.startsWith(before) || !text.endsWith(after)) return false;
  const value = decode(text.slice(before.length, text.length - after.length));
  if (value === undefined) return false;
  fields[name] = value;
  return true;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
