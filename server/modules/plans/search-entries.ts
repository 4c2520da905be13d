import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { indexEntries, removeEntries, removeEntriesUnder, type SearchEntry } from '../../kernel/search/index.ts';
import { onDay, type TaskVersionFields } from './versions.ts';

type OutlineItem = { clause: string; title: string; level: number };

/**
 * What can be found of plans as they stand on a day: themselves, their clauses, tasks and targets; what is not in force
 * yet, or no longer, is not found. Of one plan, or of all in reach.
 */
export async function planEntries(tx: Tx, asOf: string, id?: string): Promise<SearchEntry[]> {
  let select = tx
    .selectFrom('plan')
    .select([
      'id',
      'title',
      'title_en',
      'short_title',
      'short_title_en',
      'document_number',
      'issuer',
      'region_code',
      'visibility',
      'outline',
      'year_from',
      'year_to',
    ]);
  if (id !== undefined) select = select.where('id', '=', id);
  const plans = await select.execute();
  const entries: SearchEntry[] = [];
  const placed: Places = new Map();
  const restricted = plans.filter((plan) => plan.visibility === 'restricted').map((plan) => plan.id);
  const parties = await findParties(tx, restricted);
  for (const plan of plans) {
    const place = {
      regionCode: plan.region_code,
      visibility: plan.visibility as SearchEntry['visibility'],
      parties: parties.get(plan.id) ?? [],
    };
    placed.set(plan.id, place);
    entries.push({
      kind: 'plan',
      id: plan.id,
      title: plan.title,
      titleEn: plan.title_en,
      subtitle: [plan.issuer, plan.document_number, `${plan.year_from}—${plan.year_to}`].filter(Boolean).join(' · '),
      subtitleEn: `${plan.short_title_en} · ${plan.year_from}–${plan.year_to}`,
      body: plan.short_title,
      link: `/plans/${plan.id}`,
      ...place,
    });
    for (const item of plan.outline as OutlineItem[]) {
      if (!item.title) continue;
      entries.push({
        kind: 'clause',
        id: `${plan.id}#${item.clause}`,
        title: item.title,
        subtitle: `${plan.short_title} · ${item.clause}`,
        subtitleEn: `${plan.short_title_en} · ${item.clause}`,
        link: clauseLink(plan.id, item.clause),
        ...place,
      });
    }
  }
  entries.push(...(await taskEntries(tx, placed, asOf)), ...(await targetEntries(tx, placed, asOf)));
  return entries;
}

type Places = Map<string, Pick<SearchEntry, 'regionCode' | 'visibility' | 'parties'>>;

/** A restricted plan is also for the units that its tasks name. */
async function findParties(tx: Tx, plans: string[]): Promise<Map<string, string[]>> {
  if (plans.length === 0) return new Map();
  const rows = await tx
    .selectFrom('task_unit as u')
    .innerJoin('plan_task as t', 't.id', 'u.task_id')
    .select(['t.plan_id', 'u.organization_id'])
    .distinct()
    .where('t.plan_id', 'in', plans)
    .where('u.organization_id', 'is not', null)
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.plan_id)].map(([id, units]) => [id, units.map((unit) => unit.organization_id!)]),
  );
}

const clauseLink = (plan: string, clause: string) => `/plans/${plan}?clause=${encodeURIComponent(clause)}`;

/** What is not in force on the day has the version `absent`. */
const inForce = sql<boolean>`not coalesce(v.fields ? 'absent', false)`;

async function taskEntries(tx: Tx, placed: Places, asOf: string): Promise<SearchEntry[]> {
  if (placed.size === 0) return [];
  const rows = await tx
    .selectFrom('plan_task as t')
    .innerJoin('plan as p', 'p.id', 't.plan_id')
    .leftJoin('task_version as v', (join) => join.onRef('v.task_id', '=', 't.id').on(onDay('v', asOf)))
    .select(['t.id', 't.plan_id', 't.clause', 't.title', 'p.short_title', 'p.short_title_en', 'v.fields as version'])
    .select((eb) =>
      eb
        .selectFrom('task_unit as u')
        .whereRef('u.task_id', '=', 't.id')
        .select((inner) => inner.fn<string>('string_agg', ['u.name', inner.val('、')]).as('names'))
        .as('units'),
    )
    .where('t.plan_id', 'in', [...placed.keys()])
    .where(inForce)
    .execute();
  return rows.map((row) => {
    const version = row.version as TaskVersionFields | null;
    const units = version && [version.lead, ...version.joint].flatMap((unit) => unit?.name ?? []).join('、');
    return {
      kind: 'plan-task',
      id: row.id,
      title: version?.title ?? row.title,
      subtitle: `${row.short_title} · ${row.clause}`,
      subtitleEn: `${row.short_title_en} · ${row.clause}`,
      body: units ?? row.units,
      link: clauseLink(row.plan_id, row.clause),
      ...placed.get(row.plan_id)!,
    };
  });
}

