/** Top-level resources: which event types, things, steps, places and dispositions there are. */
import { type RawBuilder, sql } from 'kysely';
import { eventTypes, vocabularies } from '../../../packages/epcis/index.ts';
import type { Tx } from '../../db/connect.ts';
import { CLASS, canonicalId, EpcRole } from './flatten-event.ts';
import type { Column, Condition } from './query/conditions.ts';

type Resource = {
  column?: Column;
  /** The form in which values are kept. */
  canonical: (id: string) => string;
  /** Known without a single event. */
  standard: ReadonlySet<string>;
  condition: (id: string) => Condition;
};
const ofColumn = (column: Column, canonical: (id: string) => string, standard: Iterable<string> = []): Resource => ({
  column,
  canonical,
  standard: new Set(standard),
  condition: (id) => ({ on: 'column', column, values: [canonical(id)] }),
});
const roles = Object.values(EpcRole).flatMap((role) => [role, role + CLASS]);
const bare = (vocabulary: 'bizStep' | 'disposition') => (text: string) =>
  vocabularies[vocabulary].forms.get(text) ?? text;

export const topLevel = {
  eventTypes: ofColumn('type', (text) => text.replace(/^epcis:/, ''), eventTypes),
  epcs: {
    canonical: canonicalId,
    standard: new Set<string>(),
    condition: (id: string): Condition => ({ on: 'epc', roles, exact: [canonicalId(id)], like: [] }),
  },
  bizSteps: ofColumn('biz_step', bare('bizStep'), vocabularies.bizStep.words),
  bizLocations: ofColumn('biz_location', canonicalId),
  readPoints: ofColumn('read_point', canonicalId),
  dispositions: ofColumn('disposition', bare('disposition'), vocabularies.disposition.words),
} as const satisfies Record<string, Resource>;
export type TopLevelName = keyof typeof topLevel;

/** Values in their order after `after`. One step of the index a value, however many events bear it. */
export async function findResources(tx: Tx, name: TopLevelName, size: number, after: string): Promise<string[]> {
  const resource: Resource = topLevel[name];
  const least: (beyond: RawBuilder<unknown>) => RawBuilder<unknown> = resource.column
    ? (beyond) => {
        const column = sql.ref(`e.${resource.column}`);
        return sql`select ${column} as id from epcis_event e where ${column} > ${beyond} order by 1 limit 1`;
      }
    : (beyond) => sql`select x.id from epcis_epc x where x.id > ${beyond}
        and exists (select 1 from epcis_event e where e.seq = x.seq) order by 1 limit 1`;
  const { rows } = await sql<{ id: string }>`with recursive found (id) as (
      (${least(sql`${after}::text collate "C"`)})
      union all select (${least(sql`found.id`)}) from found where found.id is not null)
    select id from found where id is not null limit ${size}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whether there is such a resource: a word of the standard, or something that an event bears. */
export async function hasResource(tx: Tx, name: TopLevelName, id: string): Promise<boolean> {
  const resource: Resource = topLevel[name];
  const value = resource.canonical(id);
  if (resource.standard.has(value)) return true;
  const { rows } = resource.column
    ? await sql`select 1 from epcis_event e where ${sql.ref(`e.${resource.column}`)} = ${value} limit 1`.execute(tx)
    : await sql`select 1 from epcis_epc x where x.id = ${value}
        and exists (select 1 from epcis_event e where e.seq = x.seq) limit 1`.execute(tx);
  return rows.length > 0;
}
