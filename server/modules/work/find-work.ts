/** Tasks at work on a day: filtered, counted by light and state, a page at a time. */
import { type RawBuilder, sql } from 'kysely';
import {
  allows,
  type Light,
  lights,
  type WorkPage,
  type WorkQuery,
  type WorkRow,
  type WorkState,
  workStates,
} from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { workingDaysBetween } from '../../kernel/calendar/index.ts';
import { escapeLike } from '../../kernel/escape-like.ts';
import { caseOf } from '../../kernel/lifecycle/index.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { findTasks } from '../plans/index.ts';
import { holdsOn } from './unit-days.ts';

export type WorkFilter = Partial<Omit<WorkQuery, 'asOf' | 'page' | 'size'>> & { ids?: string[] };

export async function findWork(tx: Tx, scope: UserScope, query: WorkQuery, asOf: string): Promise<WorkPage> {
  const { rows, counts } = await ask(tx, scope, query, asOf, query.size, (query.page - 1) * query.size);
  const total = counts.filter(matches(query)).reduce((sum, count) => sum + count.n, 0);
  const add = <K extends string>(keys: readonly K[], pick: (count: Count) => K, other: (count: Count) => boolean) => {
    const sums = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
    for (const count of counts.filter(other)) sums[pick(count)] += count.n;
    return sums;
  };
  return {
    asOf,
    total,
    // The counts are the filter's own choices: each leaves its own filter out.
    lights: add(lights, (count) => count.light, matches({ state: query.state })),
    states: add(workStates, (count) => count.state, matches({ light: query.light })),
    rows,
  };
}

/** Rows in the order asked for. `ids` names tasks directly. */
export async function findWorkRows(
  tx: Tx,
  scope: UserScope,
  filter: WorkFilter,
  asOf: string,
  limit = 10_000,
): Promise<WorkRow[]> {
  return (await ask(tx, scope, filter, asOf, limit, 0)).rows;
}

type Count = { light: Light; state: WorkState; n: number };
const ended: readonly string[] = ['done', 'cancelled'];
const statesOf = (state: string): string[] =>
  state.split(',').flatMap((one) => (one === 'open' ? workStates.filter((known) => !ended.includes(known)) : [one]));
const matches =
  ({ state, light }: { state?: string | undefined; light?: Light | undefined }) =>
  (count: Count) =>
    (!state || statesOf(state).includes(count.state)) && (!light || count.light === light);

/** One statement for rows and counts, so that every task is looked at once. */
async function ask(
  tx: Tx,
  scope: UserScope,
  filter: WorkFilter,
  asOf: string,
  limit: number,
  offset: number,
): Promise<{ rows: WorkRow[]; counts: Count[] }> {
  const direction = sql.raw(filter.order === 'desc' ? 'desc' : 'asc');
  const { rows } = await sql<{ counts: Count[]; page: Row[] }>`
    with w as materialized (select w.* from work_on_day(${asOf}, ${filter.ids ?? null}::uuid[], ${filter.parent ?? null}) w
        where ${conditions(scope, filter, asOf)}),
      counts as (select light, state, count(*)::int as n from w group by light, state),
      page as (select w.*, l.name as lead_name, l.name_en as lead_name_en, row_number() over (
          order by ${sorts[filter.sort ?? 'due']} ${direction} nulls last, w.region_code, w.code) as place from w
        left join organization l on l.id = w.lead_id
        where ${chosen(filter)}
        order by place limit ${limit} offset ${offset})
    select (select coalesce(jsonb_agg(counts), '[]') from counts) as counts, (select coalesce(jsonb_agg(row order by row.place), '[]') from (
      select page.*, i.name as issuer_name, i.name_en as issuer_name_en, r.name as region_name, r.name_en as region_name_en,
        (select count(*) from work_unit u where u.item_id = page.id and u.role = 'joint'
          and ${holdsOn('u', asOf)}) as joint_count,
        (select k.version from lifecycle_case k where k.kind = 'task' and k.object_id = page.id::text) as version,
        (select jsonb_build_object('percent', p.percent, 'on', p.on_day) from work_report p
          where p.item_id = page.id and p.role = 'lead' and p.on_day <= ${asOf} order by p.at desc limit 1) as last_report,
        coalesce((select max(s.level) from work_slip s where s.item_id = page.id and s.issued_on <= ${asOf}
          and s.missed_on = page.due_on), 0) as slip_level,
        (select count(*) from work_item part join lifecycle_case c on ${caseOf('task', 'part.id')}
          where part.parent_id = page.id and c.closed_at is null) as open_parts
      from page
        join organization i on i.id = page.issuer_id
        join region r on r.code = page.region_code and r.latest) row) as page`.execute(tx);
  const { counts, page } = rows[0]!;
  const tasks = new Map<string, PlanTask>();
  const planTasks = page.flatMap((row) => row.plan_task_id ?? []);
  if (planTasks.length > 0) for (const task of await findTasks(tx, { ids: planTasks })) tasks.set(task.id, task);
  return {
    counts,
    rows: page.map((row) => toRow(row, asOf, row.plan_task_id === null ? undefined : tasks.get(row.plan_task_id))),
  };
}

type PlanTask = Awaited<ReturnType<typeof findTasks>>[number];

