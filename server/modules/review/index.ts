/** The review of readings: decisions on what was read, and adoption as a plan. The way in for other modules. */
export { findAnswered } from './find-answered.ts';
export { reviewRoutes } from './http.ts';
