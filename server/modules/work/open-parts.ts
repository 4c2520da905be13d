import type { Tx } from '../../db/connect.ts';
import { caseOf } from '../../kernel/lifecycle/index.ts';
import { holdsOn } from './unit-days.ts';

export type OpenPart = { zh: string; en: string };

/** What a task still waits for: parts that have not ended, joint units whose answer is missing or not accepted. */
export async function findOpenParts(tx: Tx, itemId: string, day: string): Promise<OpenPart[]> {
  const parts = await tx
    .selectFrom('work_item as i')
    .innerJoin('lifecycle_case as c', (join) => join.on(caseOf('task', 'i.id')))
    .select(['i.code', 'i.title'])
    .where('i.parent_id', '=', itemId)
    .where('c.closed_at', 'is', null)
    .orderBy('i.code')
    .execute();
  const answers = await findJointAnswers(tx, itemId, day);
  return [
    ...parts.map(({ code, title }) => ({ zh: `子任务 ${code} ${title} 未办结`, en: `part ${code} ${title} is open` })),
    ...answers
      .filter(({ answer }) => answer !== 'accepted')
      .map(({ name, nameEn, answer }) =>
        answer === 'given'
          ? { zh: `${name}的配合情况待确认`, en: `the answer of ${nameEn} is to be accepted` }
          : { zh: `${name}尚未反馈配合情况`, en: `${nameEn} has not answered` },
      ),
  ];
}

export type JointAnswer = {
  organizationId: string;
  name: string;
  nameEn: string;
  answer: 'none' | 'given' | 'accepted' | 'returned';
};

/** Joint units of a day with the state of their newest answer. */
export async function findJointAnswers(tx: Tx, itemId: string, day: string): Promise<JointAnswer[]> {
  const units = await tx
    .selectFrom('work_unit as u')
    .innerJoin('organization as o', 'o.id', 'u.organization_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('work_report as r')
          .leftJoin('work_verdict as v', 'v.report_id', 'r.id')
          .select(['r.id as report_id', 'v.accepted'])
          .whereRef('r.item_id', '=', 'u.item_id')
          .whereRef('r.organization_id', '=', 'u.organization_id')
          .where('r.role', '=', 'joint')
          .orderBy('r.at', 'desc')
          .orderBy('v.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['o.id', 'o.name', 'o.name_en', 'last.report_id', 'last.accepted'])
    .where('u.item_id', '=', itemId)
    .where('u.role', '=', 'joint')
    .where(holdsOn('u', day))
    .orderBy('o.id')
    .execute();
  return units.map((unit) => ({
    organizationId: unit.id,
    name: unit.name,
    nameEn: unit.name_en,
    answer:
      unit.report_id === null ? 'none' : unit.accepted === null ? 'given' : unit.accepted ? 'accepted' : 'returned',
  }));
}
