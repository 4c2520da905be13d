import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  airMethodOn,
  airMethods,
  assessAirYear,
  assessWaterYear,
  checkPollutant,
  checkWaterItem,
  classOf,
  computeGep,
  dailyMean,
  dayIndex,
  EnvironmentError,
  getAirMethod,
  getGepMethod,
  levelOf,
  maxEightHours,
  type Pollutant,
  percentileOf,
  pollutants,
  readAmount,
  roundEven,
  type StationDay,
  subIndex,
  type WaterItem,
  type WaterReading,
  waterItems,
} from './index.ts';

const d = (value: string | number) => new Decimal(value);
const old = getAirMethod('air-2012');
const now = getAirMethod('air-2026');
const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof EnvironmentError) return error.code;
    throw error;
  }
  return undefined;
};

describe('rounding', () => {
  test.each([
    ['35.5', 0, '36'],
    ['34.5', 0, '34'],
    ['34.50001', 0, '35'],
    ['0.25', 1, '0.2'],
    ['0.35', 1, '0.4'],
    ['88.25', 1, '88.2'],
    ['88.15', 1, '88.2'],
  ])('%s to %d places is %s', (value, places, expected) => {
    expect(roundEven(d(value), places).toFixed(places)).toBe(expected);
  });
});

describe('the sub-index', () => {
  test.each(airMethods.map((method) => [method.id, method] as const))(
    '%s: every break-point has its index',
    (_, method) => {
      for (const item of pollutants)
        method.breakpoints[item].forEach((mark, at) => {
          expect([item, mark, subIndex(item, d(mark), method)]).toEqual([item, mark, method.steps[at]]);
        });
    },
  );

  // By hand: (100 − 50) / (75 − 35) × (40 − 35) + 50 = 56.25, up to 57.
  test.each([
    ['PM2.5', '40', 'air-2012', 57],
    ['PM2.5', '75', 'air-2012', 100],
    ['PM2.5', '76', 'air-2012', 102],
    ['PM2.5', '61', 'air-2026', 101],
    ['PM2.5', '60', 'air-2026', 100],
    ['PM10', '135', 'air-2012', 93],
    ['PM10', '135', 'air-2026', 106],
    ['CO', '1.1', 'air-2012', 28],
    ['O3', '161', 'air-2012', 101],
    ['O3', '900', 'air-2012', 300],
    ['SO2', '9999', 'air-2012', 500],
    ['NO2', '0', 'air-2012', 0],
  ] as const)('%s %s by %s is %d', (item, value, method, expected) => {
    expect(subIndex(item, d(value), getAirMethod(method))).toBe(expected);
  });

  test('what is rounded away does not tip a day over: 75.5 is 76, 74.5 is 74', () => {
    expect(subIndex('PM2.5', d('75.5'), old)).toBe(102);
    expect(subIndex('PM2.5', d('74.5'), old)).toBe(99);
    // 75.49999 is 75.
    expect(subIndex('PM2.5', d('75.49999'), old)).toBe(100);
  });

  test('more is never better, and the stricter version never milder', () => {
    const amount = fc.integer({ min: 0, max: 30_000 }).map((n) => d(n).div(10));
    fc.assert(
      fc.property(fc.constantFrom(...pollutants), amount, amount, (item, a, b) => {
        const [low, high] = a.lt(b) ? [a, b] : [b, a];
        expect(subIndex(item, low, old)).toBeLessThanOrEqual(subIndex(item, high, old));
        expect(subIndex(item, a, now)).toBeGreaterThanOrEqual(subIndex(item, a, old));
      }),
    );
  });
});

