/** Long work: written in the transaction that asks for it, run by the server, seen by people. */
export { enqueueJob, type NewJob } from './enqueue-job.ts';
export { cancelJob, findJobs, getJob } from './find-jobs.ts';
export type { JobContext, JobKind, JobResult, ScheduledWork } from './kinds.ts';
export { type JobOptions, type JobRunner, startJobs } from './start-jobs.ts';
