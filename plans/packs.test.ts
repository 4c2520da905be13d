import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findSource, makePack, readRegister } from '../scripts/make-packs.ts';
import { type Recipe, recipes } from '../scripts/pack-recipes.ts';
import { readPacks } from '../server/modules/plans/pack.ts';

const packs = readPacks();
const sources = resolve(import.meta.dirname, '../../shared/sources');
const packOf = (id: string) => packs.find(({ pack }) => pack.id === id)!.pack;

test('there is one pack for each recipe', () => {
  expect(packs.map(({ pack }) => pack.id).sort()).toEqual(recipes.map((recipe) => recipe.id).sort());
});

describe.each(packs.map(({ pack }) => [pack.id, pack] as const))('%s', (_, pack) => {
  test('codes are unique and everything lies inside its document', () => {
    const codes = [...pack.targets, ...pack.tasks].map((item) => item.code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { span } of [...pack.targets, ...pack.tasks, ...pack.observations]) {
      expect(span.start).toBeGreaterThanOrEqual(pack.source.span.start);
      expect(span.end).toBeLessThanOrEqual(pack.source.span.end);
    }
  });
  test('every target and observation names an indicator of the pack', () => {
    const known = new Map(pack.indicators.map((indicator) => [indicator.id, indicator.unit]));
    for (const target of pack.targets) expect(known.get(target.indicator), target.code).toBe(target.unit);
    for (const observation of pack.observations) expect(known.has(observation.indicator)).toBe(true);
  });
  test('holds names, not sentences', () => {
    const texts = [...pack.outline, ...pack.tasks].map((item) => item.title);
    for (const text of texts) expect(text).not.toMatch(/[，。；]/);
    for (const { name } of pack.indicators) expect([...name].length).toBeLessThan(32);
  });
  test('every task is a clause of the outline, none stands in a box, and all are numbered in order', () => {
    const clauses = pack.outline.map((item) => item.clause);
    for (const task of pack.tasks) {
      expect(clauses).toContain(task.clause);
      expect(task.clause).not.toContain('专栏');
    }
    const starts = pack.tasks.map((task) => task.span.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
  test('every indicator has an English name', () => {
    for (const { name, nameEn } of pack.indicators) expect(nameEn, name).toMatch(/^[^\p{Script=Han}]+[^.。]$/u);
  });
  test('targets are due inside the plan', () => {
    for (const target of pack.targets) {
      expect(Number(target.dueOn.slice(0, 4))).toBeGreaterThanOrEqual(pack.from);
      expect(Number(target.dueOn.slice(0, 4))).toBeLessThanOrEqual(pack.to);
    }
  });
});

/** Checked by eye against the documents: indicator, region, value, unit, year. */
test.each([
  ['zj-quality-2017-2019', '制造业质量竞争力指数', '330000', '91', '分', 2019],
  ['zj-quality-2017-2019', '“品”字标“浙江制造”认证企业', '330000', '180', '家', 2019],
  ['zj-quality-2016-2020', '设区城市空气质量优良天数比率', '330000', '85.6', '%', 2020],
  ['zj-quality-2016-2020', '创建国家产品质量监督检验中心（新增）', '330000', '10', '家', 2020],
  ['zj-quality-2021-2025', '制造业产品质量合格率', '330000', '96', '%', 2025],
  ['zj-quality-2021-2025', '马德里商标国际注册量（累计）', '330000', '7000', '件', 2025],
  ['jx-quality-2016-2020', '浙江名牌产品总数（工业）', '330400', '200', '个', 2020],
  ['zj-greening-2018-2022', '“一村万树”示范村', '331100', '145', '个', 2022],
  ['zj-greening-2018-2022', '珍贵树种和大径材培育示范基地', '330100', '10.8', '万亩', 2022],
  ['zj-industrial-internet-2018-2025', '深度应用示范企业', '330000', '10000', '家', 2025],
  ['zj-quality-2021-2025', '国家质检中心', '330000', '55', '家', 2025],
  ['zj-industrial-internet-2018-2025', '平台连接的工业设备', '330000', '20000', '万台', 2025],
  ['zj-food-safety-2018', '省级抽检监测食用林产品', '330000', '2000', '批次', 2018],
])('%s: %s %s', (id, name, region, value, unit, year) => {
  const pack = packOf(id);
  const indicator = pack.indicators.find((candidate) => candidate.name === name)!.id;
  const found = pack.targets.filter(
    (target) => target.indicator === indicator && (target.region ?? pack.region) === region && !target.breakdown,
  );
  expect(found.map((target) => [target.value, target.unit, target.year])).toContainEqual([value, unit, year]);
});

test('what table 1-1 reports as done is held as observed', () => {
  const pack = packOf('zj-quality-2016-2020');
  const valueOf = (name: string, period: string) => {
    const id = pack.indicators.find((indicator) => indicator.name === name)!.id;
    return pack.observations.find((observation) => observation.indicator === id && observation.period === period)?.value;
  };
  expect(valueOf('服务质量满意度', '2020')).toBe('87.13');
  expect(valueOf('制定“浙江制造”标准（新增）', '2016/2020')).toBe('1935');
  expect(valueOf('创建国家产品质量监督检验中心（新增）', '2016/2020')).toBe('6');
  expect(valueOf('地表水省控断面达到或优于Ⅲ类水质比例', '2015')).toBe('72.9');
});

test('the rows of an annex keep their trade or field', () => {
  const annexes = packOf('zj-quality-2017-2019').targets.filter((target) => target.clause.startsWith('附件'));
  expect(annexes.filter((target) => !target.breakdown).map((target) => target.clause.slice(0, 3))).toEqual(
    Array.from({ length: 7 }, () => '附件4'),
  );
});

test('lower is better for PM2.5 and road deaths', () => {
  for (const { pack } of packs)
    for (const target of pack.targets) {
      const { name } = pack.indicators.find((indicator) => indicator.id === target.indicator)!;
      if (/PM2\.5|死亡率/.test(name)) expect(target.comparator, target.code).toBe('<=');
    }
});

test('the city rows of the greening plan add up to the province', () => {
  const pack = packOf('zj-greening-2018-2022');
  const divided = Map.groupBy(
    pack.targets.filter((target) => target.clause === '任务分解表'),
    (target) => target.indicator,
  );
  expect(divided.size).toBe(7);
  for (const group of divided.values()) {
    const province = group.find((target) => target.region === '330000')!;
    const cities = group.filter((target) => target !== province);
    const sum = cities.reduce((total, target) => total + Math.round(Number(target.value) * 10), 0);
    expect(sum, province.indicator).toBe(Math.round(Number(province.value) * 10));
  }
});

describe.runIf(existsSync(sources))('made again from the sources', () => {
  test.each(recipes.map((recipe) => [recipe.id, recipe] as const))('%s is what reader and recipe make', (id, recipe) => {
    const register = readRegister();
    const before = register.entries.length;
    const text = findSource(sources, recipe.sha256);
    expect(text, `source of ${id}`).toBeDefined();
    const made = JSON.parse(JSON.stringify(makePack(recipe, text!, register)));
    const { pack } = packs.find((candidate) => candidate.pack.id === id)!;
    expect(JSON.parse(JSON.stringify(pack))).toEqual(made);
    expect(register.entries.length).toBe(before);
  });
});
if (!existsSync(sources)) console.log(`plans: the sources are not at ${join('..', 'shared', 'sources')}; packs were not made again`);

/** A recipe whose corrections remember whether they were asked for. */
function watchCorrections(recipe: Recipe): { watched: Recipe; unused: () => string[] } {
  const maps = ['rename', 'units', 'kinds', 'comparators', 'clauses', 'drop'] as const;
  const used = new Set<string>();
  const watched: Recipe = { ...recipe };
  for (const name of maps) {
    const corrections = recipe[name] as Record<string, unknown> | undefined;
    if (!corrections) continue;
    const proxy = new Proxy(corrections, {
      get: (target, key) => {
        if (typeof key === 'string' && key in target) used.add(`${name}: ${key}`);
        return Reflect.get(target, key);
      },
    });
    Object.assign(watched, { [name]: proxy });
  }
  const all = maps.flatMap((name) => Object.keys(recipe[name] ?? {}).map((key) => `${name}: ${key}`));
  return { watched, unused: () => all.filter((correction) => !used.has(correction)) };
}

describe.runIf(existsSync(sources))('corrections', () => {
  test.each(recipes.map((recipe) => [recipe.id, recipe] as const))('%s keeps none that the reader no longer needs', (_, recipe) => {
    const { watched, unused } = watchCorrections(recipe);
    makePack(watched, findSource(sources, recipe.sha256)!, readRegister());
    expect(unused()).toEqual([]);
  });
});