async function targetEntries(tx: Tx, placed: Places, asOf: string): Promise<SearchEntry[]> {
  if (placed.size === 0) return [];
  const rows = await tx
    .selectFrom('target as t')
    .innerJoin('plan as p', 'p.id', 't.plan_id')
    .innerJoin('indicator as i', 'i.id', 't.indicator_id')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 't.region_code').on('r.latest', '=', true))
    .leftJoin('target_version as v', (join) => join.onRef('v.target_id', '=', 't.id').on(onDay('v', asOf)))
    .select([
      sql<string | null>`left(v.fields ->> 'dueOn', 4)`.as('version_year'),
      't.id',
      't.plan_id',
      't.clause',
      't.breakdown',
      't.lead',
      't.year',
      't.region_code',
      'i.name',
      'i.name_en',
      'p.short_title',
      'p.short_title_en',
      'r.name as region',
      'r.name_en as region_en',
      'p.region_code as plan_region',
    ])
    .where('t.plan_id', 'in', [...placed.keys()])
    .where(inForce)
    .execute();
  return rows.map((row) => {
    const year = row.version_year ?? row.year;
    const elsewhere = row.region_code !== row.plan_region;
    const words = (...parts: (string | number | null | false)[]) => parts.filter(Boolean).join(' · ');
    return {
      kind: 'target',
      id: row.id,
      title: row.name,
      titleEn: row.name_en,
      subtitle: words(row.short_title, row.clause, elsewhere && row.region, row.breakdown, year),
      subtitleEn: words(row.short_title_en, row.clause, elsewhere && row.region_en, row.breakdown, year),
      body: row.lead,
      link: `/targets/${encodeURIComponent(row.id)}`,
      ...placed.get(row.plan_id)!,
    };
  });
}

/** Writes the entries of one plan anew as of a day; whoever changes a plan calls it in the same transaction. */
export async function indexPlan(tx: Tx, id: string, asOf: string): Promise<void> {
  await removeEntries(tx, 'plan', [id]);
  await removeEntriesUnder(tx, 'clause', `${id}#`);
  for (const kind of ['plan-task', 'target']) await removeEntriesUnder(tx, kind, `${id}.`);
  await indexEntries(tx, await planEntries(tx, asOf, id));
}

/** Documents that are not removed. Of one, or of all in reach. */
export async function documentEntries(tx: Tx, id?: string): Promise<SearchEntry[]> {
  let select = tx
    .selectFrom('source_document')
    .select(['id', 'title', 'file_name', 'region_code', 'visibility'])
    .select(sql<string>`left(text, 2000)`.as('text'))
    .select(
      sql<string[]>`array(select distinct u.organization_id from plan p join plan_task t on t.plan_id = p.id
        join task_unit u on u.task_id = t.id where p.document_id = source_document.id
        and source_document.visibility = 'restricted' and u.organization_id is not null)`.as('parties'),
    )
    .where('removed_at', 'is', null);
  if (id !== undefined) select = select.where('id', '=', id);
  const rows = await select.execute();
  return rows.map((row) => ({
    kind: 'document',
    id: row.id,
    title: row.title,
    subtitle: row.file_name,
    body: row.text,
    link: `/documents/${row.id}`,
    regionCode: row.region_code,
    visibility: row.visibility as SearchEntry['visibility'],
    parties: row.parties,
  }));
}

export const planSearch = [
  { kinds: ['plan', 'clause', 'plan-task', 'target'], entries: (tx: Tx, asOf: string) => planEntries(tx, asOf) },
  { kinds: ['document'], entries: (tx: Tx) => documentEntries(tx) },
];
