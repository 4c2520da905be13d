/** Decisions on what was read: all changes of a request or none, each against what the user saw. */
import { sql } from 'kysely';
import type { ReviewChange, ReviewChanged, ReviewItem, ReviewRequest } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { minuteOf } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type UserScope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { type DocumentPart, findPlanOfPart, getPart } from '../plans/index.ts';
import { findEvents, readPartOf, summarize } from './find-review.ts';
import { type EventPayload, foldReview, type ReviewEvent, type Reviewed } from './fold-review.ts';

type NewEvent = { item: string; kind: ReviewEvent['kind']; payload: EventPayload; undoes?: string };

/**
 * @throws AppError review.changed when somebody else decided about an item since the user looked, review.open for a
 * confirmation while something is undecided, input.invalid for what does not exist, adopt.done after the adoption
 */
export async function changeReview(
  { db, clock }: Services,
  scope: UserScope,
  documentId: string,
  { part, changes }: ReviewRequest,
): Promise<ReviewChanged> {
  return db.within(scope, async (tx) => {
    const read = await getPart(tx, documentId, part);
    authorize(scope, 'plan.review', read.regionCode);
    await lockPart(tx, documentId, part);
    const plan = await findPlanOfPart(tx, documentId, part);
    if (plan) throw new AppError('adopt.done', { title: plan.title, planId: plan.id });
    const events = await findEvents(tx, documentId, part);
    const before = foldReview(readPartOf(read), events);
    refuseTwice(changes);
    refuseStale(before, events, changes, scope.personId);
    const added = changes.flatMap((change) => eventsOf(read, before, events, change));
    await insertEvents(tx, scope, clock.now(), documentId, part, added);
    const after = foldReview(readPartOf(read), await findEvents(tx, documentId, part));
    await recordAudit(tx, scope, clock, auditOf(read, part, added));
    const same = new Map(before.items.map((item) => [item.key, JSON.stringify(item)]));
    const here = new Set(after.items.map((item) => item.key));
    return {
      ...(await summarize(tx, documentId, part, after)),
      items: after.items.filter((item) => same.get(item.key) !== JSON.stringify(item)),
      gone: [...same.keys()].filter((key) => !here.has(key)),
    };
  });
}

