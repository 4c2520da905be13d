import type { Observation } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';

export type LivingObservation = Pick<
  Observation,
  'period' | 'periodStart' | 'periodEnd' | 'value' | 'knownOn' | 'simulated'
>;

/** One series: an indicator in a region, for the whole or a part of it. */
export const seriesKey = (indicatorId: string, regionCode: string, breakdown: string): string =>
  `${indicatorId}\u0000${regionCode}\u0000${breakdown}`;

/**
 * The values that were known on a day, by series and in order of time. Of several for one period the one recorded last
 * counts, among those known by then: a correction from the day that it names, until then what it replaced.
 */
export async function findObservations(
  tx: Tx,
  indicatorIds: readonly string[],
  asOf: string,
): Promise<Map<string, LivingObservation[]>> {
  const found = new Map<string, LivingObservation[]>();
  if (indicatorIds.length === 0) return found;
  const rows = await tx
    .selectFrom('observation')
    .distinctOn(['indicator_id', 'region_code', 'breakdown', 'period_end', 'period'])
    .select(['indicator_id', 'region_code', 'breakdown', 'period', 'period_start', 'period_end', 'value', 'known_on'])
    .select('simulated')
    .where('indicator_id', 'in', [...new Set(indicatorIds)])
    .where('known_on', '<=', asOf)
    .orderBy('indicator_id')
    .orderBy('region_code')
    .orderBy('breakdown')
    .orderBy('period_end')
    .orderBy('period')
    .orderBy('id', 'desc')
    .execute();
  for (const row of rows) {
    const key = seriesKey(row.indicator_id, row.region_code, row.breakdown);
    const series = found.get(key) ?? [];
    if (series.length === 0) found.set(key, series);
    series.push({
      period: row.period,
      periodStart: row.period_start,
      periodEnd: row.period_end,
      value: row.value,
      knownOn: row.known_on,
      simulated: row.simulated,
    });
  }
  return found;
}
