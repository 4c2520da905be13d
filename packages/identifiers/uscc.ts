/** The unified social credit code of GB 32100-2015: 18 signs, the last of which checks the others. */

export type UsccFault = 'length' | 'characters' | 'authority' | 'region' | 'check-digit';
export type UsccAnswer = { ok: true; uscc: string } | { ok: false; reason: UsccFault };

/** Digits and letters without I, O, S, V, Z; the place of a sign is its value. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** What a person types: full-width forms, small letters, blanks and hyphens do not matter. */
export const normalizeUscc = (text: string): string => text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');

/**
 * Is it a code, and if not, what is wrong first? 1 authority (1 to 9, N, Y), 1 kind, 6 digits of the region, 9 signs of
 * the organization, 1 check sign: the sum of values times 3^i and the check sign itself is divisible by 31.
 */
export function checkUscc(text: string): UsccAnswer {
  const uscc = normalizeUscc(text);
  if (uscc.length !== 18) return { ok: false, reason: 'length' };
  if ([...uscc].some((sign) => !ALPHABET.includes(sign))) return { ok: false, reason: 'characters' };
  if (!/^[1-9NY]/.test(uscc)) return { ok: false, reason: 'authority' };
  if (!/^..\d{6}/.test(uscc)) return { ok: false, reason: 'region' };
  return uscc[17] === usccCheckSign(uscc.slice(0, 17)) ? { ok: true, uscc } : { ok: false, reason: 'check-digit' };
}

/** The last sign of a code whose first 17 are given, all of the alphabet. */
export function usccCheckSign(first: string): string {
  let sum = 0;
  let weight = 1;
  for (const sign of first) {
    sum += ALPHABET.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}