/** Two decisions on one part, and its adoption, happen one after the other. */
export async function lockPart(tx: Tx, documentId: string, part: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`review ${documentId} ${part}`}, 0))`.execute(tx);
}

const itemsOf = (change: ReviewChange): { item: string; seen: string }[] => [
  ...('item' in change ? [change] : []),
  ...(change.kind === 'answer' && change.correct ? [change.correct] : []),
];

/** One request decides once about an item: of two decisions nobody could say which was meant. */
function refuseTwice(changes: ReviewChange[]): void {
  const seen = new Set<string>();
  for (const { item } of changes.flatMap(itemsOf)) {
    if (seen.has(item))
      throw new AppError('input.invalid', {
        field: 'item',
        problem: { zh: `${item} 在同一次请求中出现两次`, en: `${item} is there twice in one request` },
      });
    seen.add(item);
  }
}

/** What the user did not see: the newest event of another person on an item, after the one that he names. */
function refuseStale(before: Reviewed, events: ReviewEvent[], changes: ReviewChange[], me: string): void {
  const items = new Map(before.items.map((item) => [item.key, item]));
  const asked = changes.flatMap(itemsOf);
  const stale: { item: ReviewItem; by: ReviewItem['history'][number] }[] = [];
  for (const { item: key, seen } of asked) {
    const item = items.get(key);
    if (!item) throw new AppError('input.invalid', { field: 'item', problem: key });
    const by = item.history.find((step) => BigInt(step.id) > BigInt(seen) && step.personId !== me);
    if (by) stale.push({ item, by });
  }
  for (const change of changes) {
    if (change.kind !== 'undo' && change.kind !== 'confirm') continue;
    const since = events.findLast((event) => BigInt(event.id) > BigInt(change.seen) && event.personId !== me);
    const about = change.kind === 'undo' ? itemOfEvent(before, change.event) : undefined;
    const by = about
      ? about.history.find((step) => BigInt(step.id) > BigInt(change.seen) && step.personId !== me)
      : since;
    if (by) throw changed(by.actor, by.at, about ? titleOf(about) : { zh: '核读结果', en: 'the review' }, []);
  }
  const first = stale[0];
  if (first)
    throw changed(
      first.by.actor,
      first.by.at,
      titleOf(first.item),
      stale.map(({ item }) => item),
    );
}

const itemOfEvent = (before: Reviewed, id: string): ReviewItem | undefined =>
  before.items.find((item) => item.history.some((step) => step.id === id));

function changed(who: string, at: string, title: string | { zh: string; en: string }, items: ReviewItem[]): AppError {
  return new AppError('review.changed', { who, at: minuteOf(new Date(at)), title, items });
}

const titleOf = (item: ReviewItem): string | { zh: string; en: string } =>
  item.target?.indicator ?? item.task?.title ?? item.finding?.message ?? item.key;

function eventsOf(read: DocumentPart, before: Reviewed, events: ReviewEvent[], change: ReviewChange): NewEvent[] {
  switch (change.kind) {
    case 'add':
      return [addOf(read, change)];
    case 'confirm':
      if (before.counts.open + before.counts.findingsOpen > 0)
        throw new AppError('review.open', { items: before.counts.open, findings: before.counts.findingsOpen });
      return [{ item: 'part', kind: 'confirm', payload: { reason: change.reason } }];
    case 'undo': {
      const event = events.find(({ id }) => id === change.event);
      const taken = events.some(({ undoes }) => undoes === change.event) && isUndone(events, change.event);
      if (!event || taken) throw new AppError('input.invalid', { field: 'event', problem: change.event });
      return [{ item: event.item, kind: 'undo', payload: { reason: change.reason }, undoes: event.id }];
    }
    case 'answer': {
      const { item, choice, reason, correct } = change;
      if (!item.startsWith('finding.')) throw new AppError('input.invalid', { field: 'item', problem: item });
      if (!reason)
        throw new AppError('input.invalid', {
          field: { zh: '理由', en: 'reason' },
          problem: { zh: '答复疑点须写明理由', en: 'an answer to a finding needs a reason' },
        });
      const answer: NewEvent = { item, kind: 'answer', payload: { choice, reason } };
      return correct ? [correctionOf(before, { ...correct, reason }), answer] : [answer];
    }
    case 'correct':
      return [correctionOf(before, change)];
    default: {
      if (change.item.startsWith('finding.'))
        throw new AppError('input.invalid', { field: 'item', problem: change.item });
      const reason = change.kind === 'reject' ? change.reason : undefined;
      return [{ item: change.item, kind: change.kind, payload: { reason } }];
    }
  }
}

function isUndone(events: ReviewEvent[], id: string): boolean {
  return events.some((event) => event.undoes === id && !isUndone(events, event.id));
}

function correctionOf(
  before: Reviewed,
  change: Pick<Extract<ReviewChange, { kind: 'correct' }>, 'item' | 'target' | 'task' | 'reason'>,
): NewEvent {
  const { item: key, target, task, reason } = change;
  const item = before.items.find((candidate) => candidate.key === key);
  const fits = item?.target ? target && !task : item?.task && task && !target;
  const values = { ...target, ...task } as Record<string, unknown>;
  if (!fits || Object.keys(values).length === 0)
    throw new AppError('input.invalid', { field: 'correct', problem: key });
  const merged = { ...item!.target, ...target };
  if (merged.valueHigh && merged.value && Number(merged.valueHigh) < Number(merged.value))
    throw new AppError('input.invalid', { field: 'valueHigh', problem: `${merged.valueHigh} < ${merged.value}` });
  return { item: key, kind: 'correct', payload: { target, task, reason } };
}

function addOf({ document }: DocumentPart, change: Extract<ReviewChange, { kind: 'add' }>): NewEvent {
  const { span, target, task, reason } = change;
  if (span.start >= span.end || span.start < document.span.start || span.end > document.span.end)
    throw new AppError('input.invalid', { field: 'span', problem: `${span.start}–${span.end}` });
  if ((target === undefined) === (task === undefined))
    throw new AppError('input.invalid', { field: 'add', problem: 'target | task' });
  if (task) return { item: 'task', kind: 'add', payload: { task: { ...task, span }, reason } };
  return { item: 'target', kind: 'add', payload: { target: { ...target!, raw: null, span } as never, reason } };
}

async function insertEvents(
  tx: Tx,
  scope: UserScope,
  at: Date,
  documentId: string,
  part: number,
  events: NewEvent[],
): Promise<void> {
  const rows = events.map(({ item, kind, payload, undoes }) => ({
    document_id: documentId,
    part,
    item,
    kind,
    payload: JSON.stringify(payload),
    undoes: undoes ?? null,
    at,
    person_id: scope.personId,
    actor: scope.displayName,
    organization_id: scope.organizationId,
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await tx
      .insertInto('review_event')
      .values(rows.slice(from, from + 1000))
      .execute();
}

const verbs = {
  accept: { zh: '接受', en: 'accepted' },
  correct: { zh: '更正', en: 'corrected' },
  reject: { zh: '驳回', en: 'rejected' },
  add: { zh: '添加', en: 'added' },
  answer: { zh: '答复疑点', en: 'findings answered' },
  confirm: { zh: '确认核读完成', en: 'check declared done' },
  undo: { zh: '撤回', en: 'taken back' },
} as const;

function auditOf(read: DocumentPart, part: number, added: NewEvent[]): Parameters<typeof recordAudit>[3] {
  const counts = Map.groupBy(added, (event) => event.kind);
  const say = (language: 'zh' | 'en') =>
    [...counts]
      .map(([kind, list]) =>
        language === 'zh' ? `${verbs[kind].zh} ${list.length}` : `${list.length} ${verbs[kind].en}`,
      )
      .join(language === 'zh' ? '、' : ', ');
  return {
    action: 'document.review',
    regionCode: read.regionCode,
    object: { kind: 'document', id: read.id },
    summary: { zh: `核读《${read.title}》：${say('zh')}`, en: `Reviewed “${read.title}”: ${say('en')}` },
    details: { part, items: added.slice(0, 50).map(({ item, kind }) => `${kind} ${item}`) },
  };
}
