/** Arithmetic of the division form: whole numbers of the last decimal place, so that nothing is rounded away. */

const places = (value: string) => value.split('.')[1]?.length ?? 0;
export const isDecimal = (value: string) => /^-?\d+(\.\d+)?$/.test(value);

function scaled(value: string, by: number): bigint {
  const [whole = '0', part = ''] = value.replace('-', '').split('.');
  const digits = BigInt(whole + part.padEnd(by, '0'));
  return value.startsWith('-') ? -digits : digits;
}
function unscaled(value: bigint, by: number): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(by + 1, '0');
  const text = by === 0 ? digits : `${digits.slice(0, -by)}.${digits.slice(-by)}`.replace(/\.?0+$/, '');
  return negative && text !== '0' ? `-${text}` : text;
}

/** Exact sum; what is not a number yet counts as nothing. */
export function addUp(values: readonly string[]): string {
  const numbers = values.filter(isDecimal);
  const by = Math.max(0, ...numbers.map(places));
  return unscaled(
    numbers.reduce((sum, value) => sum + scaled(value, by), 0n),
    by,
  );
}

/** a − b, exactly. */
export const minus = (a: string, b: string): string => addUp([a, b.startsWith('-') ? b.slice(1) : `-${b}`]);

/** Parts that add up to the whole exactly; the first ones take what does not divide. */
export function shareOut(whole: string, count: number): string[] {
  const by = places(whole);
  const all = scaled(whole, by);
  const each = all / BigInt(count);
  const rest = Number(all - each * BigInt(count));
  return Array.from({ length: count }, (_, index) => unscaled(each + (index < rest ? 1n : 0n), by));
}

/** Two columns as a spreadsheet copies them: a name, a number. */
export function readPasted(text: string): { name: string; value: string }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, name = '', value = ''] = /^\s*(.+?)\s*(?:\t|,|，|\s{2,})(.*)$/.exec(line) ?? [];
    const number = value.trim().normalize('NFKC').replace(/,/g, '');
    return name && isDecimal(number) ? [{ name, value: number }] : [];
  });
}
