/**
 * A reading and what people decided about it make the reviewed state. Pure: the same events give the same state, an
 * event that was taken back has left no trace but its line in the history.
 */
import type {
  AnswerChoice,
  Finding,
  ReadTarget,
  ReadTask,
  ReviewCounts,
  ReviewItem,
  ReviewStateName,
  ReviewStep,
  Span,
} from '../../../packages/contract/index.ts';

/** What is reviewed: one document of a reading. */
export type ReadPart = { targets: ReadTarget[]; tasks: ReadTask[]; findings: Finding[] };
export type ReviewEvent = {
  id: string;
  item: string;
  kind: ReviewStep['kind'];
  payload: EventPayload;
  undoes: string | null;
  at: string;
  personId: string;
  actor: string;
  organization: string;
};
export type EventPayload = {
  reason?: string | undefined;
  choice?: AnswerChoice | undefined;
  target?: Partial<ReadTarget> | undefined;
  task?: Partial<ReadTask> | undefined;
};
export type Reviewed = {
  items: ReviewItem[];
  counts: ReviewCounts;
  /** Newest event of the part, '0' where there is none. */
  version: string;
  /** Confirmations that no change has followed. */
  confirmations: ReviewEvent[];
};

/** Events come in the order in which they happened. */
export function foldReview(part: ReadPart, events: readonly ReviewEvent[]): Reviewed {
  const undone = undoneBy(events);
  const items = readItems(part);
  for (const event of events) {
    if (event.kind === 'add') addItem(items, event, undone.has(event.id));
    const own = event.kind === 'undo' ? undefined : items.get(event.item);
    if (!own) continue;
    const changes = undone.has(event.id) ? changesOf(own.item, event) : apply(own.item, event);
    own.item.history.unshift(stepOf(event, changes, undone.get(event.id)));
    own.item.seen = event.id;
  }
  // An undo stands in the history of what it touched and counts as its newest event.
  const byId = new Map(events.map((event) => [event.id, event]));
  for (const event of events) {
    const own = event.kind === 'undo' ? items.get(rootOf(event, byId).item) : undefined;
    if (!own) continue;
    own.item.history.unshift(stepOf(event, [], undone.get(event.id)));
    if (BigInt(event.id) > BigInt(own.item.seen)) own.item.seen = event.id;
  }
  const list = [...items.values()].filter(({ alive }) => alive).map(({ item }) => item);
  for (const item of list) item.history.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  return {
    items: list,
    counts: countItems(list),
    version: events.at(-1)?.id ?? '0',
    confirmations: standing(events, undone, byId),
  };
}

type Held = { item: ReviewItem; alive: boolean };

/** Event → the living undo that took it back. An undo that was itself taken back takes nothing back. */
function undoneBy(events: readonly ReviewEvent[]): Map<string, ReviewEvent> {
  const undone = new Map<string, ReviewEvent>();
  for (const event of events.toReversed())
    if (event.undoes !== null && !undone.has(event.id)) undone.set(event.undoes, event);
  return undone;
}

/** What an undo is about in the end: an undo of an undo is about the event that comes back. */
function rootOf(event: ReviewEvent, byId: Map<string, ReviewEvent>): ReviewEvent {
  let root = event;
  while (root.undoes !== null) {
    const next = byId.get(root.undoes);
    if (!next) break;
    root = next;
  }
  return root;
}

function readItems(part: ReadPart): Map<string, Held> {
  const blank = { state: 'open' as const, seen: '0', target: null, task: null, finding: null, choice: null };
  const items = new Map<string, Held>();
  const hold = (item: ReviewItem) => items.set(item.key, { item, alive: true });
  part.findings.forEach((finding, index) => {
    const concerns = part.targets.flatMap((target, at) =>
      finding.spans.some((span) => overlap(span, target.span)) ? [`target.${at}`] : [],
    );
    hold({ ...blank, key: `finding.${index}`, what: 'finding', finding, concerns, history: [] });
  });
  part.targets.forEach((target, index) => {
    hold({ ...blank, key: `target.${index}`, what: 'target', target: { ...target }, concerns: [], history: [] });
  });
  part.tasks.forEach((task, index) => {
    hold({ ...blank, key: `task.${index}`, what: 'task', task: { ...task }, concerns: [], history: [] });
  });
  return items;
}