describe('a day', () => {
  const clean = { SO2: d(6), NO2: d(30), PM10: d(45), 'PM2.5': d(20), CO: d('0.8'), O3: d(90) };
  test('takes the worst of six; the primary ones are named above 50', () => {
    expect(dayIndex(clean, old)).toMatchObject({ aqi: 45, good: true, primary: [], missing: [] });
    expect(dayIndex({ ...clean, 'PM2.5': d(80), O3: d(169) }, old)).toMatchObject({
      aqi: 109,
      good: false,
      primary: ['O3'],
    });
    expect(dayIndex({ ...clean, 'PM2.5': d(75), PM10: d(150) }, old).primary).toEqual(['PM10', 'PM2.5']);
  });

  test('with an item missing it counts only where another is over the limit', () => {
    const { O3: _, ...five } = clean;
    expect(dayIndex(five, old)).toMatchObject({ aqi: undefined, good: undefined, missing: ['O3'] });
    expect(dayIndex({ ...five, 'PM2.5': d(90) }, old)).toMatchObject({ aqi: 119, good: false, missing: ['O3'] });
    expect(dayIndex({}, old).aqi).toBeUndefined();
  });

  test.each([
    [0, 1],
    [50, 1],
    [51, 2],
    [100, 2],
    [101, 3],
    [200, 4],
    [300, 5],
    [301, 6],
  ])('an index of %d is of level %d', (aqi, level) => expect(levelOf(aqi)).toBe(level));

  const hours = (known: number, value = '30') => Array.from({ length: 24 }, (_, hour) => (hour < known ? value : null));
  test('20 hours make a mean, 19 do not', () => {
    expect(dailyMean('PM2.5', hours(20))?.toFixed()).toBe('30');
    expect(dailyMean('PM2.5', hours(19))).toBeUndefined();
    expect(dailyMean('CO', [...hours(23, '0.75'), '0.8'])?.toFixed()).toBe('0.8');
  });

  test('of ozone the greatest of the means of eight hours that end from 8:00 on', () => {
    const peak = Array.from({ length: 24 }, (_, hour) => (hour >= 12 && hour < 20 ? '180' : '60'));
    expect(maxEightHours(peak, old)?.toFixed()).toBe('180');
    // Early hours count only inside the first mean.
    const night = Array.from({ length: 24 }, (_, hour) => (hour < 4 ? '200' : '60'));
    expect(maxEightHours(night, old)?.toFixed()).toBe('130');
  });

  test('with fewer than 14 means ozone is valid only over the limit', () => {
    const some = (value: string) => Array.from({ length: 24 }, (_, hour) => (hour < 12 ? value : null));
    expect(maxEightHours(some('100'), old)).toBeUndefined();
    expect(maxEightHours(some('170'), old)?.toFixed()).toBe('170');
    expect(maxEightHours(hours(0), old)).toBeUndefined();
  });
});

describe('percentiles', () => {
  test('between two ranks in proportion', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(d);
    expect(percentileOf(values, 90)?.toFixed()).toBe('9.1');
    expect(percentileOf(values, 0)?.toFixed()).toBe('1');
    expect(percentileOf(values, 100)?.toFixed()).toBe('10');
    expect(percentileOf([], 90)).toBeUndefined();
    expect(codeOf(() => percentileOf(values, 101))).toBe('percentile.invalid');
  });
});

const clean: Record<Pollutant, string> = { SO2: '6', NO2: '30', PM10: '45', 'PM2.5': '20', CO: '0.8', O3: '90' };
const dayIn = (year: number, index: number) => new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10);
/** A year of a city with `stations` stations; `worse` gives the days that are bad. */
const yearOf = (
  year: number,
  stations: number,
  days: number,
  worse: (day: number) => boolean = () => false,
): StationDay[] =>
  Array.from({ length: days }, (_, index) => index).flatMap((index) =>
    Array.from({ length: stations }, (_, station) =>
      pollutants.map((item) => ({
        station: `S${station}`,
        day: dayIn(year, index),
        item,
        value: item === 'PM2.5' && worse(index) ? '90' : clean[item],
      })),
    ).flat(),
  );

