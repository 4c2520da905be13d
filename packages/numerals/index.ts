export { formatChineseInteger } from './format.ts';
export { parseChineseNumber } from './parse.ts';
export { recognizePercents } from './percent.ts';
export { type RecognizedRange, recognizeRanges } from './range.ts';
export { type RecognizedNumber, recognizeNumbers, recognizeOrdinals } from './recognize.ts';