const overlap = (a: Span, b: Span) => a.start < b.end && b.start < a.end && a.end - a.start <= 1200;

/** The item of an `add`; one that was taken back is gone from the list, and what was decided about it with it. */
function addItem(items: Map<string, Held>, event: ReviewEvent, gone: boolean): void {
  const { target, task } = event.payload;
  items.set(event.item, {
    alive: !gone,
    item: {
      key: event.item,
      what: task ? 'task' : 'target',
      state: 'added',
      seen: event.id,
      target: target ? (target as ReadTarget) : null,
      task: task ? (task as ReadTask) : null,
      finding: null,
      concerns: [],
      choice: null,
      history: [],
    },
  });
}

/** Changes the item and says what changed. */
function apply(item: ReviewItem, event: ReviewEvent): ReviewStep['changes'] {
  const changes = changesOf(item, event);
  if (event.kind === 'correct') {
    if (item.target) item.target = { ...item.target, ...event.payload.target };
    if (item.task) item.task = { ...item.task, ...event.payload.task };
  }
  if (event.kind === 'answer') item.choice = event.payload.choice ?? null;
  item.state = stateAfter(item, event);
  return changes;
}

function stateAfter(item: ReviewItem, event: ReviewEvent): ReviewStateName {
  if (event.kind === 'reject') return 'rejected';
  if (event.kind === 'answer') return event.payload.choice === 'verify' ? 'inquiry' : 'answered';
  if (event.kind === 'add' || item.key.includes('+')) return 'added';
  // Accepting what somebody corrected accepts the correction.
  const corrected = event.kind === 'correct' || item.history.some((step) => step.kind === 'correct' && !step.undone);
  return corrected ? 'corrected' : 'accepted';
}

function changesOf(item: ReviewItem, event: ReviewEvent): ReviewStep['changes'] {
  if (event.kind !== 'correct') return [];
  const now = (item.target ?? item.task ?? {}) as Record<string, unknown>;
  return Object.entries({ ...event.payload.target, ...event.payload.task })
    .filter(([field, to]) => JSON.stringify(now[field]) !== JSON.stringify(to))
    .map(([field, to]) => ({ field, from: now[field] ?? null, to: to ?? null }));
}

function stepOf(event: ReviewEvent, changes: ReviewStep['changes'], undone: ReviewEvent | undefined): ReviewStep {
  const { id, at, personId, actor, organization, kind, payload, undoes } = event;
  return {
    id,
    at,
    personId,
    actor,
    organization,
    kind,
    undoes,
    changes,
    reason: payload.reason ?? null,
    choice: payload.choice ?? null,
    undone: undone ? { by: undone.actor, at: undone.at } : null,
  };
}

const mustBeAnswered = (item: ReviewItem) => item.finding !== null && item.finding.severity !== 'info';

function countItems(items: readonly ReviewItem[]): ReviewCounts {
  const read = items.filter((item) => item.what !== 'finding');
  const findings = items.filter(mustBeAnswered);
  const open = read.filter((item) => item.state === 'open').length;
  return {
    open,
    decided: read.length - open,
    findings: findings.length,
    findingsOpen: findings.filter((item) => item.state !== 'answered').length,
  };
}

/** Confirmations after the last event that changed anything. */
function standing(
  events: readonly ReviewEvent[],
  undone: Map<string, ReviewEvent>,
  byId: Map<string, ReviewEvent>,
): ReviewEvent[] {
  const last = events.findLastIndex((event) => rootOf(event, byId).kind !== 'confirm');
  return events.slice(last + 1).filter((event) => event.kind === 'confirm' && !undone.has(event.id));
}
