/** The transparency log: the way in. */
export {
  appendLogEntries,
  appendLogEntry,
  commitmentOf,
  type NewLogEntry,
  sealSubject,
} from './append-entry.ts';
export { digestOf } from './digest.ts';
