/** GS1 General Specifications §7.9.1: the modulo-10 check digit of all numeric keys. */

/**
 * The check digit of a key whose other digits are given (from the right, weights 3, 1, 3 …), or undefined if there is
 * anything but digits.
 */
export function gs1CheckDigit(body: string): string | undefined {
  const value = gs1CheckValue(body);
  return value < 0 ? undefined : String(value);
}

/** Does the last digit check the others? */
export const hasGs1CheckDigit = (digits: string): boolean =>
  digits.length > 1 && gs1CheckValue(digits.slice(0, -1)) === digits.charCodeAt(digits.length - 1) - 48;

/** As a number, -1 for text that is not digits only: for those who convert a million identifiers. */
export function gs1CheckValue(body: string): number {
  let sum = 0;
  let weight = 3;
  for (let at = body.length - 1; at >= 0; at--) {
    const digit = body.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    sum += digit * weight;
    weight = 4 - weight;
  }
  return body === '' ? -1 : (10 - (sum % 10)) % 10;
}
