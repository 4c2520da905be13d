/** GS1 Digital Link, element strings and EPC URIs. */
export { type AiEntry, allAis, findAi } from './ai.ts';
export { checkAssociations, type Element } from './associations.ts';
export { type BuildAnswer, type BuildOptions, buildDigitalLink, type PlainElement } from './build-link.ts';
export { canonicalDigitalLink } from './canonical.ts';
export { checkValue } from './check-value.ts';
export { type CompressOptions, compressDigitalLink } from './compress.ts';
export { decompressDigitalLink, isCompressedDigitalLink } from './decompress.ts';
export {
  buildElementString,
  type ElementForm,
  type ElementStringOptions,
  parseElementString,
  type Reading,
} from './element-string.ts';
export { type EpcAnswer, epcUriOfElements } from './epc-from-elements.ts';
export { epcUriToDigitalLink } from './epc-uri.ts';
export { type LinkOptions, type LinkReading, parseDigitalLink } from './parse-link.ts';
export { type Language, type Problem, type ProblemCode, problem, problemText } from './problems.ts';
export { type CodeProblem, type CodeReading, type CodeSystem, type ReadOptions, readCode } from './read-code.ts';
