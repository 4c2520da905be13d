/** Writes `docs/lifecycles.md` from the declarations: `node scripts/draw-lifecycles.ts`. A test keeps it current. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawLifecycle } from '../server/kernel/lifecycle/index.ts';
import { amendmentLifecycle } from '../server/modules/plans/index.ts';
import { versionLifecycle } from '../server/modules/quality-index/index.ts';
import { slipLifecycle, taskLifecycle } from '../server/modules/work/index.ts';

export const lifecyclesFile = join(import.meta.dirname, '../docs/lifecycles.md');

export const drawAll = () =>
  [
    '# Lifecycles',
    'Drawn from the declarations by `node scripts/draw-lifecycles.ts`; the kernel runs what is declared here, and nothing else.',
    '',
    ...[taskLifecycle, slipLifecycle, amendmentLifecycle, versionLifecycle].map(drawLifecycle),
  ].join('\n');

if (process.argv[1] === import.meta.filename) writeFileSync(lifecyclesFile, drawAll());
