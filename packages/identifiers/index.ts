/** Identifiers and their check digits. */
export { checkUscc, normalizeUscc, type UsccAnswer, type UsccFault, usccCheckSign } from './uscc.ts';
