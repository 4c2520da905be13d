import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TargetRow } from '../../packages/contract/index.ts';
import { openTestApp, type TestApp, upload } from '../http/test-app.ts';
import { settleInstallation } from '../kernel/installation/index.ts';
import { answerKey, loadDemoObservations, loadSimulated, simulateObservations, simulationToCsv } from './index.ts';
import { readRegister } from './load-simulated.ts';
import { GDP, models, POPULATION, pillars } from './models.ts';
import { streamOf } from './random.ts';

const years = { from: 2023, to: 2025 };
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
// biome-ignore lint/suspicious/noExplicitAny: the key is read as its JSON
const keyOf = (seed: number): any => JSON.parse(JSON.stringify(answerKey(simulateObservations(seed, years))));

describe('chance that can be repeated', () => {
  test('the same seed gives the same bytes, on every machine', () => {
    const simulation = simulateObservations(7, years);
    const [csv, key] = [simulationToCsv(simulation), JSON.stringify(answerKey(simulation))];
    const again = simulateObservations(7, years);
    expect(simulationToCsv(again)).toBe(csv);
    expect(JSON.stringify(answerKey(again))).toBe(key);
    expect(digest(csv)).toBe('1d64a6e644fd7aa83672da1ac33cd959032fc022b697b12bcc710ff18d4fe276');
  });

  test('other seeds differ, neighbours too', () => {
    const texts = [0, 1, 2, 3, 2 ** 31, 2 ** 32 - 1].map((seed) =>
      digest(simulationToCsv(simulateObservations(seed, years))),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('draws are even and normal enough', () => {
    const random = streamOf(1, 'test');
    const draws = Array.from({ length: 40_000 }, () => random.next());
    const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    for (let part = 0; part < 10; part++) {
      const inside = draws.filter((one) => Math.floor(one * 10) === part).length;
      expect(Math.abs(inside - 4_000)).toBeLessThan(300);
    }
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    const m = normals.reduce((sum, one) => sum + one, 0) / normals.length;
    const v = normals.reduce((sum, one) => sum + (one - m) ** 2, 0) / normals.length;
    expect(Math.abs(m)).toBeLessThan(0.03);
    expect(Math.abs(v - 1)).toBeLessThan(0.04);
  });

  test.each([
    [-1, years],
    [1.5, years],
    [2 ** 32, years],
    [1, { from: 2025, to: 2024 }],
    [1, { from: 1999, to: 2000 }],
    [1, { from: 2023.5, to: 2025 }],
  ])('seed %s, years %j: refused', (seed, range) => {
    expect(() => simulateObservations(seed, range)).toThrow(RangeError);
  });
});

test('every leaf of the shipped scheme has a model, in the pillar of its field', () => {
  const scheme = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../plans/schemes/regional-quality-index.json'), 'utf8'),
  );
  const leaves = scheme.nodes.filter((node: { indicator?: string }) => node.indicator);
  for (const { indicator, parent, direction, denominator, goalposts } of leaves) {
    const model = models.find(({ id }) => id === indicator)!;
    expect([indicator, model.pillar, model.better]).toEqual([indicator, parent, direction === 1 ? 'higher' : 'lower']);
    if (model.kind === 'level') {
      expect(model.mid).toBeGreaterThan(goalposts[0]);
      expect(model.mid).toBeLessThan(goalposts[1]);
    } else {
      expect(denominator).toBe(model.per === 'gdp' ? GDP : POPULATION);
      expect(model.rate).toBeLessThan(goalposts[1]);
    }
  }
  expect(leaves).toHaveLength(models.length);
});

describe('what holds for every seed', () => {
  const seeds = fc.integer({ min: 0, max: 0xffffffff });

  test('one value a cell, of the register, in its units and bounds; none missing without being named', () => {
    const units = new Map(readRegister().map(({ id, unit }) => [id, unit]));
    fc.assert(
      fc.property(seeds, (seed) => {
        const simulation = simulateObservations(seed, years);
        const key = keyOf(seed);
        const wrong = new Set(
          key.errors.map(
            (one: { indicator: string; region: string; year: number }) => `${one.indicator} ${one.region} ${one.year}`,
          ),
        );
        const cells = new Set<string>();
        for (const { indicator, region, year, value } of simulation.values) {
          const cell = `${indicator} ${region} ${year}`;
          expect(cells.has(cell)).toBe(false);
          cells.add(cell);
          const unit = units.get(indicator)!;
          expect(value).toMatch(/^\d+(\.\d+)?$/);
          if (['家', '个', '项', '张', '件'].includes(unit)) expect(value).toMatch(/^\d+$/);
          if (unit === '%' || unit === '分') expect(Number(value)).toBeLessThanOrEqual(100);
          const model = models.find(({ id }) => id === indicator);
          if (model?.kind === 'level' && !wrong.has(cell)) {
            expect(Number(value)).toBeGreaterThanOrEqual(model.low);
            expect(Number(value)).toBeLessThanOrEqual(model.high);
          }
        }
        const missing = key.missing.cells.length;
        expect(cells.size + missing).toBe(101 * 3 * (models.length + 2));
        // 7,272 cells at 3 %, and one pillar of one region.
        expect(missing).toBeGreaterThan(150);
        expect(missing).toBeLessThan(290);
      }),
      { numRuns: 12 },
    );
  });

  test('people and output of a city are those of its counties', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { values } = simulateObservations(seed, { from: 2025, to: 2025 });
        for (const indicator of [POPULATION, GDP]) {
          const of = new Map(
            values.filter((one) => one.indicator === indicator).map((one) => [one.region, Number(one.value)]),
          );
          for (const [code, value] of of) {
            if (!code.endsWith('00')) continue;
            const parts = [...of].filter(([other]) => other !== code && other.startsWith(code.slice(0, 4)));
            expect(parts.reduce((sum, [, part]) => sum + part, 0)).toBeCloseTo(value, 1);
          }
        }
      }),
      { numRuns: 8 },
    );
  });

  test('the key names groups that cover all regions, ties of equal latent value, and one of each deviation a region', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const key = keyOf(seed);
        const grouped = [...key.order.city, ...key.order.county].flatMap(
          (group: { regions: string[] }) => group.regions,
        );
        expect(new Set(grouped).size).toBe(101);
        expect(grouped).toHaveLength(101);
        for (const level of ['city', 'county']) {
          const latents = key.order[level].map((group: { latent: number }) => group.latent);
          expect(latents).toEqual([...latents].sort((a: number, b: number) => b - a));
          expect(new Set(latents).size).toBe(latents.length);
        }
        const deviating = [
          key.jump.region,
          key.missing.whole.region,
          ...[...key.outliers, ...key.errors].map((one: { region: string }) => one.region),
        ];
        expect(new Set(deviating).size).toBe(deviating.length);
        for (const tie of key.ties) for (const code of tie) expect(deviating).not.toContain(code);
        expect(key.jump.year).toBeGreaterThan(years.from);
      }),
      { numRuns: 12 },
    );
  });
});

