/** Identifiers and their check digits. */
export { gs1CheckDigit, gs1CheckValue, hasGs1CheckDigit } from './gs1-check-digit.ts';
export { gs1CheckPair } from './gs1-check-pair.ts';
export { checkGtin, type GtinAnswer } from './gtin.ts';
export { type NameAnswer, readEcode, readHandle, readMa, readOid } from './names.ts';
export { matchUrlTemplate, type UrlTemplate } from './url-template.ts';
export { checkUscc, normalizeUscc, type UsccAnswer, type UsccFault, usccCheckSign } from './uscc.ts';
