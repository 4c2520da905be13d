/**
 * Adds observations, set by set. One that differs from the living one supersedes it and both stay readable; the same
 * again changes nothing.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { getInstallationKind } from '../../kernel/installation/index.ts';

export type NewObservation = {
  indicatorId: string;
  regionCode: string;
  /** Industry or field; empty for the whole. */
  breakdown: string;
  /** `2020`, `2020-06` or `2016/2020`; the two days are its bounds. */
  period: string;
  periodStart: string;
  periodEnd: string;
  value: string;
  knownOn: string;
  /** Whether the source names that day; a day that was only filled in makes no difference to a value already held. */
  knownOnStated: boolean;
  source: 'pack' | 'reported' | 'simulated' | 'computed';
  sourceNote: string;
  published: boolean;
  /** Made up, or computed from what was made up. */
  simulated?: boolean;
  /** Where a computed value leads back to: a path on the work face. */
  derivedFrom?: string;
};
export type ObservationCounts = { added: number; corrected: number; unchanged: number };

/** What adding these would do; nothing is written. */
export async function compareObservations(tx: Tx, observations: readonly NewObservation[]): Promise<ObservationCounts> {
  const { rows } = await sql<{ added: string; corrected: string }>`
    select count(*) filter (where o.id is null) as added, count(*) filter (where ${differs}) as corrected
    from ${incoming(observations)} i left join observation o on ${sameLiving}`.execute(tx);
  const added = Number(rows[0]?.added ?? 0);
  const corrected = Number(rows[0]?.corrected ?? 0);
  return { added, corrected, unchanged: observations.length - added - corrected };
}

/** Adds in five statements, however many the values are. Two imports at once wait for each other. */
export async function addObservations(
  tx: Tx,
  observations: readonly NewObservation[],
  recorded: { at: Date; by: string },
): Promise<ObservationCounts> {
  if (observations.length === 0) return { added: 0, corrected: 0, unchanged: 0 };
  await refuseSimulated(tx, observations);
  await sql`select pg_advisory_xact_lock(hashtext('observation'))`.execute(tx);
  const counts = await compareObservations(tx, observations);
  if (counts.corrected > 0)
    await sql`update observation o set superseded_at = ${recorded.at}
      from ${incoming(observations)} i where ${sameLiving} and ${differs}`.execute(tx);
  if (counts.added + counts.corrected > 0)
    await sql`insert into observation (indicator_id, region_code, breakdown, period, period_start, period_end, value, source,
        source_note, known_on, published, simulated, derived_from, recorded_at, recorded_by)
      select i."indicatorId", i."regionCode", i.breakdown, i.period, i."periodStart", i."periodEnd", i.value, i.source,
        i."sourceNote", i."knownOn", i.published, coalesce(i.simulated, false), i."derivedFrom", ${recorded.at}, ${recorded.by}
      from ${incoming(observations)} i
      on conflict (indicator_id, region_code, breakdown, period) where superseded_at is null do nothing`.execute(tx);
  if (counts.corrected > 0)
    await sql`update observation o set superseded_by = n.id from observation n
      where o.superseded_at = ${recorded.at} and o.superseded_by is null and n.superseded_at is null
        and n.indicator_id = o.indicator_id and n.region_code = o.region_code
        and n.breakdown = o.breakdown and n.period = o.period`.execute(tx);
  return counts;
}

const sameLiving = sql`o.indicator_id = i."indicatorId" and o.region_code = i."regionCode"
  and o.breakdown = i.breakdown and o.period = i.period and o.superseded_at is null`;

/**
 * Anything that would be told otherwise makes a new record; so does publishing what was not public. What somebody
 * reported is not put right by a pack that is loaded again, and nothing true by what is simulated.
 */
const differs = sql`(not (i.source = 'pack' and o.source = 'reported') and not (coalesce(i.simulated, false) and not o.simulated)
  and (o.value <> i.value or o.simulated <> coalesce(i.simulated, false)
  or o.source_note <> i."sourceNote" or (i.published and not o.published)
  or (i."knownOnStated" and o.known_on <> i."knownOn")))`;

const incoming = (observations: readonly NewObservation[]): RawBuilder<unknown> =>
  sql`(select * from jsonb_to_recordset(${JSON.stringify(observations)}::jsonb) as r(
    "indicatorId" text, "regionCode" text, breakdown text, period text, "periodStart" date, "periodEnd" date, value numeric,
    "knownOn" date, "knownOnStated" boolean, source text, "sourceNote" text, published boolean, simulated boolean, "derivedFrom" text))`;

/** Throws `observation.simulated` where simulated values would become public in a real installation. */
export async function refuseSimulated(tx: Tx, observations: readonly NewObservation[]): Promise<void> {
  const count = observations.filter((one) => one.simulated && one.published).length;
  if (count > 0 && (await getInstallationKind(tx)) !== 'demo') throw new AppError('observation.simulated', { count });
}

/** Retires what a pack held and holds no more. `by` is how the pack signs its values. */
export async function retireMissing(
  tx: Tx,
  observations: readonly NewObservation[],
  recorded: { at: Date; by: string },
): Promise<void> {
  await sql`update observation o set superseded_at = ${recorded.at}
    where o.source = 'pack' and o.recorded_by = ${recorded.by} and o.superseded_at is null
      and not exists (select 1 from ${incoming(observations)} i where ${sameLiving})`.execute(tx);
}
