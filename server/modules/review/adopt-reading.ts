/** Adoption: allowed when everything is decided, every doubt answered, and somebody else has declared the check done. */
import type { Adopted, Adoption } from '../../../packages/contract/index.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { adoptPlan, findPlanOfPart, getPart } from '../plans/index.ts';
import { lockPart } from './change-review.ts';
import { findEvents, readPartOf } from './find-review.ts';
import { foldReview, type Reviewed } from './fold-review.ts';

/** @throws AppError adopt.incomplete (says what is missing), adopt.done, adopt.duplicate, scope.outside, input.invalid */
export async function adoptReading(
  { db, clock }: Services,
  scope: UserScope,
  documentId: string,
  plan: Adoption,
): Promise<Adopted> {
  return db.within(scope, async (tx) => {
    const read = await getPart(tx, documentId, plan.part);
    authorize(scope, 'plan.adopt', read.regionCode);
    await lockPart(tx, documentId, plan.part);
    const done = await findPlanOfPart(tx, documentId, plan.part);
    if (done) throw new AppError('adopt.done', { title: done.title, planId: done.id });
    const reviewed = foldReview(readPartOf(read), await findEvents(tx, documentId, plan.part));
    const missing = missingFor(reviewed, scope.personId);
    if (missing.length > 0) {
      const join = (language: 'zh' | 'en') => missing.map((one) => one[language]).join(language === 'zh' ? '；' : '; ');
      throw new AppError('adopt.incomplete', { missing: { zh: join('zh'), en: join('en') }, list: missing });
    }
    const kept = reviewed.items.filter((item) => item.state !== 'rejected');
    return adoptPlan(tx, scope, clock, documentId, plan, {
      targets: kept.flatMap((item) => item.target ?? []),
      tasks: kept.flatMap((item) => item.task ?? []),
    });
  });
}

type Missing = { code: string; zh: string; en: string };

/** What stands between a review and its adoption by this person. */
export function missingFor({ counts, confirmations, items }: Reviewed, personId: string): Missing[] {
  const missing: Missing[] = [];
  const { open, findingsOpen } = counts;
  if (findingsOpen > 0)
    missing.push({
      code: 'findings',
      zh: `${findingsOpen} 处疑点待答复`,
      en: `${findingsOpen} findings are unanswered`,
    });
  if (open > 0) missing.push({ code: 'open', zh: `${open} 项待定`, en: `${open} items are undecided` });
  const kept = items.filter((item) => item.what !== 'finding' && item.state !== 'rejected');
  if (kept.length === 0)
    missing.push({ code: 'empty', zh: '没有留下任何目标或任务', en: 'no target and no task is left' });
  if (confirmations.length === 0)
    missing.push({
      code: 'confirmation',
      zh: '最后一次改动之后还没有人确认核读完成',
      en: 'nobody has declared the check done since the last change',
    });
  else if (confirmations.every((one) => one.personId === personId))
    missing.push({
      code: 'second-person',
      zh: '确认核读与采纳须由两人分别办理',
      en: 'the check and the adoption must be done by two people',
    });
  return missing;
}
