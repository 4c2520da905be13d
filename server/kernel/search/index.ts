/** Search over everything: modules write entries, everybody asks here. */
export { findEntries } from './find-entries.ts';
export { indexEntries, removeEntries, removeEntriesUnder, type SearchEntry } from './index-entries.ts';
export { ensureSearch, rebuildSearch, SEARCH_VERSION, type SearchSource } from './rebuild.ts';
