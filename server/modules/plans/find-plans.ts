import { sql } from 'kysely';
import type { PlanDetail, PlanSummary, Task } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { escapeLike } from '../../kernel/escape-like.ts';
import { countStatuses, findBoard } from './find-board.ts';
import { onDay, type TaskVersionFields } from './versions.ts';

/** Plans in reach, with their targets by status on a day. */
export async function findPlans(tx: Tx, asOf: string): Promise<PlanSummary[]> {
  const plans = await planRows(tx, asOf).execute();
  const board = await findBoard(tx, asOf);
  const byPlan = Map.groupBy(board, (entry) => entry.row.planId);
  return plans.map((plan) =>
    toSummary(
      plan,
      (byPlan.get(plan.id) ?? []).map((entry) => entry.row),
    ),
  );
}

/** Throws `not-found` when the plan is unknown or out of reach. */
export async function getPlan(tx: Tx, id: string, asOf: string): Promise<PlanDetail> {
  const plan = await planRows(tx, asOf).where('p.id', '=', id).executeTakeFirst();
  if (!plan) throw new AppError('not-found', { what: id });
  const board = await findBoard(tx, asOf, { plan: id });
  return {
    ...toSummary(
      plan,
      board.map((entry) => entry.row),
    ),
    source: { sha256: plan.source_sha256, format: plan.source_format, available: plan.source_document_id !== null },
    outline: plan.outline as PlanDetail['outline'],
    tasks: await findTasks(tx, { plan: id, asOf }),
  };
}

export type TaskFilter = {
  plan?: string | undefined;
  q?: string | undefined;
  unit?: string | undefined;
  ids?: string[];
  /** As they stand on a day; without one, as they were last amended. */
  asOf?: string;
};

/** Tasks with their units, in the order of their plans. `unit` is part of a unit's name or an organization's id. */
export async function findTasks(
  tx: Tx,
  filter: TaskFilter,
): Promise<(Task & { planTitle: string; planTitleEn: string })[]> {
  let select = tx
    .selectFrom('plan_task as t')
    .innerJoin('plan as p', 'p.id', 't.plan_id')
    // Without a day no version is asked for: none begins before all days.
    .leftJoin('task_version as v', (join) =>
      join.onRef('v.task_id', '=', 't.id').on(onDay('v', filter.asOf ?? '-infinity')),
    )
    .selectAll('t')
    .select(['p.short_title as plan_title', 'p.short_title_en as plan_title_en', 'v.fields as version'])
    .orderBy('p.year_from', 'desc')
    .orderBy('p.id')
    .orderBy('t.position');
  if (filter.plan) select = select.where('t.plan_id', '=', filter.plan);
  if (filter.ids) select = select.where('t.id', 'in', filter.ids);
  if (filter.q) {
    const like = `%${escapeLike(filter.q)}%`;
    select = select.where((eb) => eb.or([eb('t.title', 'ilike', like), eb('t.clause', 'ilike', like)]));
  }
  if (filter.unit) {
    const { unit } = filter;
    select = select.where('t.id', 'in', (eb) =>
      eb
        .selectFrom('task_unit as u')
        .select('u.task_id')
        .where((inner) => inner.or([inner('u.organization_id', '=', unit), inner('u.name', '=', unit)])),
    );
  }
  const found = await select.execute();
  const tasks = filter.asOf ? found.filter((task) => !(task.version as { absent?: true } | null)?.absent) : found;
  if (tasks.length === 0) return [];
  const units = await tx
    .selectFrom('task_unit')
    .selectAll()
    .where(
      'task_id',
      'in',
      tasks.map((task) => task.id),
    )
    .orderBy('task_id')
    .orderBy('position')
    .execute();
  const byTask = Map.groupBy(units, (unit) => unit.task_id);
  return tasks.map((task) => {
    const own = (byTask.get(task.id) ?? []).map((unit) => ({
      role: unit.role,
      unit: { name: unit.name, organizationId: unit.organization_id },
    }));
    const version = filter.asOf ? (task.version as TaskVersionFields | null) : null;
    return {
      id: task.id,
      planId: task.plan_id,
      planTitle: task.plan_title,
      planTitleEn: task.plan_title_en,
      code: task.code,
      clause: task.clause,
      title: version?.title ?? task.title,
      lead: version ? version.lead : (own.find(({ role }) => role === 'lead')?.unit ?? null),
      joint: version?.joint ?? own.filter(({ role }) => role === 'joint').map(({ unit }) => unit),
      limit: task.limit_words === null ? null : { words: task.limit_words, year: task.limit_year! },
      span: task.span_start === null || task.span_end === null ? null : { start: task.span_start, end: task.span_end },
    };
  });
}

const planRows = (tx: Tx, asOf: string) =>
  tx
    .selectFrom('plan as p')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'p.region_code').on('r.latest', '=', true))
    .selectAll('p')
    .select(['r.name as region_name', 'r.name_en as region_name_en'])
    .select((eb) => [
      eb
        .selectFrom('plan_task as t')
        .whereRef('t.plan_id', '=', 'p.id')
        .where(
          sql<boolean>`not exists (select 1 from task_version v where v.task_id = t.id and v.fields ? 'absent'
            and ${onDay('v', asOf)})`,
        )
        .select((inner) => inner.fn.countAll<string>().as('n'))
        .as('task_count'),
      eb
        .selectFrom('source_document as d')
        .whereRef('d.sha256', '=', 'p.source_sha256')
        .where('d.removed_at', 'is', null)
        .select('d.id')
        // Its own file first, where it was adopted from one.
        .orderBy(sql`d.id is distinct from p.document_id`)
        .orderBy('d.imported_at')
        .limit(1)
        .as('source_document_id'),
    ])
    .orderBy('p.year_from', 'desc')
    .orderBy('p.region_code')
    .orderBy('p.id');

type PlanRow = Awaited<ReturnType<ReturnType<typeof planRows>['executeTakeFirstOrThrow']>>;

function toSummary(plan: PlanRow, targets: Parameters<typeof countStatuses>[0]): PlanSummary {
  return {
    id: plan.id,
    title: plan.title,
    titleEn: plan.title_en,
    shortTitle: plan.short_title,
    shortTitleEn: plan.short_title_en,
    documentNumber: plan.document_number,
    issuer: plan.issuer,
    issuedOn: plan.issued_on,
    region: { code: plan.region_code, name: plan.region_name, nameEn: plan.region_name_en },
    from: plan.year_from,
    to: plan.year_to,
    taskCount: Number(plan.task_count ?? 0),
    targetCount: targets.length,
    statusCounts: countStatuses(targets),
    documentId: plan.source_document_id,
    origin: plan.origin as PlanSummary['origin'],
    visibility: plan.visibility as PlanSummary['visibility'],
  };
}

/** Short titles of the plans in reach. */
export async function findPlanNames(tx: Tx): Promise<Map<string, { name: string; nameEn: string }>> {
  const rows = await tx.selectFrom('plan').select(['id', 'short_title as name', 'short_title_en as nameEn']).execute();
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

export type PlanHead = { id: string; title: string; titleEn: string; regionCode: string; restricted: boolean };

/** Name and region of a plan in reach. */
export async function findPlanHead(tx: Tx, id: string): Promise<PlanHead | undefined> {
  const row = await tx
    .selectFrom('plan')
    .select(['id', 'short_title', 'short_title_en', 'region_code', 'visibility'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      title: row.short_title,
      titleEn: row.short_title_en,
      regionCode: row.region_code,
      restricted: row.visibility === 'restricted',
    }
  );
}