describe('what was planted can be found', () => {
  const simulation = simulateObservations(11, years);
  const key = keyOf(11);
  const latent = new Map(simulation.truths.regions.map((region) => [region.code, region.latent]));
  const sizes = new Map(
    simulation.values
      .filter(({ indicator }) => indicator === POPULATION || indicator === GDP)
      .map((one) => [`${one.indicator} ${one.region} ${one.year}`, Number(one.value)]),
  );
  /** Values as steps of their models: what an index does by other means. */
  const steps = simulation.values.flatMap((one) => {
    const model = models.find(({ id }) => id === one.indicator);
    if (!model) return [];
    const { region, year } = one;
    const size = model.kind === 'count' ? sizes.get(`${model.per === 'gdp' ? GDP : POPULATION} ${region} ${year}`)! : 1;
    const raw =
      model.kind === 'count'
        ? (Number(one.value) / (model.rate * size) - 1) / model.spread
        : ((Number(one.value) - model.mid) / model.spread) * (model.better === 'lower' ? -1 : 1);
    return [{ ...one, pillar: model.pillar, step: raw - model.trend * (year - 2023) }];
  });
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const correlation = (a: number[], b: number[]) => {
    const [ma, mb] = [mean(a), mean(b)];
    const sum = (f: (i: number) => number) => a.reduce((s, _, i) => s + f(i), 0);
    return (
      sum((i) => (a[i]! - ma) * (b[i]! - mb)) / Math.sqrt(sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2))
    );
  };
  const found = (code: string, of = (_: (typeof steps)[number]) => true) =>
    mean(steps.filter((one) => one.region === code && of(one)).map((one) => Math.max(-3, Math.min(3, one.step))));

  test('the order of the regions', () => {
    for (const level of ['city', 'county'] as const) {
      const codes = simulation.truths.regions.filter(
        (region) => region.level === level && region.code !== key.jump.region,
      );
      const r = correlation(
        codes.map(({ code }) => latent.get(code)!),
        codes.map(({ code }) => found(code)),
      );
      expect(r).toBeGreaterThan(0.95);
    }
  });

  test('town before country, and the jump', () => {
    expect(key.gradient.district).toBeGreaterThan(key.gradient.county + 0.3);
    const { region, year } = key.jump;
    expect(found(region, (one) => one.year >= year) - found(region, (one) => one.year < year)).toBeGreaterThan(0.6);
  });

  test('pillars have in common what the key says', () => {
    const counties = simulation.truths.regions.filter(({ level }) => level === 'county');
    const names = Object.keys(pillars);
    const ofPillar = (pillar: string) =>
      counties.map(({ code }) =>
        mean(
          steps
            .filter((one) => one.region === code && one.pillar === pillar && one.year === 2024)
            .map(({ step }) => step),
        ),
      );
    const expected = key.correlations['products brands'];
    expect(names).toContain('brands');
    // Indicators carry noise of their own, and the planted outliers: what is measured lies near and below.
    const measured = correlation(ofPillar('standards'), ofPillar('brands'));
    expect(measured).toBeGreaterThan(0.75);
    expect(expected).toBeGreaterThan(0.85);
    expect(key.correlations['products environment']).toBeLessThan(expected);
  });

  test('outliers stick out, the error is a fraction, what is missing is missing', () => {
    for (const outlier of key.outliers) {
      const cell = steps.find(
        (one) => one.indicator === outlier.indicator && one.region === outlier.region && one.year === outlier.year,
      )!;
      expect(
        Math.abs(cell.step - found(outlier.region, (one) => one.indicator !== outlier.indicator)),
        JSON.stringify(outlier),
      ).toBeGreaterThan(2.5);
    }
    const [error] = key.errors;
    const written = simulation.values.find(
      (one) => one.indicator === error.indicator && one.region === error.region && one.year === error.year,
    )!;
    expect(Number(written.value)).toBeCloseTo(Number(error.value) / 100, 6);
    const { whole } = key.missing;
    expect(
      steps.some((one) => one.region === whole.region && one.year === whole.year && one.pillar === whole.pillar),
    ).toBe(false);
  });
});

