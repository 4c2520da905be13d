/** The facts of an adopted plan from what was reviewed. Pure. */
import type { Adoption, ReadTarget, ReadTask } from '../../../packages/contract/index.ts';
import type { PlanDocument, Target } from '../../../packages/plan-text/index.ts';
import { regionByName } from '../../kernel/region/index.ts';
import {
  attachFindings,
  breakdownOf,
  clauseOf,
  lastDay,
  leadOf,
  levelOf,
  rawOf,
  sameUnit,
  targetCode,
  tasksOf,
  within,
} from './derive-facts.ts';
import type { PackTarget, PlanPack } from './pack.ts';

/** What reviewers left standing, in the order of the text. */
export type ReviewedFacts = { targets: ReadTarget[]; tasks: ReadTask[] };
/** A target of the ledger whose indicator is still a name. */
export type NewTarget = Omit<PackTarget, 'indicator' | 'region'> & { indicator: string; region: string };
export type AdoptedFacts = { tasks: PlanPack['tasks']; targets: NewTarget[] };

/** `text`: the whole file as it was read. */
export function factsOf(document: PlanDocument, reviewed: ReviewedFacts, plan: Adoption, text: string): AdoptedFacts {
  const units = new Map<string, string>();
  const inText = <T extends { span: { start: number } }>(list: T[]) =>
    list.toSorted((a, b) => a.span.start - b.span.start);
  const tasks = inText(reviewed.tasks);
  const here = { outline: document.outline, tasks };
  const targets = inText(reviewed.targets).map((target, index): NewTarget => {
    const table = document.tables.find((candidate) => within(target.span, candidate));
    const clause = clauseOf(target, table);
    const scaled = sameUnit(target, units, target.indicator);
    const year = target.year ?? plan.to;
    const { region, rest } = placeOf(target, plan);
    return {
      code: targetCode(index),
      clause,
      indicator: target.indicator,
      comparator: target.comparator,
      value: scaled.value,
      valueHigh: scaled.valueHigh,
      unit: scaled.unit,
      kind: target.kind,
      period: target.period,
      year,
      periodStart: `${Math.min(plan.from, year)}-01-01`,
      dueOn: lastDay(year),
      region,
      breakdown: breakdownOf({ breakdown: rest }, table && region === plan.region ? table : undefined, clause),
      lead: leadOf(here, target.clause),
      baseline: levelOf(target as Target),
      milestones: [],
      suspect: target.suspect,
      raw: rawOf({ ...target, raw: target.raw ?? '' }, scaled.unit),
      findings: [],
      span: target.span,
    };
  });
  attachFindings(document.findings, targets);
  return { tasks: tasksOf(tasks, { text, plan, whole: true }), targets };
}

/** A target for a city belongs to that city; whatever else divides it stays a word. */
function placeOf(target: ReadTarget, plan: Adoption): { region: string; rest: Target['breakdown'] } {
  const { city, region, ...other } = (target.breakdown ?? {}) as NonNullable<Target['breakdown']>;
  const name = city ?? region;
  const code = name && regionByName(name, lastDay(plan.from))?.code;
  if (!code) return { region: plan.region, rest: target.breakdown };
  return { region: code, rest: other };
}
