// Speed of the plan reader on the source documents at 1, 10 and 100 times their length.
// usage: node bench/plan-text.ts [FOLDER]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlan } from '../packages/plan-text/index.ts';

const folder = process.argv[2] ?? '../shared/sources';
if (!existsSync(folder)) {
  console.log(`${folder} is missing; nothing to measure`);
} else {
  const GOAL_MS = 150;
  const files = readdirSync(folder).filter((f) => f.endsWith('.txt'));
  /** Cheapest of `runs`, in milliseconds. */
  const measure = (text: string, runs: number): number => {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < runs; i++) {
      const from = performance.now();
      readPlan(text);
      best = Math.min(best, performance.now() - from);
    }
    return best;
  };
  for (const f of files) measure(readFileSync(join(folder, f), 'utf8'), 3);
  let worst = 0;
  for (const f of files) {
    const text = readFileSync(join(folder, f), 'utf8');
    const bytes = Buffer.byteLength(text);
    const times = ([1, 10, 100] as const).map((n) => measure(text.repeat(n), n === 1 ? 7 : 3));
    const rates = times.map((ms, i) => (bytes * 10 ** i) / 1e6 / (ms / 1000));
    const ratio = (times[2] as number) / 100 / ((times[1] as number) / 10);
    worst = Math.max(worst, (times[0] as number) / GOAL_MS);
    console.log(
      `${f.slice(0, 8)} ${(bytes / 1000).toFixed(0)} kB  1x ${times[0]?.toFixed(1)} ms  10x ${times[1]?.toFixed(0)} ms  100x ${times[2]?.toFixed(0)} ms  ${rates.map((r) => r.toFixed(1)).join(' / ')} MB/s  cost per byte 100x : 10x = ${ratio.toFixed(2)}`,
    );
  }
  console.log(`slowest file against the goal of ${GOAL_MS} ms: ${worst.toFixed(2)}`);
}
