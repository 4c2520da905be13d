/** PostgreSQL keeps no NUL in a text. Looks at all texts and names of a value. */
export function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, part]) => name.includes('\u0000') || hasNul(part));
}
