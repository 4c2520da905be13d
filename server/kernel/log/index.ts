/** The transparency log: the way in. */
export { appendLogEntries, appendLogEntry, commitmentOf, type NewLogEntry, sealSubject } from './append-entry.ts';
export { checkLog, type LogCheck, type LogFault } from './check-log.ts';
export { digestOf } from './digest.ts';
export { findCheckpoint, findEntries, findProof, getLog, getReceipt, getTile } from './find-log.ts';
export { type ContentSource, getContent, keepContent } from './keep-content.ts';
export { readLastCheckpoint, readLogKeys } from './keys.ts';
export { renewLog } from './renew-log.ts';
export { sequence } from './sequence.ts';
export { checkSound, type LogOptions, type LogRunner, openLog, startLog } from './start-log.ts';
export { TileCache } from './tile-store.ts';
