export type Status = 'reached' | 'on-track' | 'at-risk' | 'off-track' | 'missed' | 'no-data';

/** Dates are 'YYYY-MM-DD'; values are decimal strings in the unit of the indicator. */
export interface Point {
  date: string;
  value: string;
}

export interface Target {
  /** How a value is compared; `~` means about. A bare number (`=`) is a floor, or a ceiling when lower is better. */
  comparator: '>=' | '>' | '<=' | '<' | '=' | '~';
  /** The figure, or the lower end of a range. */
  value: string;
  /** Upper end of a range. */
  valueHigh?: string;
  /**
   * `level`, `rate`: the value of a day or period. `cumulative`: the stock so far. `new`: the running total since the start
   * of the period.
   */
  kind: 'level' | 'rate' | 'new' | 'cumulative';
  /** `2019` or `2017-2019`: the first year gives the start of `new` and `cumulative` targets without a baseline. */
  period?: string;
  /** Last day of the period that decides. */
  dueDate: string;
  /** Better is higher or lower; `keep`: must hold in every period; `reach`: as higher; `once`: final once met. */
  direction?: 'higher' | 'lower' | 'keep' | 'reach' | 'once';
}

export interface Observation {
  /** Last day of the period that the value describes. */
  periodEnd: string;
  value: string;
  /** Day on which the value became known; a later one for the same period is a correction. */
  knownOn: string;
}

export interface AssessmentInput {
  target: Target;
  baseline?: Point;
  milestones?: Point[];
  observations: Observation[];
  /** The day of the question. What became known later does not count. */
  asOf: string;
  /** Start of a `new` or `cumulative` target without a baseline, when `period` does not tell. */
  periodStart?: string;
  /** Share of the whole way |x − y0| by which a value may lag and be at risk only. Default 0.1. */
  atRiskShare?: string;
  /** Share of |x| that `~` allows. Default 0.05. */
  aboutShare?: string;
}

export type RuleId =
  | 'no-observation'
  | 'due-observation-missing'
  | 'final'
  | 'met-early'
  | 'keep-holds'
  | 'keep-broken'
  | 'keep-was-broken'
  | 'path-ahead'
  | 'path-behind-little'
  | 'path-behind-far'
  | 'no-path';

/** Why the status is what it is. */
export interface Rule {
  id: RuleId;
  /** Value of the milestone path on the last day of the latest period. */
  expected?: string;
  /** The observation that decided. */
  latest?: Point;
  /** How far the observation is ahead of what was expected, in the better direction; negative when behind. */
  margin?: string;
  /** The path: start, milestones, target. Empty where there is none. */
  path: Point[];
  message: { zh: string; en: string };
  /** The values in the message. */
  params: Record<string, string>;
}

export interface Assessment {
  status: Status;
  rule: Rule;
}