describe('a year of air', () => {
  test('share of good days over the valid ones, mean of PM2.5, all of it with what is missing', () => {
    const year = assessAirYear(
      2024,
      4,
      yearOf(2024, 4, 366, (day) => day % 10 === 0),
    );
    expect(year).toMatchObject({
      validDays: 366,
      goodDays: 329,
      goodShare: '89.9',
      missingDays: [],
      methods: ['air-2012'],
    });
    // (329 × 20 + 37 × 90) / 366 = 27.08
    expect(year.pm25).toMatchObject({ value: '27', days: 366, valid: true, shortMonths: [] });
  });

  test('a year with 2025 days has 365 of them', () => {
    expect(assessAirYear(2025, 1, yearOf(2025, 1, 365)).days).toHaveLength(365);
  });

  test('with fewer stations than three quarters a day is not valid', () => {
    const readings = yearOf(2025, 4, 365).filter(
      ({ station, day }) => !(day === '2025-03-01' && station !== 'S0' && station !== 'S1'),
    );
    const year = assessAirYear(2025, 4, readings);
    expect(year.missingDays).toEqual(['2025-03-01']);
    expect(year.validDays).toBe(364);
    // Three of four will do.
    const three = yearOf(2025, 4, 365).filter(({ station, day }) => !(day === '2025-03-01' && station === 'S3'));
    expect(assessAirYear(2025, 4, three).missingDays).toEqual([]);
  });

  test('323 days, or a short month, make no valid annual mean, and the months are named', () => {
    const short = assessAirYear(2025, 1, yearOf(2025, 1, 323));
    expect(short.pm25).toMatchObject({ valid: false, days: 323 });
    expect(short.pm25.shortMonths.map(({ month }) => month)).toEqual([11, 12]);
    const gap = yearOf(2025, 1, 365).filter(({ day }) => !/^2025-02-0[1-4]/.test(day));
    expect(assessAirYear(2025, 1, gap).pm25).toMatchObject({ valid: false, shortMonths: [{ month: 2, days: 24 }] });
  });

  test('each day is judged by the version that held on it', () => {
    const bad = yearOf(2026, 1, 365).map((one) => (one.item === 'PM2.5' ? { ...one, value: '70' } : one));
    const year = assessAirYear(2026, 1, bad);
    expect(year.methods).toEqual(['air-2012', 'air-2026']);
    // January and February: 59 days under 75.
    expect(year.goodDays).toBe(59);
    expect(assessAirYear(2026, 1, bad, old).goodDays).toBe(365);
    expect(year.pm25.value).toBe('70.0');
  });

  test.each(['2012-03-01', '2031-01-01', '1999-12-31'])('no version holds on %s', (day) => {
    expect(codeOf(() => airMethodOn(day))).toBe('method.no-day');
  });

  test('worse air never means more good days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 364 }), (a, b) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)];
        const good = (count: number) =>
          assessAirYear(
            2025,
            1,
            yearOf(2025, 1, 365, (day) => day < count),
          ).goodDays;
        expect(good(many)).toBeLessThanOrEqual(good(few));
        expect(good(few)).toBe(365 - few);
      }),
      { numRuns: 8 },
    );
  });

  test('the order of the readings does not matter', () => {
    const readings = yearOf(2025, 2, 60);
    expect(assessAirYear(2025, 2, [...readings].reverse())).toEqual(assessAirYear(2025, 2, readings));
  });
});

describe('bad readings', () => {
  test.each([
    ['number.negative', () => readAmount('-1', 'PM2.5')],
    ['number.invalid', () => readAmount('1e3', 'PM2.5')],
    ['number.invalid', () => readAmount('', 'PM2.5')],
    ['number.invalid', () => readAmount('NaN', 'PM2.5')],
    ['item.unknown', () => checkPollutant('PM1')],
    ['unit.wrong', () => checkPollutant('CO', 'μg/m³')],
    ['unit.wrong', () => checkPollutant('PM2.5', 'mg/m3')],
    ['item.unknown', () => checkWaterItem('TN')],
    ['unit.wrong', () => checkWaterItem('TP', 'μg/L')],
    ['year.empty', () => assessAirYear(2025, 1, [])],
    ['year.empty', () => assessWaterYear(2025, new Map(), [])],
    ['number.negative', () => assessAirYear(2025, 1, [{ station: 'S', day: '2025-01-01', item: 'O3', value: '-3' }])],
    ['method.unknown', () => getAirMethod('air-1996')],
    ['day.invalid', () => airMethodOn('2025-02-30')],
  ])('%s', (code, run) => {
    expect(codeOf(run)).toBe(code);
  });

  test('units are read as people write them', () => {
    for (const unit of ['μg/m³', 'µg/m3', 'ug/m3', '微克/立方米', ' μg/m3 ', ''])
      expect(checkPollutant('PM2.5', unit)).toBe('PM2.5');
    for (const unit of ['mg/m³', '毫克/立方米']) expect(checkPollutant('CO', unit)).toBe('CO');
    expect(checkWaterItem('pH', '无量纲')).toBe('pH');
    expect(checkWaterItem('TP', '毫克/升')).toBe('TP');
  });

  test('faults speak both languages and name what is wrong', () => {
    try {
      readAmount('-4', 'PM2.5');
    } catch (error) {
      expect((error as EnvironmentError).messages).toEqual({ zh: 'PM2.5的值 -4 是负数', en: 'PM2.5: -4 is negative' });
    }
  });
});

