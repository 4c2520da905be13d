import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareSides, type PlanReading, readPlan, type Side } from './index.ts';

const GOLD = '../shared/conformance/plan-text';
const SOURCES = '../shared/sources';
const present = existsSync(GOLD) && existsSync(SOURCES);
if (!present) console.log(`plan-text: ${GOLD} or ${SOURCES} is missing; conformance skipped`);

const cache = new Map<string, PlanReading>();
function readingOf(file: string): PlanReading {
  let r = cache.get(file);
  if (!r) {
    r = readPlan(readFileSync(join(SOURCES, file), 'utf8'), { file });
    cache.set(file, r);
  }
  return r;
}
const sourceNamed = (start: string): string => readdirSync(SOURCES).find((f) => f.startsWith(start)) as string;

interface Score {
  targets: number;
  recall: number | null;
  precision: number | null;
  comparatorRight: number | null;
  indicatorRight: number | null;
  responsible: number;
  leadRight: number;
  listRight: number;
  missed: string[];
  extra: string[];
}

/** Runs the third party's scorer on the JSON of a reading. */
function score(gold: string): Score {
  const g = JSON.parse(readFileSync(join(GOLD, gold), 'utf8')) as { source_file: string };
  const dir = mkdtempSync(join(tmpdir(), 'plan-text-'));
  const out = join(dir, 'read.json');
  writeFileSync(out, JSON.stringify(readingOf(g.source_file.replace(/^.*\//, ''))));
  return JSON.parse(
    execFileSync(process.execPath, [join(GOLD, 'score.mjs'), join(GOLD, gold), out], { encoding: 'utf8' }),
  ) as Score;
}

describe.skipIf(!present)('gold', () => {
  const golds = present ? readdirSync(GOLD).filter((f) => f.endsWith('.gold.json')) : [];
  it.each(golds)('%s', (gold) => {
    const s = score(gold);
    if (s.targets > 0) {
      expect(s.recall, s.missed.join('\n')).toBeGreaterThanOrEqual(0.95);
      expect(s.precision, s.extra.join('\n')).toBeGreaterThanOrEqual(0.97);
      expect(s.comparatorRight).toBeGreaterThanOrEqual(0.95);
      expect(s.indicatorRight).toBeGreaterThanOrEqual(0.95);
    }
    expect(s.leadRight).toBe(s.responsible);
    expect(s.listRight).toBe(s.responsible);
  });
});

describe.skipIf(!present)('two editions of one plan', () => {
  it('gives the same tasks, units and body targets from the gazette and from the web page', () => {
    const pdf = readingOf(sourceNamed('000'));
    const web = readingOf(sourceNamed('001'));
    const plain = (s: string): string => s.normalize('NFKC');
    const tasks = (r: PlanReading): string[] =>
      (r.documents[0]?.tasks ?? []).map((t) => plain([t.clause, t.title, t.lead, ...t.joint].join('|')));
    expect(tasks(pdf)).toEqual(tasks(web));
    const targets = (r: PlanReading): string[] =>
      (r.documents[0]?.targets ?? [])
        .filter((t) => !t.clause.startsWith('附件'))
        .map((t) =>
          plain(
            [t.clause, t.indicator, t.comparator, t.value, t.valueHigh, t.unit, t.year, t.period, t.kind].join('|'),
          ),
        );
    expect(targets(pdf)).toEqual(targets(web));
    expect(pdf.documents[0]?.documentNumber).toBe(web.documents[0]?.documentNumber);
    expect(pdf.documents[0]?.date).toBe(web.documents[0]?.date);
  });

  it('compares as the same, but for the annexes that the web page leaves out', () => {
    const sideOf = (reading: PlanReading): Side => {
      const [document] = reading.documents as [PlanReading['documents'][number]];
      return {
        tasks: document.tasks.map((task, index) => ({ ...task, id: String(index) })),
        targets: document.targets.map((target, index) => ({
          ...target,
          id: String(index),
          part: Object.values(target.breakdown ?? {}).join(' · '),
        })),
      };
    };
    const { tasks, targets } = compareSides(
      sideOf(readingOf(sourceNamed('000'))),
      sideOf(readingOf(sourceNamed('001'))),
    );
    expect(tasks.length).toBeGreaterThan(20);
    expect(tasks.filter((pair) => pair.state !== 'same')).toEqual([]);
    const body = targets.filter((pair) => !(pair.a ?? pair.b)?.clause.startsWith('附件'));
    expect(body.length).toBeGreaterThan(20);
    expect(body.filter((pair) => pair.state !== 'same')).toEqual([]);
  });

  it('cuts the gazettes into their documents', () => {
    expect(readingOf(sourceNamed('000')).documents.map((d) => d.documentNumber)).toHaveLength(4);
    expect(readingOf(sourceNamed('003')).documents.map((d) => d.documentNumber)).toHaveLength(8);
    for (const f of ['000', '003'])
      for (const d of readingOf(sourceNamed(f)).documents) {
        expect(d.documentNumber).toMatch(/〔20\d\d〕\d+号$/);
        expect(d.title).toMatch(/关于/);
        expect(d.issuer).toMatch(/人民政府/);
      }
  });
});

describe.skipIf(!present)('tables of the sources', () => {
  it('reads planned against done with typed columns', () => {
    const t = readingOf(sourceNamed('002')).documents[0]?.tables.find((x) =>
      x.columns.some((c) => c.type === 'actual'),
    );
    expect(t?.columns.map((c) => [c.type, c.year])).toEqual([
      ['category', null],
      ['label', null],
      ['unit', null],
      ['baseline', 2015],
      ['planned', 2020],
      ['actual', 2020],
    ]);
    expect(t?.rows).toHaveLength(20);
    expect(t?.rows.every((r) => r[0]?.text !== '' && r[5]?.value !== null)).toBe(true);
  });

  it('reads the tasks by city with named columns that add up', () => {
    const d = readingOf(sourceNamed('003')).documents.find((x) => x.tables.length > 0);
    const t = d?.tables[0];
    expect(t?.rows).toHaveLength(12);
    expect(t?.columns).toHaveLength(8);
    expect(t?.columns.every((c) => c.name !== '')).toBe(true);
    expect(t?.columns.slice(1).map((c) => [c.type, c.year, c.unit])).toEqual([
      ...['个', '个', '万亩', '万亩', '万亩', '万亩', '万亩'].map((u) => ['target', 2022, u]),
    ]);
    expect(d?.findings.filter((f) => f.code === 'table-sum-mismatch')).toEqual([]);
  });

  it('reads the rotated annexes as tables with year columns', () => {
    const tables = readingOf(sourceNamed('000')).documents[0]?.tables ?? [];
    expect(tables.map((t) => t.rows.length)).toEqual([8, 10, 6, 3, 8]);
    const years = tables.find((t) => t.columns.some((x) => x.year !== null));
    expect(years?.columns.map((x) => x.year)).toEqual([null, null, 2017, 2018, 2019]);
    expect(years?.rows.every((r) => r.every((x) => x.text !== ''))).toBe(true);
  });

  it('marks what lost its decimal point and what cannot add up', () => {
    const f = readingOf(sourceNamed('000')).documents[0]?.findings ?? [];
    const count = (code: string): number => f.filter((x) => x.code === code).length;
    expect(count('decimal-point-lost')).toBe(13);
    expect(count('annual-total-mismatch')).toBe(2);
    expect(count('annex-body-mismatch')).toBeGreaterThanOrEqual(3);
    const codes = (file: string): string[] =>
      readingOf(sourceNamed(file)).documents.flatMap((d) => d.findings.map((x) => x.code));
    expect(codes('002')).toContain('target-below-baseline');
    expect(codes('002')).toContain('no-responsible-units');
    expect(codes('001')).toEqual([]);
  });
});

describe.skipIf(!present)('damaged sources', () => {
  it('are read as far as they go', () => {
    for (const f of ['000', '001', '002', '003', '004']) {
      const text = readFileSync(join(SOURCES, sourceNamed(f)), 'utf8');
      const lines = text.split('\n');
      // A fixed shuffle: every line moves by a stride that shares no factor with their number.
      let stride = 613;
      while (lines.length % stride === 0) stride += 2;
      const shuffled = lines.map((_, i) => lines[(i * stride) % lines.length]).join('\n');
      const half = text.length >> 1;
      for (const t of [
        text.slice(0, half),
        text.slice(half),
        shuffled,
        lines.reverse().join('\n'),
        text.replace(/[，。；、（）]/g, ''),
      ]) {
        const r = readPlan(t);
        expect(r.documents.length).toBeGreaterThan(0);
        for (const d of r.documents) for (const x of d.targets) expect(x.span.end).toBeLessThanOrEqual(t.length);
      }
    }
  });
});

describe.skipIf(!present)('the schema of the docs', () => {
  it('names every field that a reading has', () => {
    const defs = (
      JSON.parse(readFileSync('docs/plan-reading.schema.json', 'utf8')) as {
        $defs: Record<string, { required: string[] }>;
      }
    ).$defs;
    const fields = (x: object | undefined): string[] => Object.keys(x ?? {}).sort();
    const named = (def: string): string[] => [...(defs[def]?.required ?? [])].sort();
    const d = readingOf(sourceNamed('000')).documents[0];
    expect(fields(d)).toEqual(named('document'));
    expect(fields(d?.outline[0])).toEqual(named('outlineItem'));
    expect(fields(d?.tasks[0])).toEqual(named('task'));
    expect(fields(d?.targets[0])).toEqual(named('target'));
    expect(fields(d?.tables[0])).toEqual(named('table'));
    expect(fields(d?.findings[0])).toEqual(named('finding'));
  });
});

describe.skipIf(!present)('spans', () => {
  it('point at the words they stand for', () => {
    for (const f of ['000', '001', '002', '003', '004']) {
      const file = sourceNamed(f);
      const text = readFileSync(join(SOURCES, file), 'utf8');
      for (const d of readingOf(file).documents)
        for (const t of d.targets) {
          const digits = text.slice(t.span.start, t.span.end).normalize('NFKC').replace(/\s/g, '');
          expect(digits).toContain(t.raw.replace(/[\s—~至-].*$/, '').slice(0, 1));
          expect(t.span.end).toBeGreaterThan(t.span.start);
          expect(t.span.end).toBeLessThanOrEqual(text.length);
        }
    }
  });
});
