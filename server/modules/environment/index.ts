/** Environmental monitoring: stations, readings, and the indicators computed from them. */
export { type ComputeInput, computeYear } from './compute-year.ts';
export { hasStations } from './find-results.ts';
export { publishAccount } from './gep-accounts.ts';
export { importAccounts } from './gep-file.ts';
export { environmentRoutes } from './http.ts';
export { computeJob, readingImportJob } from './import-job.ts';
export { importReadings } from './import-readings.ts';
export { importStations } from './import-stations.ts';
