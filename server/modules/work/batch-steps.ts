/** One step for many tasks. Each stands for itself: what cannot be done is named, the rest is done. */
import { type BatchResult, type BatchStep, describeError } from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { findItems } from './item.ts';
import { takeTaskStep } from './step-work.ts';

export async function batchSteps(services: Services, scope: UserScope, batch: BatchStep): Promise<BatchResult> {
  authorize(scope, 'work.act');
  const titles = new Map(
    (await services.db.within(scope, (tx) => findItems(tx, batch.ids, today(services.clock)))).map((item) => [
      item.id,
      item.title,
    ]),
  );
  const refused: BatchResult['refused'] = [];
  const { action, comment, dueOn, versions } = batch;
  for (const id of [...new Set(batch.ids)]) {
    try {
      await services.db.within(scope, (tx) =>
        takeTaskStep(tx, scope, services.clock, id, {
          action,
          ...(versions[id] === undefined ? {} : { version: versions[id] }),
          ...(comment ? { comment } : {}),
          ...(dueOn ? { dueOn } : {}),
        }),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ id, title: titles.get(id) ?? id, ...describeError(error.code, error.details) });
    }
  }
  return { done: new Set(batch.ids).size - refused.length, refused };
}
