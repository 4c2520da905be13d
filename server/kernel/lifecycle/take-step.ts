/**
 * Runs a lifecycle: opens a case, takes steps, all inside the caller's transaction, so that a step, its audit row and
 * what the module writes beside it exist together or not at all.
 */
import { sql } from 'kysely';
import type { Lifecycle, TransitionRule } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { checkDeadline } from '../calendar/index.ts';
import { type Clock, dayOf, minuteOf, today } from '../clock.ts';
import { AppError } from '../error.ts';
import type { Scope } from '../scope/scope.ts';

// A declaration of any module; its own names matter to the module only.
// biome-ignore lint/suspicious/noExplicitAny: the names of states, actions and parts differ from module to module
export type AnyLifecycle = Lifecycle<any, any, any>;

export type CaseRow = {
  kind: string;
  object_id: string;
  state: string;
  version: number;
  due_on: string | null;
  region_code: string;
  parties: string[];
};

export type NewCase = {
  objectId: string;
  regionCode: string;
  parties?: string[];
  restricted?: boolean;
  dueOn?: string | null;
  /** What the audit trail calls the object. */
  title: { zh: string; en: string };
  comment?: string | undefined;
};

/** Opens a case in the initial state. */
export async function openCase(tx: Tx, scope: Scope, clock: Clock, rule: AnyLifecycle, opened: NewCase): Promise<void> {
  const now = clock.now();
  await tx
    .insertInto('lifecycle_case')
    .values({
      kind: rule.kind,
      object_id: opened.objectId,
      state: rule.initial,
      version: 1,
      due_on: opened.dueOn ?? null,
      region_code: opened.regionCode,
      parties: opened.parties ?? [],
      restricted: opened.restricted ?? false,
      opened_at: now,
      entered_at: now,
      stepped_on: dayOf(now),
    })
    .execute();
  await writeStep(tx, scope, clock, {
    kind: rule.kind,
    objectId: opened.objectId,
    version: 1,
    action: 'open',
    from: null,
    to: rule.initial,
    comment: opened.comment ?? null,
    dueOn: opened.dueOn ?? null,
    details: {},
  });
  await recordAudit(tx, scope, clock, {
    action: `${rule.kind}.open`,
    regionCode: opened.regionCode,
    object: { kind: rule.kind, id: opened.objectId },
    summary: { zh: `建立${rule.zh}：${opened.title.zh}`, en: `Opened ${rule.en}: ${opened.title.en}` },
    details: opened.dueOn ? { dueOn: opened.dueOn } : {},
  });
}

export type Step = {
  objectId: string;
  action: string;
  /** The version that the user saw; absent for the program's own steps. */
  version?: number | undefined;
  comment?: string | undefined;
  dueOn?: string | undefined;
  /** The parts that the user plays in this case. `system` alone may take steps that nobody may. */
  parts: readonly string[];
  title: { zh: string; en: string };
  details?: Record<string, unknown>;
  /** Where the parties of the case change with the step. */
  parties?: string[];
};

/**
 * Takes one step and returns the case after it.
 * @throws AppError not-found, step.changed (somebody was faster; says who, when, to what), step.not-now, step.not-yours,
 * step.four-eyes, step.comment, step.due, deadline.past, deadline.holiday
 */
export async function takeStep(tx: Tx, scope: Scope, clock: Clock, rule: AnyLifecycle, step: Step): Promise<CaseRow> {
  const found = await lockCase(tx, rule, step.objectId);
  if (step.version !== undefined && step.version !== found.version) throw await describeChange(tx, rule, found);
  const transition = ruleOf(rule, found.state, step);
  checkAsked(rule, transition, step, today(clock));
  await refuseSamePerson(tx, scope, rule, found, transition);
  const now = clock.now();
  const to = transition.to ?? found.state;
  const dueOn = step.dueOn ?? found.due_on;
  const version = found.version + 1;
  await tx
    .updateTable('lifecycle_case')
    .set({
      state: to,
      version,
      due_on: dueOn,
      stepped_on: dayOf(now),
      ...(to === found.state ? {} : { entered_at: now }),
      closed_at: rule.states[to]!.ends ? now : null,
      ...(step.parties ? { parties: step.parties } : {}),
    })
    .where('kind', '=', rule.kind)
    .where('object_id', '=', step.objectId)
    .execute();
  await writeStep(tx, scope, clock, {
    kind: rule.kind,
    objectId: step.objectId,
    version,
    action: step.action,
    from: found.state,
    to,
    comment: step.comment || null,
    dueOn,
    details: step.details ?? {},
  });
  await recordAudit(tx, scope, clock, {
    action: `${rule.kind}.${step.action}`,
    regionCode: found.region_code,
    object: { kind: rule.kind, id: step.objectId },
    summary: { zh: `${transition.zh}：${step.title.zh}`, en: `${transition.en}: ${step.title.en}` },
    details: { from: found.state, to, ...step.details, ...(step.comment ? { comment: step.comment } : {}) },
  });
  return { ...found, state: to, version, due_on: dueOn, parties: step.parties ?? found.parties };
}

