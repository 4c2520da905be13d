/** Puts two sides side by side: a document (or one part of a gazette) or a plan of the ledger. */
import type { ComparedSide, ComparisonView, PairState } from '../../../packages/contract/index.ts';
import { type ComparedTarget, compareSides, type Side } from '../../../packages/plan-text/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import { findBoard } from './find-board.ts';
import { getPart } from './find-documents.ts';
import { getPlan } from './find-plans.ts';

type Loaded = { head: ComparedSide; side: Side };

/** A side is a document's id, `id:2` for the third document of a gazette, or `plan:id`. */
export async function compareRefs(tx: Tx, asOf: string, a: string, b: string): Promise<ComparisonView> {
  const [one, other] = [await loadSide(tx, asOf, a), await loadSide(tx, asOf, b)];
  const { targets, tasks } = compareSides(one.side, other.side);
  return {
    a: one.head,
    b: other.head,
    counts: { targets: countStates(targets), tasks: countStates(tasks) },
    targets,
    tasks,
  };
}

function countStates(pairs: readonly { state: PairState }[]): Record<PairState, number> {
  const counts = { same: 0, changed: 0, added: 0, removed: 0 };
  for (const { state } of pairs) counts[state] += 1;
  return counts;
}

function loadSide(tx: Tx, asOf: string, ref: string): Promise<Loaded> {
  if (ref.startsWith('plan:')) return loadPlan(tx, asOf, ref.slice(5));
  const match = /^([0-9a-f]{8}-[0-9a-f-]{27})(?::(\d{1,4}))?$/i.exec(ref);
  if (!match) throw new AppError('not-found', { what: ref });
  return loadDocument(tx, match[1]!, Number(match[2] ?? 0));
}

async function loadDocument(tx: Tx, id: string, part: number): Promise<Loaded> {
  const { document, title } = await getPart(tx, id, part);
  return {
    head: { kind: 'document', id, part, title: document.title || title, number: document.documentNumber },
    side: {
      tasks: document.tasks.map((task, index) => ({ ...task, id: `task.${index}`, lead: task.lead || null })),
      targets: document.targets.map((target, index): ComparedTarget => {
        const { indicator, comparator, value, valueHigh, unit, year, period, kind, clause } = target;
        const part = Object.values(target.breakdown ?? {}).join(' · ');
        return {
          id: `target.${index}`,
          indicator,
          comparator,
          value,
          valueHigh,
          unit,
          year,
          period,
          kind,
          part,
          clause,
        };
      }),
    },
  };
}

async function loadPlan(tx: Tx, asOf: string, id: string): Promise<Loaded> {
  const plan = await getPlan(tx, id, asOf);
  const board = await findBoard(tx, asOf, { plan: id });
  return {
    head: { kind: 'plan', id, part: 0, title: plan.title, number: plan.documentNumber },
    side: {
      tasks: plan.tasks.map((task) => ({
        id: task.id,
        clause: task.clause,
        title: task.title,
        lead: task.lead?.name ?? null,
        joint: task.joint.map((unit) => unit.name),
      })),
      targets: board.map(({ row }): ComparedTarget => {
        const { indicator, comparator, value, valueHigh, unit, year, period, kind, clause } = row;
        const place = row.region.code === plan.region.code ? '' : row.region.name;
        const part = [place, row.breakdown].filter(Boolean).join(' · ');
        return { id: row.id, indicator, comparator, value, valueHigh, unit, year, period, kind, part, clause };
      }),
    },
  };
}
