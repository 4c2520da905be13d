/** Traceability: the EPCIS repository. */
export { captureDocument, captureJob } from './capture/capture-job.ts';
export { EPCIS_BASE, epcisRoutes, roomRoutes } from './http/index.ts';
export { type SubscriptionRunner, startSubscriptions } from './subscriptions/start-subscriptions.ts';
