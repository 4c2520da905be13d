import { splitDocuments } from './documents.ts';
import { readLines } from './lines.ts';
import { readOutline } from './outline.ts';
import { readParagraphs } from './paragraphs.ts';
import { type PlanYears, yearsOfTitle } from './periods.ts';
import { isSilent, readTargets } from './targets.ts';
import { readTasks } from './tasks.ts';
import type { PlanReading } from './types.ts';

export interface ReadOptions {
  /** Name of the file, only copied into the result. */
  file?: string;
}

/**
 * Reads an official Chinese plan document: outline, tasks with responsible units, targets, tables and findings.
 * Pure and total: any string gives a reading. Spans are UTF-16 offsets into `text`.
 */
export function readPlan(text: string, options: ReadOptions = {}): PlanReading {
  const paras = readParagraphs(readLines(text));
  const documents = splitDocuments(paras).map((part) => {
    const { outline, places } = readOutline(paras, part.from, part.to);
    const tasks = readTasks(paras, part.from, places, outline);
    const range = yearsOfTitle(part.title);
    const plan: PlanYears = { from: range.from, to: range.to, own: part.year ?? range.from };
    const targets = readTargets(paras, part.from, places, { plan, own: plan.own, silent: isSilent(part.title) });
    return {
      title: part.title,
      documentNumber: part.documentNumber,
      issuer: part.issuer,
      date: part.date,
      span: { start: paras[part.from]?.start ?? 0, end: paras[part.to - 1]?.end ?? text.length },
      outline,
      tasks,
      targets,
      tables: [],
      findings: [],
    };
  });
  return { schema: 'zhimai.plan-reading/1', file: options.file ?? null, documents };
}
