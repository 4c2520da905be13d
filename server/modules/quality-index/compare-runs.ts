import { compareYears } from '../../../packages/composite/index.ts';
import type { RunComparison } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { getFrozen } from './freeze-vintage.ts';
import { getStoredRun, regionNamed } from './rows.ts';
import { runAgain } from './run-again.ts';

/** Two runs of one scheme and level, the earlier year first: where every region's change comes from. */
export async function compareRuns(tx: Tx, id: string, otherId: string): Promise<RunComparison> {
  const pair = [await getStoredRun(tx, id), await getStoredRun(tx, otherId)] as const;
  const [a, b] = pair;
  if (a.scheme_id !== b.scheme_id || a.level !== b.level || a.id === b.id) throw new AppError('index.other-scheme');
  const [before, after] = a.year < b.year || (a.year === b.year && a.run_at < b.run_at) ? [a, b] : [b, a];
  const [first, second] = [
    await runAgain(before, await getFrozen(tx, before.vintage_id)),
    await runAgain(after, await getFrozen(tx, after.vintage_id)),
  ];
  const places = new Map(before.result.rows.map((row) => [row.region, row]));
  return {
    before: { id: before.id, year: before.year },
    after: { id: after.id, year: after.year },
    rows: after.result.rows
      .filter(({ region }) => places.has(region))
      .map((row) => {
        const old = places.get(row.region)!;
        const change = compareYears(first, second, row.region);
        return {
          region: regionNamed(row.region, after.year),
          before: change.before,
          after: change.after,
          rankBefore: old.rank,
          rankAfter: row.rank,
          told: row.rankInterval[1] < old.rankInterval[0] || row.rankInterval[0] > old.rankInterval[1],
          indicators: change.indicators.map(({ code, contribution, own, scale }) => ({
            code,
            contribution,
            own,
            scale,
          })),
          structure: change.structure,
        };
      }),
  };
}
