/** The transparency log: the way in. */
export {
  appendLogEntries,
  appendLogEntry,
  commitmentOf,
  encodeEntry,
  type NewLogEntry,
  sealSubject,
} from './append-entry.ts';
export { digestOf } from './digest.ts';
