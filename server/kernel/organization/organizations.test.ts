import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { regionByCode } from '../region/index.ts';
import { heirsOf, organizationByCode, organizations, organizationsOn, resolveUnit } from './index.ts';

const plan = '2017-07-05';
const now = '2022-01-01';
const usual = (code: string, date: string): string[] => heirsOf(code, date).map(({ shortNames }) => shortNames[0]!);

describe('names', () => {
  it.each([
    ['省质监局', plan, 'zj-zjj'],
    ['浙江省质量技术监督局', plan, 'zj-zjj'],
    ['浙江省质监局', plan, 'zj-zjj'],
    ['省质监局', now, undefined],
    ['省市场监管局', plan, undefined],
    ['省市场监管局', now, 'zj-scjgj'],
    ['省国土\n资源厅', plan, 'zj-gtt'],
    ['各市、县〔市、区〕政府', plan, 'zj-local-governments'],
    ['各市、县（市、区）政府', plan, 'zj-local-governments'],
    ['各市、县(市、区)人民政府', plan, 'zj-local-governments'],
    ['省科技厅〔省知识产权局〕', plan, 'zj-kjt'],
    ['省“最多跑一次”改革办公室', '2018-06-01', 'zj-pgb'],
    ['杭州市政府', plan, 'gov-330100'],
    ['龙港市政府', plan, undefined],
    ['龙港市人民政府', now, 'gov-330383'],
    ['省政府', plan, 'gov-330000'],
    ['浙江检验检疫局', plan, 'zj-zjciq'],
    ['浙江检验检疫局', '2018-08-01', undefined],
    ['某某局', plan, undefined],
    ['', plan, undefined],
  ])('%j on %s is %s', (name, date, code) => expect(resolveUnit(name, date)?.code).toBe(code));

  it('mean one organization on any day', () => {
    for (const date of ['2015-06-01', plan, '2018-05-01', '2018-11-01', '2019-01-01', now, '2024-01-01']) {
      const seen = new Map<string, string>();
      for (const { code, zh, shortNames } of organizationsOn(date))
        for (const name of new Set([zh, ...shortNames])) {
          expect(seen.get(name), `${name} on ${date}`).toBeUndefined();
          seen.set(name, code);
        }
    }
  });
  it('need a date', () => expect(() => resolveUnit('省质监局', '2017')).toThrow(RangeError));
});

describe('heirs', () => {
  it.each([
    ['zj-zjj', plan, ['省质监局']],
    ['zj-zjj', now, ['省市场监管局']],
    ['zj-gsj', now, ['省市场监管局']],
    ['zj-spypj', now, ['省市场监管局', '省药监局']],
    ['zj-jxw', now, ['省经信厅']],
    ['zj-gtt', now, ['省自然资源厅']],
    ['zj-hbt', now, ['省生态环境厅']],
    ['zj-nyt', now, ['省农业农村厅']],
    ['zj-lyt', now, ['省林业局']],
    ['zj-lvyj', now, ['省文化和旅游厅']],
    ['zj-wht', now, ['省文化和旅游厅']],
    ['zj-ajj', now, ['省应急管理厅']],
    ['zj-wsjsw', now, ['省卫生健康委']],
    ['zj-zjciq', now, ['杭州海关']],
    ['zj-yjju', '2024-01-01', ['浙江金融监管局']],
    ['zj-dsj', now, ['浙江省税务局']],
    ['gov-330104', now, ['上城区政府', '钱塘区政府']],
    ['gov-330183', now, ['富阳区政府']],
    ['zj-scjgj', plan, []],
    ['zj-nobody', now, []],
  ])('of %s on %s: %j', (code, date, names) => expect(usual(code, date)).toEqual(names));

  it('exist, and are in force on the day their predecessor ends', () => {
    for (const { code, validTo, successors } of organizations) {
      expect(validTo === undefined, code).toBe(successors.length === 0);
      for (const next of successors) expect(organizationByCode(next), `${code} → ${next}`).toBeDefined();
      if (validTo !== undefined) {
        expect(heirsOf(code, validTo).length, code).toBeGreaterThan(0);
        expect(heirsOf(code, validTo).map((heir) => heir.code)).not.toContain(code);
      }
    }
  });
});

it('has own codes, real regions and all eleven cities', () => {
  expect(new Set(organizations.map(({ code }) => code)).size).toBe(organizations.length);
  const on = organizationsOn('2018-01-01');
  for (const { region } of on) expect(regionByCode(region, '2018-01-01')).toBeDefined();
  expect(on.filter(({ code }) => /^gov-33\d\d00$/.test(code) && code !== 'gov-330000')).toHaveLength(11);
});

const gold = new URL('../../../../shared/conformance/plan-text/', import.meta.url);
describe.skipIf(!existsSync(gold))('responsible units of the plan 2017 to 2019 (../shared)', () => {
  it.each(['seed-000-responsible', 'seed-001-responsible'])('%s: every unit is known', (name) => {
    const { responsible } = JSON.parse(readFileSync(new URL(`${name}.gold.json`, gold), 'utf8')) as {
      responsible: { lead: string; others: string[] }[];
    };
    const units = new Set(responsible.flatMap(({ lead, others }) => [lead, ...others]));
    expect(units.size).toBeGreaterThan(30);
    expect([...units].filter((unit) => !resolveUnit(unit, plan))).toEqual([]);
  });
});

if (!existsSync(gold)) it.skip('skipped: ../shared/conformance/plan-text is not here', () => {});
