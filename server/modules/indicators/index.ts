/** Indicators and observations: the way in for other modules. */
export { addIndicators, type NewIndicator } from './add-indicators.ts';
export { addObservations, type NewObservation, refuseSimulated, retireMissing } from './add-observations.ts';
export { findObservations, type LivingObservation, seriesKey } from './find-observations.ts';
export { countYearValues, findIndicators, findOrigins, findYearValues, type YearValue } from './find-year-values.ts';
export { indicatorRoutes } from './http.ts';
export { observationImportJob } from './import-job.ts';
export { findPublishedLines, logPublished, observationsSubject } from './log-observations.ts';
export { matchIndicators, type NamedIndicator } from './match-indicators.ts';
export type { TemplateRow } from './observation-template.ts';
