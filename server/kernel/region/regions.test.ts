import { describe, expect, it } from 'vitest';
import {
  isWithin,
  parentCode,
  type RegionType,
  regionByCode,
  regionByName,
  regionChanges,
  regions,
  regionsOn,
  successorsOf,
} from './index.ts';

function counts(date: string): Partial<Record<RegionType, number>> & { counties: number } {
  const all = regionsOn(date);
  const of = (type: RegionType): number => all.filter((region) => region.type === type).length;
  return {
    'prefecture-city': of('prefecture-city'),
    district: of('district'),
    'county-city': of('county-city'),
    county: of('county'),
    'autonomous-county': of('autonomous-county'),
    counties: all.filter(({ level }) => level === 'county').length,
  };
}
const expected = (district: number, city: number, county: number, counties: number) => ({
  'prefecture-city': 11,
  district,
  'county-city': city,
  county,
  'autonomous-county': 1,
  counties,
});

// Year-end tables of the Ministry of Civil Affairs.
it.each([
  ['2014-12-12', 34, 21, 34, 90],
  ['2015-01-01', 35, 20, 34, 90],
  ['2015-12-31', 36, 20, 33, 90],
  ['2016-12-31', 36, 19, 33, 89],
  ['2017-12-31', 37, 19, 32, 89],
  ['2020-06-01', 37, 20, 32, 90],
  ['2022-01-01', 37, 20, 32, 90],
])('%s: %d districts, %d county-level cities, %d counties and one autonomous county, %d in all', (date, d, c, n, all) =>
  expect(counts(date)).toEqual(expected(d, c, n, all)),
);

describe('changes', () => {
  it.each([
    ['330183', '2013-01-01', '富阳市'],
    ['330183', '2017-01-01', undefined],
    ['330111', '2017-01-01', '富阳区'],
    ['330111', '2014-01-01', undefined],
    ['330185', '2017-07-17', '临安市'],
    ['330112', '2017-07-18', '临安区'],
    ['330383', '2019-01-01', undefined],
    ['330383', '2020-01-01', '龙港市'],
    ['330104', '2021-01-01', '江干区'],
    ['330104', '2022-01-01', undefined],
    ['331021', '2017-01-01', '玉环县'],
    ['331083', '2018-01-01', '玉环市'],
    ['339999', '2018-01-01', undefined],
  ])('%s on %s is %s', (code, date, name) => expect(regionByCode(code, date)?.zh).toBe(name));

  it.each([
    ['330183', '2022-01-01', ['330111']],
    ['330283', '2022-01-01', ['330213']],
    ['330322', '2022-01-01', ['330305']],
    ['330204', '2022-01-01', ['330212']],
    ['331021', '2022-01-01', ['331083']],
    ['330104', '2022-01-01', ['330102', '330114']],
    ['330103', '2022-01-01', ['330105']],
    ['330110', '2022-01-01', ['330110', '330113']],
    ['330109', '2022-01-01', ['330109', '330114']],
    ['330327', '2022-01-01', ['330327', '330383']],
    ['330327', '2018-01-01', ['330327']],
    ['330212', '2022-01-01', ['330212', '330203']],
    ['330782', '2022-01-01', ['330782']],
    ['330114', '2018-01-01', []],
    ['339999', '2018-01-01', []],
  ])('the territory of %s on %s is %j', (code, date, codes) => expect(successorsOf(code, date)).toEqual(codes));

  it('asks which Yuhang is meant', () =>
    expect(successorsOf('330110', '2022-01-01', '2021-06-01')).toEqual(['330110']));

  it('names only codes that exist from that day on', () => {
    for (const { date, territory } of regionChanges)
      for (const [code, next] of Object.entries(territory)) {
        expect(next.length, code).toBeGreaterThan(0);
        for (const successor of next) expect(regionByCode(successor, date), successor).toBeDefined();
        if (!next.includes(code)) expect(regionByCode(code, date), code).toBeUndefined();
      }
  });

  it('leaves no code without a present: everything that ended resolves today', () => {
    const ended = regions.filter((region) => region.validTo !== undefined);
    expect(ended.length).toBe(16);
    for (const { code } of ended) {
      const today = successorsOf(code, '2026-01-01');
      expect(today.length, code).toBeGreaterThan(0);
      for (const successor of today) expect(regionByCode(successor, '2026-01-01')).toBeDefined();
    }
  });

  it('keeps the versions of a code apart in time', () => {
    for (const region of regions) {
      const others = regions.filter((other) => other.code === region.code && other !== region);
      for (const other of others)
        expect(
          (other.validFrom ?? '') >= (region.validTo ?? '9') || (region.validFrom ?? '') >= (other.validTo ?? '9'),
        ).toBe(true);
    }
  });
});

describe('hierarchy', () => {
  it('climbs', () => {
    expect(parentCode('330102')).toBe('330100');
    expect(parentCode('330100')).toBe('330000');
    expect(parentCode('330000')).toBeUndefined();
    expect(parentCode('33')).toBeUndefined();
  });
  it('knows who lies within whom', () => {
    expect(isWithin('330102', '330100')).toBe(true);
    expect(isWithin('330102', '330000')).toBe(true);
    expect(isWithin('330102', '330102')).toBe(true);
    expect(isWithin('330100', '330102')).toBe(false);
    expect(isWithin('330102', '330200')).toBe(false);
    expect(isWithin('', '330000')).toBe(false);
  });
  it('has a parent in force for every region', () => {
    for (const { code } of regionsOn('2018-01-01'))
      if (code !== '330000') expect(regionByCode(parentCode(code)!, '2018-01-01')).toBeDefined();
  });
});

describe('names', () => {
  it('finds full and short names of their time', () => {
    expect(regionByName('临安', '2016-01-01')?.code).toBe('330185');
    expect(regionByName('临安', '2018-01-01')?.code).toBe('330112');
    expect(regionByName('景宁', '2018-01-01')?.type).toBe('autonomous-county');
    expect(regionByName('杭州', '2018-01-01')?.code).toBe('330100');
    expect(regionByName('临平区', '2018-01-01')).toBeUndefined();
  });
  it('are unique on any day, full and short', () => {
    for (const date of ['2014-01-01', '2016-01-01', '2018-06-01', '2022-01-01']) {
      const all = regionsOn(date);
      expect(new Set(all.map(({ zh }) => zh)).size).toBe(all.length);
      expect(new Set(all.map(({ short }) => short)).size).toBe(all.length);
    }
  });
  it('asks for a date', () => expect(() => regionsOn('2018')).toThrow(RangeError));
});
