/** EPCIS 2.0: reading, writing, checking and hashing of events. Pure; runs in browsers too. */

export { canonicalTime, canonicalValue } from './canonical-value.ts';
export {
  type Checked,
  type CheckOptions,
  checkDocument,
  documentProblems,
  IdCheck,
  isLegacy,
  problemsOf,
} from './check-document.ts';
export { type Context, EPCIS_CONTEXT, emptyContext, readContext, resolveIri, resolveKey } from './context.ts';
export type { Source } from './decode.ts';
export {
  checkEventProof,
  digestDigits,
  type EventProof,
  type EventProofCheck,
  type EventProofProblem,
  PROOF_FORM,
  readEventProof,
} from './event-proof.ts';
export { eventHash, type HashOptions, recordDigest, recordText, type Sha256 } from './hash.ts';
export { clarkOf, isIri, splitClark } from './iri.ts';
export * from './model.ts';
export { type PreHashOptions, preHash } from './pre-hash.ts';
export {
  describeProblem,
  EpcisError,
  isWarning,
  type Problem,
  type ProblemCode,
  problemCatalogue,
} from './problems.ts';
export { readDocument } from './read-document.ts';
export { type DocumentReader, type ReadOptions, readJson } from './read-json.ts';
export { readXml } from './read-xml.ts';
export { timeOf } from './times.ts';
export { type ValidateOptions, validateEvent } from './validate.ts';
export { validateQuery } from './validate-query.ts';
export { standardPrefixes, type Vocabulary, vocabularies } from './vocabulary.ts';
export { eventToJson, type WriteOptions, writeJson } from './write-json.ts';
export { eventToXml, writeXml } from './write-xml.ts';
export { xpathOf } from './xpath.ts';