/** The part of the filter that the counts leave out. */
function chosen({ state, light }: WorkFilter): RawBuilder<unknown> {
  return sql`(${state ? sql`w.state = any (${statesOf(state)}::text[])` : sql`true`}
    and ${light ? sql`w.light = ${light}` : sql`true`})`;
}

function conditions(scope: UserScope, filter: WorkFilter, asOf: string): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (filter.plan) all.push(sql`w.plan_id = ${filter.plan}`);
  if (filter.region) all.push(sql`w.region_code = ${filter.region}`);
  if (filter.below) all.push(sql`region_below(w.region_code, ${filter.below})`);
  if (filter.dueFrom) all.push(sql`w.due_on >= ${filter.dueFrom}`);
  if (filter.dueTo) all.push(sql`w.due_on <= ${filter.dueTo}`);
  if (filter.unit)
    all.push(sql`(w.issuer_id = ${filter.unit} or exists (select 1 from work_unit u
      where u.item_id = w.id and u.organization_id = ${filter.unit} and ${holdsOn('u', asOf)}))`);
  if (filter.q) {
    const like = `%${escapeLike(filter.q.trim())}%`;
    all.push(sql`(w.title ilike ${like} or w.code ilike ${like}
      or exists (select 1 from organization o where o.id in (w.lead_id, w.issuer_id) and o.name ilike ${like}))`);
  }
  if (filter.waits === 'me') all.push(waitsFor(scope, asOf));
  return sql.join(all, sql` and `);
}

/** What only this user, or somebody of the same unit, can move on. */
function waitsFor(scope: UserScope, asOf: string): RawBuilder<unknown> {
  const office = allows(scope.roles, 'work.supervise') ? scope.regionCode : '';
  const issues = sql`(w.issuer_id = ${scope.organizationId}
    or exists (select 1 from organization o where o.id = w.issuer_id and o.region_code = ${office}))`;
  const jointWaits = sql`exists (select 1 from work_unit u where u.item_id = w.id and u.role = 'joint'
    and ${holdsOn('u', asOf)} and u.organization_id = ${scope.organizationId} and not exists (
      select 1 from (select r.id from work_report r where r.item_id = w.id and r.organization_id = u.organization_id
        and r.role = 'joint' order by r.at desc limit 1) a
      where coalesce((select v.accepted from work_verdict v where v.report_id = a.id order by v.id desc limit 1), true)))`;
  const answersWait = sql`exists (select 1 from work_report r where r.item_id = w.id and r.role = 'joint'
    and not exists (select 1 from work_verdict v where v.report_id = r.id)
    and not exists (select 1 from work_report later where later.item_id = r.item_id
      and later.organization_id = r.organization_id and later.at > r.at))`;
  return sql`((w.state in ('draft', 'declined', 'submitted') and ${issues})
    or (w.state = 'issued' and w.lead_id = ${scope.organizationId})
    or (w.state = 'underway' and w.lead_id = ${scope.organizationId} and (w.light = 'red' or ${answersWait}))
    or (w.state = 'underway' and ${jointWaits}))`;
}

const sorts: Record<WorkQuery['sort'], RawBuilder<unknown>> = {
  due: sql`w.due_on`,
  code: sql`w.code`,
  title: sql`w.title collate "zh-x-icu"`,
  lead: sql`l.name collate "zh-x-icu"`,
  state: sql`array_position(array['draft','issued','declined','underway','submitted','done','cancelled'], w.state)`,
  percent: sql`case when w.state = 'done' then 100 else coalesce((select p.percent from work_report p where p.item_id = w.id and p.role = 'lead'
    order by p.at desc limit 1), 0) end`,
};

type Row = {
  id: string;
  code: string;
  region_code: string;
  plan_task_id: string | null;
  parent_id: string | null;
  issuer_id: string;
  title: string;
  state: WorkState;
  due_on: string | null;
  lead_id: string | null;
  light: Light;
  issuer_name: string;
  issuer_name_en: string;
  lead_name: string | null;
  lead_name_en: string | null;
  region_name: string;
  region_name_en: string;
  joint_count: string;
  last_report: { percent: number; on: string } | null;
  slip_level: number;
  open_parts: string;
  version: number;
};

function toRow(row: Row, asOf: string, task: PlanTask | undefined): WorkRow {
  const runs = row.due_on !== null && !ended.includes(row.state);
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    region: { code: row.region_code, name: row.region_name, nameEn: row.region_name_en },
    plan: task ? { id: task.planId, title: task.planTitle, titleEn: task.planTitleEn, clause: task.clause } : null,
    parentId: row.parent_id,
    issuer: { id: row.issuer_id, name: row.issuer_name, nameEn: row.issuer_name_en },
    lead: row.lead_id === null ? null : { id: row.lead_id, name: row.lead_name!, nameEn: row.lead_name_en! },
    jointCount: Number(row.joint_count),
    state: row.state,
    dueOn: row.due_on,
    light: row.light,
    workingDaysLate: runs ? workingDaysBetween(row.due_on!, asOf, { beyond: 'weekdays' }) : null,
    percent: row.state === 'done' ? 100 : (row.last_report?.percent ?? 0),
    lastReportOn: row.last_report?.on ?? null,
    slipLevel: row.slip_level,
    openParts: Number(row.open_parts),
    version: row.version,
  };
}
