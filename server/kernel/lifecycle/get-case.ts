import type { CaseView, TransitionRule } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';
import type { AnyLifecycle } from './take-step.ts';

/** A case as pages show it: state, step bar, history, and what somebody who plays these parts may do now. */
export async function getCase(
  tx: Tx,
  rule: AnyLifecycle,
  objectId: string,
  parts: readonly string[],
): Promise<CaseView> {
  const found = await tx
    .selectFrom('lifecycle_case')
    .select(['state', 'version', 'due_on', 'closed_at'])
    .where('kind', '=', rule.kind)
    .where('object_id', '=', objectId)
    .executeTakeFirst();
  if (!found) throw new AppError('not-found', { what: objectId });
  const steps = await tx
    .selectFrom('lifecycle_step as s')
    .leftJoin('organization as o', 'o.id', 's.organization_id')
    .select(['s.id', 's.at', 's.actor', 's.action', 's.to_state', 's.comment', 's.due_on'])
    .select(['o.id as organization_id', 'o.name', 'o.name_en'])
    .where('s.kind', '=', rule.kind)
    .where('s.object_id', '=', objectId)
    .orderBy('s.version', 'desc')
    .execute();
  const entered = (state: string) => steps.find((step) => step.to_state === state)?.at.toISOString() ?? null;
  const stateOf = (id: string) => ({ id, zh: rule.states[id]!.zh, en: rule.states[id]!.en });
  // States behind the present one count as passed; those that a return leads back before lie ahead again.
  const place = rule.path.indexOf(found.state);
  return {
    state: { ...stateOf(found.state), tone: rule.states[found.state]!.tone },
    version: found.version,
    dueOn: found.due_on,
    closed: found.closed_at !== null,
    path: rule.path.map((id, index) => ({ ...stateOf(id), at: place >= 0 && index > place ? null : entered(id) })),
    steps: steps.map((step) => ({
      id: step.id,
      at: step.at.toISOString(),
      actor: step.actor,
      organization:
        step.organization_id === null ? null : { id: step.organization_id, name: step.name!, nameEn: step.name_en! },
      action: { id: step.action, ...wordsOf(rule, step.action) },
      to: stateOf(step.to_state),
      comment: step.comment,
      dueOn: step.due_on,
    })),
    actions: actionsFor(rule, found.state, parts),
  };
}

/** The transitions that somebody who plays these parts may take from a state. */
export function actionsFor(rule: AnyLifecycle, state: string, parts: readonly string[]): CaseView['actions'] {
  return Object.entries(rule.transitions as Record<string, TransitionRule<string, string>>)
    .filter(([, transition]) => transition.from.includes(state) && transition.by.some((part) => parts.includes(part)))
    .map(([id, transition]) => ({
      id,
      zh: transition.zh,
      en: transition.en,
      comment: transition.comment ?? null,
      due: transition.due ?? null,
      grave: transition.grave ?? false,
      moves: transition.to !== null,
    }));
}

function wordsOf(rule: AnyLifecycle, action: string): { zh: string; en: string } {
  if (action === 'open') return { zh: '建立', en: 'Opened' };
  const transition = rule.transitions[action];
  return transition ? { zh: transition.zh, en: transition.en } : { zh: action, en: action };
}