describe('water', () => {
  test('there are 21 items, each with five limits that do not tighten downwards', () => {
    const items = Object.entries(waterItems) as [
      WaterItem,
      { limits: readonly number[]; lake?: readonly number[]; least?: true },
    ][];
    expect(items).toHaveLength(21);
    for (const [item, { limits, lake, least }] of items)
      for (const list of [limits, ...(lake ? [lake] : [])])
        for (let at = 1; at < 5; at++)
          expect(least ? list[at]! < list[at - 1]! : list[at]! >= list[at - 1]!, item).toBe(true);
  });

  test.each([
    ['CODMn', '6', 'river', 3],
    ['CODMn', '6.0000001', 'river', 4],
    ['CODMn', '15.1', 'river', 6],
    ['DO', '7.5', 'river', 1],
    ['DO', '4.99', 'river', 4],
    ['DO', '1.9', 'river', 6],
    ['TP', '0.2', 'river', 3],
    ['TP', '0.2', 'lake', 5],
    ['TP', '0.05', 'lake', 3],
    ['NH3-N', '1.0', 'river', 3],
    ['Hg', '0.0001', 'river', 3],
    ['pH', '6', 'river', 1],
    ['pH', '9.1', 'river', 6],
    ['pH', '5.9', 'lake', 6],
    ['COD', '15', 'river', 1],
  ] as const)('%s %s in a %s is class %d', (item, value, kind, expected) => {
    expect(classOf(item, d(value), kind)).toBe(expected);
  });

  const months = (section: string, item: WaterItem, value: string, count = 12): WaterReading[] =>
    Array.from({ length: count }, (_, index) => ({
      section,
      month: `2025-${String(index + 1).padStart(2, '0')}`,
      item,
      value,
    }));
  const fine = { pH: '7', DO: '8', CODMn: '1', 'NH3-N': '0.1', TP: '0.01' };
  const basics = (section: string, but: Partial<Record<WaterItem, string>>, count = 12): WaterReading[] =>
    Object.entries({ ...fine, ...but }).flatMap(([item, value]) => months(section, item as WaterItem, value, count));
  test('the worst item decides, and the share counts sections', () => {
    const year = assessWaterYear(
      2025,
      new Map([
        ['A', 'river'],
        ['B', 'lake'],
        ['C', 'river'],
      ]),
      [
        ...basics('A', { CODMn: '3', 'NH3-N': '0.9' }),
        ...basics('B', { TP: '0.08' }),
        ...basics('C', { TP: '0.08' }, 10),
      ],
    );
    expect(year.sections.map((section) => [section.section, section.class, section.over])).toEqual([
      ['A', 3, []],
      ['B', 4, ['TP']],
      ['C', 2, []],
    ]);
    expect(year).toMatchObject({ valid: 3, good: 2, share: '66.7' });
    expect(year.sections[2]).toMatchObject({ months: 10, missingMonths: [11, 12] });
  });

  test('a section counts when each basic item was measured in eight months', () => {
    const seven = basics('B', {}).filter(({ item, month }) => item !== 'TP' || month <= '2025-07');
    const without = basics('C', {}).filter(({ item }) => item !== 'DO');
    const year = assessWaterYear(2025, new Map(), [...basics('A', { TP: '0.5' }, 8), ...seven, ...without]);
    expect(year.sections.map(({ section, valid, short }) => [section, valid, short])).toEqual([
      ['A', true, []],
      ['B', false, [{ item: 'TP', months: 7 }]],
      ['C', false, [{ item: 'DO', months: 0 }]],
    ]);
    expect(year).toMatchObject({ valid: 1, good: 0, share: '0.0' });
    expect(assessWaterYear(2025, new Map(), without)).toMatchObject({ valid: 0, good: 0, share: null });
    // Twice in one month is one month.
    expect(assessWaterYear(2025, new Map(), [...seven, ...seven]).valid).toBe(0);
  });

  test('a mean decides, not the worst month; what could not be measured counts by half', () => {
    const readings = months('A', 'CODMn', '5').map((one, index) => (index === 0 ? { ...one, value: '16' } : one));
    expect(assessWaterYear(2025, new Map(), readings).sections[0]!.class).toBe(3);
    const below = months('A', 'Pb', '0.02').map((one) => ({ ...one, below: true }));
    expect(assessWaterYear(2025, new Map(), below).sections[0]).toMatchObject({ class: 1, means: { Pb: '0.01' } });
  });

  test('an item more never makes a section better', () => {
    const item = fc.constantFrom(...(Object.keys(waterItems) as WaterItem[]).filter((one) => one !== 'pH'));
    const reading = fc.record({
      item,
      value: fc.integer({ min: 0, max: 20_000 }).map((n) => d(n).div(1_000).toFixed()),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(reading, { selector: (one) => one.item, minLength: 1, maxLength: 8 }),
        reading,
        (list, more) => {
          if (list.some((one) => one.item === more.item)) return;
          const of = (some: typeof list) =>
            assessWaterYear(
              2025,
              new Map(),
              some.flatMap((one) => months('A', one.item, one.value, 1)),
            ).sections[0]!.class;
          expect(of([...list, more])).toBeGreaterThanOrEqual(of(list));
        },
      ),
    );
  });
});

