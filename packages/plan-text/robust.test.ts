import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlan } from './index.ts';

const PIECES = [
  '到2025年，',
  '制造业产品质量合格率达到',
  '95%以上',
  '，',
  '。',
  '；',
  '、',
  '（',
  '）',
  '“',
  '”',
  '《',
  '》',
  '一、主要目标',
  '（一）加强供给。',
  '1.',
  '２０１９',
  ' ',
  '\n',
  '\n\n',
  '\t',
  '|',
  '新增',
  '培育',
  '300家',
  '3—5个',
  '分别',
  '均达到',
  '（责任单位：省甲厅、省乙局）',
  '附件1',
  '表1-1',
  '序号',
  '指标',
  '单位',
  '2020年',
  '2025年',
  '%',
  '８１\n９\n分',
  '专栏2',
  '每年',
  '浙政发〔2020〕1号',
  '其中',
  '100',
  '.',
  '比2015年下降',
  '由3提高到5',
  '[bookmark: _x]',
  '<sub>',
  '$\\mu$',
  '全省合计 1 2 3 4',
  '每\n年\n培\n育\n企\n业\n8—\n9\n家\n',
  '百分之九十',
  '一万',
];
const plan = fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((a) => a.join(''));

function wellFormed(text: string): void {
  const r = readPlan(text);
  expect(r.schema).toBe('zhimai.plan-reading/1');
  for (const d of r.documents) {
    const spans = [
      d.span,
      ...d.outline.map((o) => o.span),
      ...d.tasks.map((t) => t.span),
      ...d.targets.map((t) => t.span),
      ...d.tables.map((t) => t.span),
      ...d.findings.flatMap((f) => f.spans),
    ];
    for (const s of spans) {
      expect(s.start).toBeGreaterThanOrEqual(0);
      expect(s.end).toBeGreaterThanOrEqual(s.start);
      expect(s.end).toBeLessThanOrEqual(text.length);
    }
    for (const t of d.targets) {
      expect(t.value).toMatch(/^\d+(?:\.\d+)?$/);
      expect(t.indicator.length).toBeGreaterThan(1);
      if (t.valueHigh !== null) expect(Number(t.valueHigh)).toBeGreaterThan(Number(t.value));
    }
    for (const f of d.findings) {
      expect(f.message.zh).not.toBe('');
      expect(f.message.en).not.toBe('');
    }
  }
}

describe('any input', () => {
  it('reads arbitrary strings', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), wellFormed), { numRuns: 300 });
  });
  it('reads pieces of plans in any order', () => {
    fc.assert(fc.property(plan, wellFormed), { numRuns: 400 });
  });
  it('reads plans cut anywhere and with their lines shuffled', () => {
    fc.assert(
      fc.property(plan, fc.nat(), fc.nat(), (text, a, b) => {
        wellFormed(text.slice(a % (text.length + 1)));
        wellFormed(text.slice(0, b % (text.length + 1)));
        const lines = text.split('\n');
        wellFormed([...lines.slice(a % lines.length), ...lines.slice(0, a % lines.length)].reverse().join('\n'));
      }),
      { numRuns: 200 },
    );
  });
  it('is deterministic', () => {
    fc.assert(
      fc.property(plan, (text) => {
        expect(readPlan(text)).toEqual(readPlan(text));
      }),
      { numRuns: 50 },
    );
  });
});

/** Cheapest of a few runs, in milliseconds. */
function cost(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const from = performance.now();
    readPlan(text);
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

describe('time grows with the length, not its square', () => {
  const cases: [string, string][] = [
    [
      'prose',
      '到2025年，培育示范企业300家、建成平台20个，合格率达到95%以上。\n\n（一）加强供给。开展提升行动。（责任单位：省甲厅、省乙局）\n',
    ],
    ['one endless sentence', '培育企业3家、平台5个，'],
    ['open brackets', '（责任单位：省甲厅、'],
    ['open quotes', '“《'],
    ['digits', '1 2 '],
    ['digits without end', '12345'],
    ['separators', '、，'],
    ['numbered heads', '1.甲。\n'],
    ['single characters', '每\n年\n'],
    ['cells', '\t甲\n\t3\n\n'],
    ['table words', '指标\n2020年\n2025年\n合格率\n3\n5\n'],
    ['number rows', '甲市 1 2 3 4\n'],
    ['no punctuation', '质量提升行动计划'],
    ['year phrases', '到2025年'],
    ['牵头', '由省甲厅牵头，'],
    ['bookmarks', '[bookmark: '],
    ['tags', '<a '],
    ['blanks', ' \n'],
  ];
  it.each(cases)('%s', (_name, unit) => {
    const small = unit.repeat(Math.ceil(12_000 / unit.length));
    const large = unit.repeat(Math.ceil(96_000 / unit.length));
    cost(small);
    const ratio = (cost(large) + 2) / (cost(small) + 2);
    // Eight times the length: a square would cost sixty-four times as much.
    expect(ratio).toBeLessThan(28);
  });

  // A search that runs to the end of the text is so fast that only a long text with many lines shows it.
  it('short lines at the length of a book', () => {
    const ratio = (cost('到2025年培育3家。\n'.repeat(250_000)) + 2) / (cost('到2025年培育3家。\n'.repeat(25_000)) + 2);
    // Ten times the length.
    expect(ratio).toBeLessThan(30);
  });
});
