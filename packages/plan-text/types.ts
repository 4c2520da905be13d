/** Half-open range of UTF-16 offsets in the text that was read. */
export interface Span {
  start: number;
  end: number;
}

export type Comparator = '>=' | '<=' | '=' | '~' | '>' | '<';
/** What a value counts: added in the period, stock at its end, state of an index, or a share. */
export type TargetKind = 'new' | 'cumulative' | 'level' | 'rate';
/** `by` the end of the year, `within` a period that ends with it, or in `each` year up to it. */
export type TargetPeriod = 'by' | 'within' | 'each';

/** Where the value stood before: numbers are decimal strings, `null` where the document is silent. */
export interface Baseline {
  year: number | null;
  value: string | null;
}

/** The part of the whole a figure is for, e.g. `{city: '杭州市'}`. */
export interface Breakdown {
  industry?: string;
  city?: string;
  field?: string;
  region?: string;
}

export interface Target {
  indicator: string;
  comparator: Comparator;
  /** Decimal string. For a figure whose decimal point was lost: the proposal. */
  value: string;
  /** Upper end of a range, else `null`. */
  valueHigh: string | null;
  unit: string | null;
  year: number | null;
  /** Whether the year stands in the text or is the last year of the plan. */
  yearFrom: 'stated' | 'plan' | null;
  period: TargetPeriod;
  kind: TargetKind;
  breakdown: Breakdown | null;
  baseline: Baseline | null;
  /** The number as printed. */
  raw: string;
  /** The printed number cannot be right and `value` is a proposal. */
  suspect: boolean;
  clause: string;
  span: Span;
}

export interface Task {
  clause: string;
  title: string;
  /** The unit that answers for the task; empty where the document names none. */
  lead: string;
  joint: string[];
  span: Span;
}

export interface OutlineItem {
  clause: string;
  level: number;
  title: string;
  span: Span;
}

export type ColumnType =
  | 'label'
  | 'category'
  | 'unit'
  | 'baseline'
  | 'planned'
  | 'actual'
  | 'target'
  | 'value'
  | 'lead'
  | 'joint'
  | 'text';

export interface TableColumn {
  name: string;
  type: ColumnType;
  /** The year that the column is about. */
  year: number | null;
  unit: string | null;
}

export interface TableCell {
  text: string;
  /** Decimal string where the cell is a number. */
  value: string | null;
  comparator: Comparator | null;
  span: Span;
}

export interface Table {
  clause: string;
  title: string;
  columns: TableColumn[];
  rows: TableCell[][];
  span: Span;
}

export type FindingCode =
  | 'annual-total-mismatch'
  | 'table-sum-mismatch'
  | 'annex-body-mismatch'
  | 'share-over-100'
  | 'decimal-point-lost'
  | 'conflicting-values'
  | 'target-below-baseline'
  | 'target-year-past'
  | 'no-responsible-units';

export interface Finding {
  code: FindingCode;
  severity: 'error' | 'warning' | 'info';
  message: { zh: string; en: string };
  spans: Span[];
}

export interface PlanDocument {
  title: string;
  documentNumber: string | null;
  issuer: string | null;
  /** ISO date of signature, or `null`. */
  date: string | null;
  span: Span;
  outline: OutlineItem[];
  tasks: Task[];
  targets: Target[];
  tables: Table[];
  findings: Finding[];
}

export interface PlanReading {
  schema: 'zhimai.plan-reading/1';
  file: string | null;
  documents: PlanDocument[];
}
