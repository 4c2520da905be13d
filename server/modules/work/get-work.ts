/** One task with everything around it: units, parts, reports with evidence, slips, lights, and what the asker may do. */
import { sql } from 'kysely';
import { allows, reaches, type WorkDetail, type WorkReport } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { getCase } from '../../kernel/lifecycle/index.ts';
import type { UserScope } from '../../kernel/scope/scope.ts';
import { findSlips } from './find-slips.ts';
import { findWorkRows } from './find-work.ts';
import { getItem, partsOf } from './item.ts';
import { lightHistory } from './light.ts';
import { findJointAnswers } from './open-parts.ts';
import { missingPeriod } from './report-periods.ts';
import { taskLifecycle } from './task-lifecycle.ts';

/** Throws `not-found` when the task is unknown, out of reach, or did not exist on that day. */
export async function getWork(tx: Tx, scope: UserScope, id: string, asOf: string, today: string): Promise<WorkDetail> {
  const item = await getItem(tx, id, today);
  const [row] = await findWorkRows(tx, scope, { ids: [id] }, asOf);
  if (!row) throw new AppError('not-found', { what: id });
  const stored = await tx.selectFrom('work_item').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const parts = partsOf(scope, item);
  const reports = await findReports(tx, id);
  const steps = await tx
    .selectFrom('lifecycle_step')
    .select(['on_day', 'action', 'to_state', 'due_on'])
    .where('kind', '=', 'task')
    .where('object_id', '=', id)
    .orderBy('version')
    .execute();
  const open = row.state === 'underway';
  const below = reaches('down', scope.regionCode, item.regionCode);
  const office = allows(scope.roles, 'work.supervise');
  const acts = (part: 'issuer' | 'lead' | 'joint') => parts.includes(part);
  const accepted = steps.find((step) => step.action === 'accept')?.on_day ?? null;
  const lastReport = reports.find((report) => report.role === 'lead')?.at ?? null;
  return {
    ...row,
    asOf,
    description: stored.description,
    reportEvery: stored.report_every as WorkDetail['reportEvery'],
    restricted: stored.restricted,
    planTaskId: stored.plan_task_id,
    parent: stored.parent_id === null ? null : await findParent(tx, stored.parent_id),
    units: await findUnits(tx, id, today),
    parts: await findWorkRows(tx, scope, { parent: id, sort: 'code' }, asOf),
    reports,
    slips: await findSlips(tx, { item: id }),
    lightHistory: lightHistory(
      steps.map((step) => ({ onDay: step.on_day, action: step.action, toState: step.to_state, dueOn: step.due_on })),
      asOf,
    ),
    missingReport: open ? missingPeriod(stored.report_every, accepted, lastReport, asOf) : null,
    case: await getCase(tx, taskLifecycle, id, parts),
    may: {
      edit: acts('issuer') && (row.state === 'draft' || row.state === 'declined'),
      joint: acts('issuer') && (row.state === 'issued' || open),
      report: acts('lead') && open,
      answer: !acts('lead') && acts('joint') && open,
      judge: acts('lead') && open,
      divide: acts('lead') && open,
      supervise: office && below && acts('issuer') && row.light === 'red',
      assign: acts('lead') || acts('joint'),
    },
  };
}

async function findParent(tx: Tx, id: string): Promise<WorkDetail['parent']> {
  const row = await tx
    .selectFrom('work_item as i')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'i.region_code').on('r.latest', '=', true))
    .select(['i.id', 'i.code', 'i.title', 'i.region_code', 'r.name', 'r.name_en'])
    .where('i.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const region = { code: row.region_code, name: row.name, nameEn: row.name_en };
  return { id: row.id, code: row.code, title: row.title, region };
}

async function findUnits(tx: Tx, itemId: string, today: string): Promise<WorkDetail['units']> {
  const rows = await tx
    .selectFrom('work_unit as u')
    .innerJoin('organization as o', 'o.id', 'u.organization_id')
    .leftJoin('organization as f', 'f.id', 'u.taken_over_from')
    .select(['o.id', 'o.name', 'o.name_en', 'u.role', 'u.valid_from', 'u.valid_to', 'u.handler_id'])
    .select(['f.id as from_id', 'f.name as from_name', 'f.name_en as from_name_en'])
    .select(sql<string | null>`person_called(u.handler_id)`.as('handler_name'))
    .where('u.item_id', '=', itemId)
    .orderBy((eb) => eb('u.role', '=', 'joint'))
    .orderBy('u.valid_from', 'desc')
    .orderBy('o.id')
    .execute();
  const answers = new Map(
    (await findJointAnswers(tx, itemId, today)).map((answer) => [answer.organizationId, answer.answer]),
  );
  return rows.map((row) => ({
    organization: { id: row.id, name: row.name, nameEn: row.name_en },
    role: row.role as 'lead' | 'joint',
    from: row.valid_from,
    to: row.valid_to,
    takenOverFrom: row.from_id === null ? null : { id: row.from_id, name: row.from_name!, nameEn: row.from_name_en! },
    handler: row.handler_id === null ? null : { id: row.handler_id, name: row.handler_name ?? '' },
    answer:
      row.role === 'joint' && row.valid_from <= today && (row.valid_to ?? today) >= today
        ? (answers.get(row.id) ?? 'none')
        : null,
  }));
}

async function findReports(tx: Tx, itemId: string): Promise<WorkReport[]> {
  const rows = await tx
    .selectFrom('work_report as r')
    .innerJoin('organization as o', 'o.id', 'r.organization_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('work_verdict as v')
          .select(['v.accepted', 'v.comment', 'v.actor as judge', 'v.at as judged_at'])
          .whereRef('v.report_id', '=', 'r.id')
          .orderBy('v.id', 'desc')
          .limit(1)
          .as('v'),
      (join) => join.onTrue(),
    )
    .select(['r.id', 'r.role', 'r.actor', 'r.at', 'r.percent', 'r.done', 'r.problems', 'r.next'])
    .select(['o.id as organization_id', 'o.name', 'o.name_en', 'v.accepted', 'v.comment', 'v.judge', 'v.judged_at'])
    .where('r.item_id', '=', itemId)
    .orderBy('r.at', 'desc')
    .execute();
  const evidence = await tx
    .selectFrom('work_evidence as e')
    .innerJoin('work_report as r', 'r.id', 'e.report_id')
    .select(['e.id', 'e.report_id', 'e.file_name', 'e.media_type', 'e.bytes', 'e.sha256'])
    .where('r.item_id', '=', itemId)
    .orderBy('e.file_name')
    .execute();
  const files = Map.groupBy(evidence, (file) => file.report_id);
  return rows.map((row) => ({
    id: row.id,
    organization: { id: row.organization_id, name: row.name, nameEn: row.name_en },
    role: row.role as 'lead' | 'joint',
    actor: row.actor,
    at: row.at.toISOString(),
    percent: row.percent,
    done: row.done,
    problems: row.problems,
    next: row.next,
    evidence: (files.get(row.id) ?? []).map((file) => ({
      id: file.id,
      fileName: file.file_name,
      mediaType: file.media_type,
      bytes: Number(file.bytes),
      sha256: file.sha256,
    })),
    verdict:
      row.accepted === null
        ? null
        : { accepted: row.accepted, comment: row.comment!, actor: row.judge!, at: row.judged_at!.toISOString() },
  }));
}
