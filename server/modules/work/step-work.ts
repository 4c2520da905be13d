/** Takes a step of a task: who may, what must be there first, who is told. */
import type { TakeStep } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { type Clock, today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { caseOf, takeStep } from '../../kernel/lifecycle/index.ts';
import { type Notice, notify } from '../../kernel/notify/index.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { getItem, type Item, partsOf, titleOf } from './item.ts';
import { findOpenParts } from './open-parts.ts';
import { indexTask } from './search-entries.ts';
import { type TaskAction, taskLifecycle } from './task-lifecycle.ts';

/** @throws AppError not-found, step.changed, step.not-now, step.not-yours, step.comment, step.due, task.open-parts */
export async function stepWork({ db, clock }: Services, scope: UserScope, id: string, step: TakeStep): Promise<void> {
  authorize(scope, 'work.act');
  await db.within(scope, (tx) => takeTaskStep(tx, scope, clock, id, step));
}

export async function takeTaskStep(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  id: string,
  step: Omit<TakeStep, 'version'> & { version?: number },
): Promise<void> {
  const item = await getItem(tx, id, today(clock));
  if (step.action === 'submit') await refuseOpenParts(tx, item, today(clock));
  if (step.dueOn) await refuseLaterParts(tx, item, step.dueOn);
  const after = await takeStep(tx, scope, clock, taskLifecycle, {
    ...step,
    objectId: id,
    parts: partsOf(scope, item),
    title: titleOf(item),
  });
  if (step.action === 'cancel') await cancelParts(tx, scope, clock, id, step.comment ?? '');
  if (step.action === 'issue' || step.action === 'cancel') await indexTask(tx, id);
  await tell(tx, scope, clock, item, step.action as TaskAction, after.due_on, step.comment);
}

const openPartsOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('work_item as i')
    .innerJoin('lifecycle_case as c', (join) => join.on(caseOf('task', 'i.id')))
    .select(['i.id', 'i.code', 'i.title', 'c.due_on'])
    .where('i.parent_id', '=', id)
    .where('c.closed_at', 'is', null)
    .orderBy('i.code')
    .execute();

/** No part ends after the whole. */
async function refuseLaterParts(tx: Tx, item: Item, dueOn: string): Promise<void> {
  const later = (await openPartsOf(tx, item.id)).find((part) => part.due_on !== null && part.due_on > dueOn);
  if (!later) return;
  throw new AppError('task.parent', {
    reason: {
      zh: `子任务 ${later.code} ${later.title} 的期限 ${later.due_on} 晚于 ${dueOn}`,
      en: `part ${later.code} ${later.title} is due on ${later.due_on}, after ${dueOn}`,
    },
  });
}

/** The parts go with the whole, down to the last. */
async function cancelParts(tx: Tx, scope: UserScope, clock: Clock, id: string, comment: string): Promise<void> {
  for (const { id: part } of await openPartsOf(tx, id)) {
    const item = await getItem(tx, part, today(clock));
    const words = `上级任务撤销：${comment}`;
    const title = titleOf(item);
    await takeStep(tx, scope, clock, taskLifecycle, {
      objectId: part,
      action: 'cancel',
      parts: ['system'],
      title,
      comment: words,
    });
    await tell(tx, scope, clock, item, 'cancel', null, words);
    await cancelParts(tx, scope, clock, part, comment);
    await indexTask(tx, part);
  }
}

/** A whole is handed in when its parts are done and its joint units have answered. */
async function refuseOpenParts(tx: Tx, item: Item, day: string): Promise<void> {
  const open = await findOpenParts(tx, item.id, day);
  if (open.length === 0) return;
  const list = (language: 'zh' | 'en') => open.map((part) => part[language]).join(language === 'zh' ? '；' : '; ');
  throw new AppError('task.open-parts', { parts: { zh: list('zh'), en: list('en') } });
}

type Told = Pick<Notice, 'organizations' | 'title'> & { office?: string };

async function tell(
  tx: Tx,
  scope: UserScope,
  clock: Clock,
  item: Item,
  action: TaskAction,
  dueOn: string | null,
  comment?: string,
): Promise<void> {
  const told = noticeOf(item, action, dueOn, comment);
  if (!told) return;
  await notify(tx, scope, clock, {
    kind: `task.${action}`,
    link: `/tasks/${item.id}`,
    object: { kind: 'task', id: item.id },
    ...told,
  });
}

function noticeOf(item: Item, action: TaskAction, dueOn: string | null, comment = ''): Told | undefined {
  const units = [...(item.leadId ? [item.leadId] : []), ...item.jointIds];
  const title = (zh: string, en: string) => ({
    zh: `${zh}：${item.title}${comment ? `（${comment}）` : ''}`,
    en: `${en}: ${item.title}${comment ? ` (${comment})` : ''}`,
  });
  const toIssuer = { organizations: [item.issuerId] };
  const toUnits = { organizations: units };
  switch (action) {
    case 'issue':
      return { ...toUnits, title: title(`新任务，${dueOn} 前办结`, `New task, due on ${dueOn}`) };
    case 'decline':
      return { ...toIssuer, title: title('任务被退回改派', 'Task declined') };
    case 'submit':
      return { ...toIssuer, title: title('任务提交办结，待审核', 'Task handed in, to be checked') };
    case 'return':
      return { ...toUnits, title: title('任务被退回', 'Task returned') };
    case 'complete':
      return { ...toUnits, title: title('任务已办结', 'Task confirmed as done') };
    case 'remind':
      return { ...toUnits, title: title(`催办，${dueOn} 到期`, `Reminder, due on ${dueOn}`) };
    case 'extend':
    case 'reopen':
      return { ...toUnits, title: title(`任务期限改为 ${dueOn}`, `New deadline ${dueOn}`) };
    case 'cancel':
      return { ...toUnits, title: title('任务已撤销', 'Task cancelled') };
    default:
      return undefined;
  }
}
