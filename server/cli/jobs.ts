/** What runs inside the server besides answering: kinds of jobs, and work by the clock. */
import type { JobKind, ScheduledWork } from '../kernel/jobs/index.ts';
import { deliverNotices, type NoticeSettings, writeDigests } from '../kernel/notify/index.ts';
import type { Services } from '../kernel/services.ts';
import { computeJob, readingImportJob } from '../modules/environment/index.ts';
import { observationImportJob } from '../modules/indicators/index.ts';
import { findTemplateRows } from '../modules/plans/index.ts';
import { escalateOverdue } from '../modules/work/index.ts';

/** A module that brings long work adds its kind here. */
export const jobKinds = (services: Services): JobKind[] => [
  observationImportJob((scope, plan) => findTemplateRows(services, scope, plan)),
  readingImportJob,
  computeJob,
];

/** Work by the clock, in China's time. */
export const schedules = (notice: NoticeSettings): ScheduledWork[] => [
  {
    name: 'deliver',
    cron: '* * * * *',
    run: async (services, signal) => void (await deliverNotices(services, notice, signal)),
  },
  // The rule counts working days; asking at the beginning of each is enough.
  { name: 'escalate', cron: '5 8 * * *', run: async (services) => void (await escalateOverdue(services)) },
  { name: 'digest', cron: '30 8 * * *', run: async (services) => void (await writeDigests(services, notice.baseUrl)) },
];
