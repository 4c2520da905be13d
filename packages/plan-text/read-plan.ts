import { annexTables } from './annexes.ts';
import { cellTargets } from './cells.ts';
import { splitDocuments } from './documents.ts';
import { checkDocument } from './findings.ts';
import { findGrids } from './grid.ts';
import type { Grid } from './grid-cells.ts';
import { readLines } from './lines.ts';
import { type Place, readOutline } from './outline.ts';
import { type Para, readParagraphs } from './paragraphs.ts';
import { planYears } from './periods.ts';
import { isRegional, regionTargets } from './regions.ts';
import { repairPoints } from './repair.ts';
import { type BuiltTable, buildTable, tableTargets, tableTasks } from './tables.ts';
import { isSilent, readTargets } from './targets.ts';
import { fitTaskTable } from './task-table.ts';
import { readTasks } from './tasks.ts';
import type { PlanDocument, PlanReading, Target, Task } from './types.ts';

export interface ReadOptions {
  /** Name of the file, only copied into the result. */
  file?: string;
}

const CAPTION = /表$|表（|指标|目录|目标|清单|完成情况|分解|一览/;

/** Title and unit note of the table at `i`, from the short lines in front of it. */
function captionOf(paras: Para[], i: number, from: number, place: Place): { title: string; unit: string | null } {
  let title = '';
  let unit: string | null = null;
  for (let k = i - 1; k >= from && i - k <= 5; k--) {
    const p = paras[k] as Para;
    if (p.grid || p.text.length > 60 || /[。；]$/.test(p.text)) break;
    const note = /^（?单位：([^）]{1,20})）?$/.exec(p.text);
    if (note) {
      unit = /[、，]/.test(note[1] as string) ? null : (note[1] as string);
      continue;
    }
    if (p.head?.kind === 'table' || (CAPTION.test(p.text) && p.head?.kind !== 'annex')) {
      title = p.text;
      break;
    }
  }
  return { title: title || (place.trail[place.trail.length - 1] ?? ''), unit };
}

/**
 * Reads an official Chinese plan document: outline, tasks with responsible units, targets, tables and findings.
 * Pure and total: any string gives a reading. Spans are UTF-16 offsets into `text`.
 */
export function readPlan(text: string, options: ReadOptions = {}): PlanReading {
  const lines = readLines(text);
  const paras = readParagraphs(lines, findGrids(lines));
  const documents = splitDocuments(paras).map((part): PlanDocument => {
    const { outline, places } = readOutline(paras, part.from, part.to);
    const plan = planYears(part.title, paras.slice(part.from, part.to), places, part.year);
    const silent = isSilent(part.title);
    const tables: BuiltTable[] = [];
    const fromTables: Target[] = [];
    const regional: { built: BuiltTable; clause: string; back: boolean }[] = [];
    const taskRows: Task[] = [];
    places.forEach((place, k) => {
      const i = part.from + k;
      const grid: Grid | null = paras[i]?.grid ?? null;
      if (!grid) return;
      const caption = captionOf(paras, i, part.from, place);
      const built = buildTable(grid, caption.title, caption.unit, place.clause, plan);
      if (!built) return;
      tables.push(built);
      taskRows.push(...tableTasks(built, place.clause));
      if (!silent && isRegional(built.table)) regional.push({ built, clause: place.clause, back: place.back });
      else if (!silent) fromTables.push(...tableTargets(built, place, plan), ...cellTargets(built, place, plan));
    });
    const prose = silent ? [] : readTargets(paras, part.from, places, plan);
    const inOrder = (list: Target[]): Target[] =>
      list.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const body = repairPoints(inOrder([...prose, ...fromTables]), paras.slice(part.from, part.to));
    const fitted = new Map(tables.map((t) => [t, fitTaskTable(t.table, body, plan)]));
    const byRegion = regional.flatMap((r) =>
      r.back ? [] : regionTargets(r.built, fitted.get(r.built) ?? r.built.table, r.clause, plan),
    );
    const repaired = inOrder([...body, ...byRegion]);
    const document: PlanDocument = {
      title: part.title,
      documentNumber: part.documentNumber,
      issuer: part.issuer,
      date: part.date,
      span: { start: paras[part.from]?.start ?? 0, end: paras[part.to - 1]?.end ?? text.length },
      outline,
      tasks: [...readTasks(paras, part.from, places, outline), ...taskRows].sort(
        (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
      ),
      targets: repaired,
      tables: [...fitted.values(), ...annexTables(paras, part.from, places, outline, plan)].sort(
        (a, b) => a.span.start - b.span.start,
      ),
      findings: [],
    };
    document.findings = checkDocument(document, silent);
    return document;
  });
  return { schema: 'zhimai.plan-reading/1', file: options.file ?? null, documents };
}
