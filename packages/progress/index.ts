export { assessTarget } from './assess.ts';
export { ruleMessages } from './messages.ts';
export { type PeriodCount, runningTotals } from './running-totals.ts';
export type {
  Assessment,
  AssessmentInput,
  Observation,
  Point,
  Rule,
  RuleId,
  Status,
  Target,
} from './types.ts';
