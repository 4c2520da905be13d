/** What runs inside the server besides answering: kinds of jobs, and work by the clock. */
import { personMovers } from '../http/person-movers.ts';
import type { JobKind, ScheduledWork } from '../kernel/jobs/index.ts';
import { deliverNotices, type NoticeSettings, writeDigests } from '../kernel/notify/index.ts';
import { peopleImportJob } from '../kernel/person/import-people-job.ts';
import { finishHandOvers } from '../kernel/person/index.ts';
import type { Services } from '../kernel/services.ts';
import { computeJob, readingImportJob } from '../modules/environment/index.ts';
import { observationImportJob } from '../modules/indicators/index.ts';
import { findTemplateRows, indexAmended } from '../modules/plans/index.ts';
import { indexRunJob } from '../modules/quality-index/index.ts';
import { captureJob } from '../modules/traceability/index.ts';
import { escalateOverdue } from '../modules/work/index.ts';

/** A module that brings long work adds its kind here. */
export const jobKinds = (services: Services): JobKind[] => [
  indexRunJob,
  peopleImportJob(),
  observationImportJob((scope, plan) => findTemplateRows(services, scope, plan)),
  readingImportJob,
  computeJob,
  captureJob,
];

/** Work by the clock, in China's time. */
export const schedules = (notice: NoticeSettings): ScheduledWork[] => [
  {
    name: 'deliver',
    cron: '* * * * *',
    run: async (services, signal) => void (await deliverNotices(services, notice, signal)),
  },
  // An amendment comes into force with its day.
  { name: 'index-amended', cron: '1 0 * * *', run: async (services) => void (await indexAmended(services)) },
  // The rule counts working days; asking at the beginning of each is enough.
  { name: 'escalate', cron: '5 8 * * *', run: async (services) => void (await escalateOverdue(services)) },
  // Before the offices open: what a leaving person had in hand is with the next one by then.
  {
    name: 'hand-over',
    cron: '10 0 * * *',
    run: async (services) => void (await finishHandOvers(services, personMovers)),
  },
  { name: 'digest', cron: '30 8 * * *', run: async (services) => void (await writeDigests(services, notice.baseUrl)) },
];
