/** JSON in the one form that everybody writes alike: RFC 8785 (JCS), so that hashes of it agree. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Members sorted by the UTF-16 units of their names, no spaces, numbers and strings as ECMAScript writes them.
 * @throws TypeError for what JSON cannot say: NaN, infinities, halves of surrogate pairs, undefined, other objects.
 */
export function canonicalJson(value: Json): string {
  return write(value, 0);
}

const DEEPEST = 200;

function write(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new TypeError('JSON nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is not a number of JSON`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    // Not map: it would skip the holes of an array.
    const parts = Array.from({ length: value.length }, (_, i) => write(value[i], depth + 1));
    return `[${parts.join(',')}]`;
  }
  if (typeof value === 'object' && isPlain(value)) {
    const names = Object.keys(value).sort(byUnits);
    const parts = names.map((name) => `${text(name)}:${write((value as Record<string, unknown>)[name], depth + 1)}`);
    return `{${parts.join(',')}}`;
  }
  throw new TypeError(`${typeof value} is no value of JSON`);
}

const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('half of a surrogate pair');
  return JSON.stringify(value);
}
