import { describe, expect, it } from 'vitest';
import { ANNEXES } from './genre/annexes.ts';
import { DOCUMENTS } from './genre/documents.ts';
import type { Passage } from './genre/passages.ts';
import { PROSE } from './genre/prose.ts';
import { REFUSALS } from './genre/refusals.ts';
import { SENTENCES } from './genre/sentences.ts';
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
describe('tables', () => check([...TABLES, ...ANNEXES]));
describe('lists of units', () => check(UNITS));
describe('figures that set no target', () => check(REFUSALS));

describe('sentences of a goal section', () =>
  it.each(SENTENCES)('%s', (sentence, want) => {
    const [d] = readPlan(`某省质量发展规划（2021—2025年）\n\n一、主要目标\n\n${sentence}\n`).documents;
    const short = (t: Target): string =>
      [t.indicator, t.comparator, t.valueHigh ? `${t.value}-${t.valueHigh}` : t.value, t.unit ?? '', t.year].join('|');
    expect(d?.targets.map(short)).toEqual(want);
  }));

describe('findings', () => {
  const codes = (text: string): string[] => readPlan(text).documents.flatMap((d) => d.findings.map((f) => f.code));
  it('weigh a total without a name against its yearly figure', () => {
    const plan = (total: number): string =>
      `西岭省标准化行动计划（2023—2025年）\n\n一、主要目标\n\n每年制定地方标准10项，三年共制定${total}项。\n`;
    expect(codes(plan(40))).toContain('annual-total-mismatch');
    expect(codes(plan(30))).toEqual([]);
  });
  it('add up what a table deals out to cities, and read its total row once', () => {
    const table = (b: number): string =>
      `湖东省绿色质量行动方案（2023—2025年）\n\n一、主要目标\n\n到2025年，建成绿色工厂60家。\n\n附件1\n\n任务分解表\n\n| 地区 | 绿色工厂（家） |\n|---|---|\n| 全省合计 | 60 |\n| 江州市 | 25 |\n| 湖口市 | ${b} |\n`;
    expect(codes(table(35))).toEqual([]);
    expect(codes(table(30))).toContain('table-sum-mismatch');
  });
});

describe('however it is typed', () => {
  const variants: [string, (s: string) => string][] = [
    ['CRLF', (s) => s.replace(/\n/g, '\r\n')],
    ['CR', (s) => s.replace(/\n/g, '\r')],
    ['line separators', (s) => s.replace(/\n/g, '\u2028')],
    ['no-break blanks', (s) => s.replace(/ /g, '\u00a0')],
    ['characters without width', (s) => s.replace(/(\p{Script=Han}{5})/gu, '$1\u200b').replace(/^/gm, '\ufeff')],
    ['half-width signs', (s) => s.replace(/，/g, ',').replace(/；/g, ';').replace(/：/g, ':').replace(/%/g, '％')],
    ['points for full stops', (s) => s.replace(/。/g, '.')],
    ['Traditional quotes', (s) => s.replace(/“/g, '「').replace(/”/g, '」')],
    ['straight quotes', (s) => s.replace(/[“”]/g, '"')],
    ['full-width digits', (s) => s.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  ];
  const targets = (text: string): string[] => readPlan(text).documents.flatMap((d) => d.targets.map(brief));
  it.each(variants)('%s', (_, vary) => {
    for (const p of PROSE) expect(targets(vary(p.text)), p.name).toEqual(targets(p.text));
  });
  it('keeps the end of a document whose head was cut off apart from the next', () => {
    const rest = `${'各地各部门要加强组织领导，完善工作机制，确保各项任务落到实处。\n\n'.repeat(4)}到2025年，全市建成质量品牌提升示范区30个，形成一批可复制可推广的经验做法。\n\n`;
    const next = `某市人民政府关于表彰先进的通报\n\n某政发〔2023〕3号\n\n${'经研究，决定予以通报表扬。\n\n'.repeat(9)}`;
    expect(readPlan(rest + next).documents.map((d) => d.targets.length)).toEqual([1, 0]);
  });
});
