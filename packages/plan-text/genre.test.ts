import { describe, expect, it } from 'vitest';
import { DOCUMENTS } from './genre/documents.ts';
import type { Passage } from './genre/passages.ts';
import { PROSE } from './genre/prose.ts';
import { REFUSALS } from './genre/refusals.ts';
import { TABLES } from './genre/tables.ts';
import { UNITS } from './genre/units.ts';
import { readPlan, type Target, type Task } from './index.ts';

const brief = (t: Target): string =>
  [
    t.indicator,
    t.comparator,
    t.valueHigh ? `${t.value}-${t.valueHigh}` : t.value,
    t.unit ?? '',
    t.year ?? '',
    t.kind,
  ].join('|');
const units = (t: Task): [string, string[]] => [t.lead, t.joint];

const check = (passages: Passage[]): void => {
  for (const p of passages)
    it(p.name, () => {
      const { documents } = readPlan(p.text);
      if (p.targets) expect(documents.flatMap((d) => d.targets.map(brief))).toEqual(p.targets);
      if (p.tasks) expect(documents.flatMap((d) => d.tasks.filter((t) => t.lead).map(units))).toEqual(p.tasks);
    });
};

describe('goals in running text', () => check(PROSE));
describe('whole documents', () => check(DOCUMENTS));
describe('tables', () => check(TABLES));
describe('lists of units', () => check(UNITS));
describe('figures that set no target', () => check(REFUSALS));
