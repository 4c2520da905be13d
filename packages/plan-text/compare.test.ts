import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparedTarget, type ComparedTask, compareSides, diffWords, type Side } from './compare.ts';

const target = (indicator: string, value: string, more: Partial<ComparedTarget> = {}): ComparedTarget => ({
  id: `${indicator}${value}`,
  indicator,
  comparator: '>=',
  value,
  valueHigh: null,
  unit: '%',
  year: 2020,
  period: 'by',
  kind: 'rate',
  part: '',
  clause: '一',
  ...more,
});
const task = (title: string, lead: string | null, joint: string[] = []): ComparedTask => ({
  id: title,
  clause: '二（一）',
  title,
  lead,
  joint,
});
const side = (targets: ComparedTarget[], tasks: ComparedTask[] = []): Side => ({ targets, tasks });
const states = (a: Side, b: Side) => compareSides(a, b).targets.map((pair) => [pair.state, ...pair.fields]);

describe('targets', () => {
  test('width of signs, quotes and trailing zeros are no difference', () => {
    expect(
      states(side([target('“品”字标企业', '９６'.normalize('NFKC'))]), side([target('品字标企业', '96.0')])),
    ).toEqual([['same']]);
  });
  test('another value is a change, not one removed and one added', () => {
    expect(states(side([target('合格率', '95')]), side([target('合格率', '96', { comparator: '>' })]))).toEqual([
      ['changed', 'comparator', 'value'],
    ]);
  });
  test('the successor asks for the same indicator in another year', () => {
    expect(states(side([target('合格率', '95')]), side([target('合格率', '98', { year: 2025 })]))).toEqual([
      ['changed', 'value', 'year'],
    ]);
  });
  test('a renamed indicator is found by its likeness, one of another unit is not', () => {
    const before = side([target('制造业产品质量监督抽查合格率', '93')]);
    expect(states(before, side([target('制造业产品质量合格率', '94')]))).toEqual([['changed', 'indicator', 'value']]);
    expect(states(before, side([target('制造业产品质量合格率', '94', { unit: '家' })]))).toEqual([
      ['removed'],
      ['added'],
    ]);
  });
  test('cities are kept apart', () => {
    const of = (part: string, value: string) => target('绿化面积', value, { part, unit: '亩' });
    expect(states(side([of('杭州市', '5'), of('宁波市', '6')]), side([of('宁波市', '6'), of('杭州市', '5')]))).toEqual([
      ['same'],
      ['same'],
    ]);
  });
  test('two figures for one indicator are paired by their values first', () => {
    const list = [target('领军企业', '26'), target('领军企业', '165')];
    expect(states(side(list), side(list.toReversed()))).toEqual([['same'], ['same']]);
  });
});

test('tasks: order of the joint units is no difference, another lead is', () => {
  const a = side([], [task('加强标准供给', '省质监局', ['省财政厅', '省科技厅']), task('提升服务', null)]);
  const b = side(
    [],
    [task('加强标准供给', '省市场监管局', ['省科技厅', '省财政厅']), task('提升服务', null), task('新任务', null)],
  );
  expect(compareSides(a, b).tasks.map((pair) => [pair.state, ...pair.fields])).toEqual([
    ['changed', 'lead'],
    ['same'],
    ['added'],
  ]);
});

const any = fc.array(
  fc.record({
    name: fc.constantFrom('合格率', '企业数', '产品合格率', '标准数', '服务满意度'),
    value: fc.nat(5),
    year: fc.constantFrom(2019, 2020),
  }),
  { maxLength: 30 },
);
const toSide = (list: { name: string; value: number; year: number }[]) =>
  side(list.map(({ name, value, year }, index) => target(name, String(value), { year, id: String(index) })));

describe('properties', () => {
  test('a plan is the same as itself', () => {
    fc.assert(
      fc.property(any, (list) => {
        expect(compareSides(toSide(list), toSide(list)).targets.every((pair) => pair.state === 'same')).toBe(true);
      }),
    );
  });
  test('everything on either side stands in exactly one pair; sides swapped swap added and removed', () => {
    fc.assert(
      fc.property(any, any, (one, other) => {
        const [a, b] = [toSide(one), toSide(other)];
        const { targets } = compareSides(a, b);
        expect(targets.flatMap((pair) => pair.a?.id ?? []).sort()).toEqual(a.targets.map(({ id }) => id).sort());
        expect(targets.flatMap((pair) => pair.b?.id ?? []).sort()).toEqual(b.targets.map(({ id }) => id).sort());
        const count = (pairs: typeof targets, state: string) => pairs.filter((pair) => pair.state === state).length;
        const back = compareSides(b, a).targets;
        expect(count(back, 'added')).toBe(count(targets, 'removed'));
        expect(count(back, 'same')).toBe(count(targets, 'same'));
      }),
    );
  });
  test('what is the same and new makes the text after, what is the same and gone the text before', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (before, after) => {
        const pieces = diffWords(before, after);
        const join = (kinds: string[]) =>
          pieces
            .filter(({ kind }) => kinds.includes(kind))
            .map(({ text }) => text)
            .join('');
        expect(join(['same', 'gone'])).toBe(before);
        expect(join(['same', 'new'])).toBe(after);
      }),
    );
  });
});

test('twenty thousand targets are compared in seconds, not hours', () => {
  const many = (from: number) =>
    side(Array.from({ length: 20_000 }, (_, index) => target(`指标第${(index + from) * 7919}号`, '1')));
  const { targets } = compareSides(many(0), many(5000));
  expect(targets.filter((pair) => pair.state === 'same')).toHaveLength(15_000);
});
