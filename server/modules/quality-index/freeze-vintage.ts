/** Freezes the values of a year as they are known on a day. The same values again are the same vintage. */
import { sql } from 'kysely';
import type { IndexLevel, SchemeContent } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { isWithin, parentCode, regionsOn } from '../../kernel/region/index.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { findYearValues } from '../indicators/index.ts';
import { digestOf, type FrozenData, type FrozenUnit, indicatorsOf } from './model.ts';

/** How many earlier years are frozen along, for imputation along the years. */
const EARLIER_YEARS = 3;

/** The regions of a level below a region, as they stood at the end of a year. */
export function unitsOf(regionCode: string, level: IndexLevel, year: number): FrozenUnit[] {
  return regionsOn(`${year}-12-31`)
    .filter((region) => region.level === level && isWithin(region.code, regionCode))
    .map(({ code, zh, en, type }) => ({
      code,
      name: zh,
      nameEn: en,
      parent: level === 'county' ? (parentCode(code) ?? null) : null,
      kind: type,
    }));
}

/** @throws AppError index.no-values */
export async function freezeVintage(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  wanted: {
    schemeId: string;
    regionCode: string;
    level: IndexLevel;
    year: number;
    asOf: string;
    content: SchemeContent;
  },
): Promise<{ id: string; simulated: boolean }> {
  const { schemeId, regionCode, level, year, asOf, content } = wanted;
  const usesPanel = JSON.stringify(content.steps).includes('"panel"');
  const values = await findYearValues(tx, {
    indicatorIds: indicatorsOf(content),
    regionCodes: unitsOf(regionCode, level, year).map(({ code }) => code),
    years: Array.from({ length: usesPanel ? EARLIER_YEARS + 1 : 1 }, (_, i) => year - i),
    asOf,
  });
  if (!values.some((value) => value.year === year))
    throw new AppError('index.no-values', {
      year,
      level: level === 'city' ? { zh: '设区市', en: 'city' } : { zh: '县（市、区）', en: 'county' },
    });
  const digest = digestOf(
    values.map((value) => [
      value.indicatorId,
      value.regionCode,
      value.year,
      value.value,
      value.simulated,
      value.published,
    ]),
  );
  const simulated = values.some((value) => value.simulated);
  const held = tx
    .selectFrom('index_vintage')
    .select(['id', 'simulated'])
    .where('scheme_id', '=', schemeId)
    .where('level', '=', level)
    .where('year', '=', year)
    .where('digest', '=', digest);
  const known = await held.executeTakeFirst();
  if (known) return known;
  const added = await tx
    .insertInto('index_vintage')
    .values({
      scheme_id: schemeId,
      region_code: regionCode,
      level,
      year,
      as_of: asOf,
      digest,
      simulated,
      frozen_at: clock.now(),
      frozen_by: scope.displayName,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  // Somebody else froze the same values at the same moment.
  if (!added) return held.executeTakeFirstOrThrow();
  const { id } = added;
  await sql`insert into index_vintage_value (vintage_id, indicator_id, region_code, year, value, observation_id, simulated, published)
    select ${id}, v."indicatorId", v."regionCode", v.year, v.value, v.id, v.simulated, v.published
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as v(id bigint, "indicatorId" text, "regionCode" text, year int, value numeric, simulated boolean, published boolean)`.execute(
    tx,
  );
  return { id, simulated };
}

/** A vintage as it was frozen. */
export async function getFrozen(tx: Tx, vintageId: string): Promise<FrozenData & { level: IndexLevel }> {
  const vintage = await tx.selectFrom('index_vintage').selectAll().where('id', '=', vintageId).executeTakeFirst();
  if (!vintage) throw new AppError('not-found', { what: vintageId });
  const rows = await tx
    .selectFrom('index_vintage_value')
    .select(['indicator_id', 'region_code', 'year', 'value', 'simulated'])
    .where('vintage_id', '=', vintageId)
    .execute();
  const level = vintage.level as IndexLevel;
  return {
    level,
    year: vintage.year,
    units: unitsOf(vintage.region_code, level, vintage.year),
    values: rows.map((row) => ({
      indicator: row.indicator_id,
      region: row.region_code,
      year: row.year,
      value: row.value,
      simulated: row.simulated,
    })),
  };
}
