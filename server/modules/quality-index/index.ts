/** Composite indices of regions: schemes, weighting rounds, frozen data, runs, publication. */
export { indexRoutes } from './http.ts';
export { loadSchemes, readSchemes } from './load-schemes.ts';
export { isRunOpen } from './publish-run.ts';
export { findOpenInvitations } from './rounds.ts';
export { indexRunJob } from './run-index.ts';
export { versionLifecycle } from './version-lifecycle.ts';
