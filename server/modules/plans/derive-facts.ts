/** How what was read becomes facts of the ledger. Pure; packs are made and readings are adopted by the same rules. */
import {
  type Finding,
  type OutlineItem,
  readLimit,
  type Table,
  type Target,
  type Task,
} from '../../../packages/plan-text/index.ts';
import type { PackTarget, PlanPack } from './pack.ts';

type Span = { start: number; end: number };

/** Headings only: an item whose heading is a whole sentence keeps its clause and loses the words. */
const heading = (title: string) => ([...title].length <= 24 && !/[，。；]/.test(title) ? title : '');

export const outlineOf = (outline: readonly OutlineItem[]): PlanPack['outline'] =>
  outline.map(({ clause, title, level, span }) => ({ clause, title: heading(title), level, span }));

export const taskCode = (index: number) => `R${String(index + 1).padStart(2, '0')}`;
export const targetCode = (index: number) => `T${String(index + 1).padStart(3, '0')}`;

type TaskSource = {
  /** What was read, where spans count: a clause's time limit is taken from its own words. */
  text: string;
  plan: { from: number; to: number; issuedOn: string | null };
  /** Keeps titles that are sentences: a pack does not carry them, the ledger of an office does. */
  whole?: boolean;
};

/** Left out where there is none, so that a pack says nothing about it. */
export function limitOf(words: string, { from, to, issuedOn }: TaskSource['plan']): PlanPack['tasks'][number]['limit'] {
  return readLimit(words, { from, to, own: issuedOn ? Number(issuedOn.slice(0, 4)) : from }) ?? undefined;
}

export const tasksOf = (tasks: readonly Task[], { text, plan, whole = false }: TaskSource): PlanPack['tasks'] =>
  tasks.map((task, index) => ({
    code: taskCode(index),
    clause: task.clause,
    title: (whole ? task.title : heading(task.title)) || task.clause,
    lead: task.lead || null,
    joint: task.joint,
    limit: limitOf(text.slice(task.span.start, task.span.end), plan),
    span: task.span,
  }));

export const lastDay = (year: number) => `${year}-12-31`;
export const within = (span: Span, table: Pick<Table, 'span'>) =>
  span.start >= table.span.start && span.end <= table.span.end;

/** The clause of a target: 表 3-1 where it stands in a numbered table. */
export const clauseOf = (target: Pick<Target, 'clause'>, table: Pick<Table, 'title'> | undefined): string =>
  (table && /^表\s*\d+-\d+/.exec(table.title)?.[0]) ?? target.clause;

/** The rows of an annex are divided by trade or field; in a table of the text itself those are only headings. */
export const breakdownOf = (target: Pick<Target, 'breakdown'>, table: unknown, clause: string): string | null =>
  ((!table || clause.startsWith('附件')) && Object.values(target.breakdown ?? {}).join(' · ')) || null;

/** Where a level starts from. A figure of additions in one year is a value of that year, not a level to start from. */
export function levelOf({ baseline, kind }: Pick<Target, 'baseline' | 'kind'>): PackTarget['baseline'] {
  if (kind === 'new' || !baseline?.value || !baseline.year) return null;
  return { date: lastDay(baseline.year), value: baseline.value };
}

/** What was printed, where the ledger says something else. */
export const rawOf = (target: Pick<Target, 'suspect' | 'raw' | 'unit'>, unit: string): string | null =>
  target.raw && (target.suspect || unit !== (target.unit ?? '')) ? `${target.raw}${target.unit ?? ''}` : null;

/** 万台 and 亿台 of one indicator become one unit, that of its first target in the plan. */
export function sameUnit(
  target: Pick<Target, 'value' | 'valueHigh' | 'unit'>,
  units: Map<string, string>,
  name: string,
): { value: string; valueHigh: string | null; unit: string } {
  const unit = target.unit ?? '';
  const power = (text: string) => (text.startsWith('亿') ? 8 : text.startsWith('万') ? 4 : 0);
  const key = `${name}|${unit.replace(/^[万亿]/, '')}`;
  const first = units.get(key);
  if (first === undefined) units.set(key, unit);
  if (first === undefined || first === unit) return { value: target.value, valueHigh: target.valueHigh, unit };
  const shift = power(unit) - power(first);
  if (shift <= 0) return { value: target.value, valueHigh: target.valueHigh, unit };
  const scale = (value: string) => shiftPoint(value, shift);
  return { value: scale(target.value), valueHigh: target.valueHigh && scale(target.valueHigh), unit: first };
}

function shiftPoint(decimal: string, places: number): string {
  const [whole = '0', part = ''] = decimal.split('.');
  const digits = part.padEnd(places, '0');
  const rest = digits.slice(places);
  return `${(whole + digits.slice(0, places)).replace(/^0+(?=\d)/, '')}${rest ? `.${rest}` : ''}`;
}

/** The lead unit of the task that a target stands in; for an annex, of the task that its title repeats. */
export function leadOf(
  document: { outline: readonly OutlineItem[]; tasks: readonly Task[] },
  clause: string,
): string | null {
  const annex = /^附件\d+/.exec(clause)?.[0];
  const title = annex && document.outline.find((item) => item.clause === annex)?.title.replace(/目录$/, '');
  const task = document.tasks.find(
    (candidate) => candidate.clause === clause || (title && candidate.title.includes(title.replace(/^实施/, ''))),
  );
  return task?.lead || null;
}

/** A finding stands at every target that one of its spans touches; remarks on the whole document stand at none. */
export function attachFindings(
  findings: readonly Finding[],
  targets: readonly { span: Span; findings: PackTarget['findings'] }[],
): void {
  for (const { code, severity, message, spans } of findings)
    for (const target of targets)
      if (severity !== 'info' && spans.some((span) => span.start < target.span.end && target.span.start < span.end))
        target.findings.push({ code, severity, ...message });
}