async function lockCase(tx: Tx, rule: AnyLifecycle, objectId: string): Promise<CaseRow> {
  const found = await tx
    .selectFrom('lifecycle_case')
    .select(['kind', 'object_id', 'state', 'version', 'due_on', 'region_code', 'parties'])
    .where('kind', '=', rule.kind)
    .where('object_id', '=', objectId)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError('not-found', { what: objectId });
  return found;
}

function ruleOf(rule: AnyLifecycle, state: string, step: Step): TransitionRule<string, string> {
  const transition = Object.hasOwn(rule.transitions, step.action)
    ? (rule.transitions[step.action] as TransitionRule<string, string>)
    : undefined;
  if (!transition) throw new AppError('input.invalid', { field: 'action', problem: step.action });
  const words = { zh: transition.zh, en: transition.en };
  const now = rule.states[state]!;
  if (!transition.from.includes(state))
    throw new AppError('step.not-now', { action: words, state: { zh: now.zh, en: now.en } });
  const plays = transition.by.some((part) => step.parts.includes(part)) || step.parts.includes('system');
  if (!plays) {
    const by = transition.by.map((part) => rule.parts[part]!);
    const named = { zh: by.map((part) => part.zh).join('、'), en: by.map((part) => part.en).join(', ') };
    throw new AppError('step.not-yours', { action: words, by: named });
  }
  return transition;
}

function checkAsked(rule: AnyLifecycle, transition: TransitionRule<string, string>, step: Step, day: string): void {
  const action = { zh: transition.zh, en: transition.en };
  if (transition.comment === 'required' && !step.comment?.trim())
    throw new AppError('step.comment', { action, kind: rule.kind });
  if (transition.due === 'required' && !step.dueOn) throw new AppError('step.due', { action });
  if (step.dueOn) checkDeadline(step.dueOn, day);
}

/** Nobody confirms their own work, whichever posts they hold. */
async function refuseSamePerson(
  tx: Tx,
  scope: Scope,
  rule: AnyLifecycle,
  found: CaseRow,
  transition: TransitionRule<string, string>,
): Promise<void> {
  if (scope.kind !== 'user' || !transition.fourEyes) return;
  const entered = await tx
    .selectFrom('lifecycle_step')
    .select(['person_id', 'action', 'at'])
    .where('kind', '=', rule.kind)
    .where('object_id', '=', found.object_id)
    .where('to_state', '=', found.state)
    .where(sql<boolean>`from_state is distinct from to_state`)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!entered || entered.person_id !== scope.personId || !transition.fourEyes.includes(entered.action)) return;
  const before = rule.transitions[entered.action] as TransitionRule<string, string> | undefined;
  throw new AppError('step.four-eyes', {
    action: { zh: transition.zh, en: transition.en },
    before: { zh: before?.zh ?? entered.action, en: before?.en ?? entered.action },
    at: minuteOf(entered.at),
  });
}

/** What the second of two people sees: who was faster, when, and what the state is now. */
async function describeChange(tx: Tx, rule: AnyLifecycle, found: CaseRow): Promise<AppError> {
  const last = await tx
    .selectFrom('lifecycle_step')
    .select(['actor', 'at', 'comment'])
    .where('kind', '=', rule.kind)
    .where('object_id', '=', found.object_id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const state = rule.states[found.state]!;
  return new AppError('step.changed', {
    who: last.actor,
    at: minuteOf(last.at),
    state: { zh: state.zh, en: state.en },
    comment: last.comment,
    version: found.version,
  });
}

type Written = {
  kind: string;
  objectId: string;
  version: number;
  action: string;
  from: string | null;
  to: string;
  comment: string | null;
  dueOn: string | null;
  details: Record<string, unknown>;
};

async function writeStep(tx: Tx, scope: Scope, clock: Clock, step: Written): Promise<void> {
  const user = scope.kind === 'user' ? scope : undefined;
  const now = clock.now();
  await tx
    .insertInto('lifecycle_step')
    .values({
      kind: step.kind,
      object_id: step.objectId,
      version: step.version,
      at: now,
      on_day: dayOf(now),
      person_id: user?.personId ?? null,
      actor: user?.displayName ?? (scope.kind === 'system' ? `system: ${scope.purpose}` : 'public'),
      organization_id: user?.organizationId ?? null,
      action: step.action,
      from_state: step.from,
      to_state: step.to,
      comment: step.comment,
      due_on: step.dueOn,
      details: JSON.stringify(step.details),
    })
    .execute();
}