describe('in the ledger', () => {
  let the: TestApp;
  beforeAll(async () => {
    the = await openTestApp('simulate');
  });
  afterAll(() => the.close());

  test('in a real installation they are kept unpublished; the file is taken by the import as it is', async () => {
    const simulation = simulateObservations(3, { from: 2025, to: 2025 });
    const first = await loadSimulated(the.services, simulation);
    expect(first).toMatchObject({ added: simulation.values.length, published: false });
    expect(await loadSimulated(the.services, simulation)).toMatchObject({ added: 0, corrected: 0 });
    const publicly = await the.services.db.within({ kind: 'public', address: null }, (tx) =>
      tx.selectFrom('observation').select('id').execute(),
    );
    expect(publicly).toEqual([]);
    const body = upload('simulated.csv', simulationToCsv(simulation));
    const { headers } = await the.signIn('parent');
    const answer = await the.app.inject({
      method: 'POST',
      url: '/api/observations/import?dryRun=1',
      payload: body.payload,
      headers: { ...headers, ...body.headers },
    });
    expect(answer.json()).toMatchObject({
      rows: simulation.values.length,
      unchanged: simulation.values.length,
      errors: [],
    });
  });

  test('a demo has them from its first start, once', async () => {
    const demo = await openTestApp('simulate-demo');
    try {
      await settleInstallation(demo.services, 'demo');
      expect(await loadDemoObservations(demo.services)).toBe(true);
      expect(await loadDemoObservations(demo.services)).toBe(false);
      const rows = await demo.services.db.within({ kind: 'public', address: null }, (tx) =>
        tx.selectFrom('observation').select(['simulated', 'source']).execute(),
      );
      expect(rows.length).toBeGreaterThan(6_500);
      expect(rows.every((row) => row.simulated && row.source === 'simulated')).toBe(true);
      expect(
        ((await demo.app.inject({ url: '/api/targets' })).json().rows as TargetRow[]).every(
          (row) => row.latest?.simulated !== false,
        ),
      ).toBe(true);
    } finally {
      await demo.close();
    }
  });
});
