/** Identifiers and their check digits. */
export { gs1CheckDigit, gs1CheckValue, hasGs1CheckDigit } from './gs1-check-digit.ts';
export { checkUscc, normalizeUscc, type UsccAnswer, type UsccFault, usccCheckSign } from './uscc.ts';
