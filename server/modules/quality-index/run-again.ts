import { runScheme } from './compute-index.ts';
import type { FrozenData } from './model.ts';
import type { RunWithResult } from './rows.ts';

type Done = ReturnType<typeof runScheme>;
const kept = new Map<string, Done>();
const KEPT = 12;

/** A stored run computed again with every step, for explanations. The last few are kept: what was frozen never changes. */
export function runAgain(run: RunWithResult, frozen: FrozenData): Done {
  const known = kept.get(run.id);
  if (known) return known;
  const done = runScheme(run.content, frozen);
  done.catch(() => kept.delete(run.id));
  const oldest = kept.keys().next().value;
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(run.id, done);
  return done;
}
