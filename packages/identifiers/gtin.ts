/** Global Trade Item Numbers of 8, 12, 13 and 14 digits (GS1 General Specifications §2.1; GB 12904). */
import { gs1CheckDigit } from './gs1-check-digit.ts';

export type GtinAnswer =
  | { ok: true; gtin: string; form: 'GTIN-8' | 'GTIN-12' | 'GTIN-13' | 'GTIN-14' }
  | { ok: false; reason: 'length' | 'characters' }
  | { ok: false; reason: 'check-digit'; expected: string };

/** In its form of 14 digits, by which all lengths compare; leading zeros say which form it was given in. */
export function checkGtin(text: string): GtinAnswer {
  if (!/^\d*$/.test(text)) return { ok: false, reason: 'characters' };
  if (![8, 12, 13, 14].includes(text.length)) return { ok: false, reason: 'length' };
  const expected = gs1CheckDigit(text.slice(0, -1))!;
  if (text.at(-1) !== expected) return { ok: false, reason: 'check-digit', expected };
  const form = `GTIN-${text.length}` as 'GTIN-8' | 'GTIN-12' | 'GTIN-13' | 'GTIN-14';
  return { ok: true, gtin: text.padStart(14, '0'), form };
}