describe('an account of ecosystems', () => {
  const method = getGepMethod('gep-2020');
  test('amounts times unit values, by service, by kind, in all and for an area', () => {
    const account = computeGep(
      method,
      [
        { service: 'crops', amount: '1000.5' },
        { service: 'carbon', amount: '200', price: '60.5' },
        { service: 'tourism', amount: '3' },
      ],
      '312.5',
    );
    expect(account.lines.map(({ service, value }) => [service, value])).toEqual([
      ['crops', '3601800.00'],
      ['carbon', '12100.00'],
      ['tourism', '960.00'],
    ]);
    expect(account).toMatchObject({
      total: '3614860.00',
      perArea: '11567.55',
      byKind: { provisioning: '3601800.00', regulating: '12100.00', cultural: '960.00' },
    });
  });

  test('the total is the sum of what is shown, to the cent, whatever the amounts', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), {
      minLength: method.services.length,
      maxLength: method.services.length,
    });
    fc.assert(
      fc.property(amounts, (list) => {
        const account = computeGep(
          method,
          method.services.map(({ id }, at) => ({ service: id, amount: d(list[at]!).div(1_000).toFixed() })),
          null,
        );
        const sum = account.lines.reduce((all, line) => all.plus(line.value), d(0));
        expect(account.total).toBe(sum.toFixed(2));
        expect(
          Object.values(account.byKind)
            .reduce((all, one) => all.plus(one), d(0))
            .toFixed(2),
        ).toBe(account.total);
      }),
    );
  });

  test.each([
    ['account.empty', () => computeGep(method, [], null)],
    ['account.unknown-service', () => computeGep(method, [{ service: 'gold', amount: '1' }], null)],
    [
      'account.duplicate',
      () =>
        computeGep(
          method,
          [
            { service: 'soil', amount: '1' },
            { service: 'soil', amount: '2' },
          ],
          null,
        ),
    ],
    ['account.area', () => computeGep(method, [{ service: 'soil', amount: '1' }], '0')],
    ['number.negative', () => computeGep(method, [{ service: 'soil', amount: '-1' }], null)],
    ['number.invalid', () => computeGep(method, [{ service: 'soil', amount: '1', price: 'x' }], null)],
    ['method.unknown', () => getGepMethod('gep-1900')],
  ])('%s', (code, run) => {
    expect(codeOf(run)).toBe(code);
  });
});
