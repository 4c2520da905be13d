/** From planted truths to observations, and the answer key that says what was planted. Pure: same seed, same bytes. */
import { createHash } from 'node:crypto';
import { GDP, type Model, models, type Pillar, POPULATION, pillars } from './models.ts';
import { streamOf } from './random.ts';
import { plantTruths, type SimulatedRegion, sizeOf, type Truths } from './truths.ts';

export type SimulatedValue = { indicator: string; region: string; year: number; value: string };
export type Simulation = {
  truths: Truths;
  values: SimulatedValue[];
  missing: SimulatedValue[];
  errors: SimulatedValue[];
};
export type YearRange = { from: number; to: number };

/** @throws RangeError for a seed that is no whole number from 0 to 2³²−1, or years outside 2000–2100 or backwards */
export function simulateObservations(seed: number, { from, to }: YearRange): Simulation {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) throw new RangeError(`seed ${seed}`);
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 2000 || to > 2100 || from > to)
    throw new RangeError(`years ${from}–${to}`);
  const truths = plantTruths(seed, from, to);
  const simulation: Simulation = { truths, values: [], missing: [], errors: [] };
  const planted = new Set(
    [...truths.outliers, ...truths.errors].map((cell) => keyOf(cell.indicator, cell.region, cell.year)),
  );
  for (const region of truths.regions)
    for (let year = from; year <= to; year++) {
      const size = sizeOf(truths, region, year);
      simulation.values.push(
        { indicator: POPULATION, region: region.code, year, value: size.population.toFixed(1) },
        { indicator: GDP, region: region.code, year, value: size.gdp.toFixed(2) },
      );
      for (const model of models) {
        const cell = { indicator: model.id, region: region.code, year };
        const value = { ...cell, value: drawValue(truths, region, model, year, size) };
        const random = streamOf(seed, 'missing', model.id, region.code, year);
        const { whole, rate } = truths.missing;
        const gone = whole?.region === region.code && whole.year === year && whole.pillar === model.pillar;
        const key = keyOf(model.id, region.code, year);
        if (gone || (!planted.has(key) && random.next() < rate)) simulation.missing.push(value);
        else if (truths.errors.some((error) => keyOf(error.indicator, error.region, error.year) === key)) {
          // A share that somebody wrote as a fraction.
          simulation.errors.push(value);
          simulation.values.push({ ...cell, value: (Number(value.value) / 100).toFixed(model.decimals + 2) });
        } else simulation.values.push(value);
      }
    }
  return simulation;
}

const keyOf = (indicator: string, region: string, year: number) => `${indicator} ${region} ${year}`;

/** What the region's quality in a year makes of a pillar. */
function pillarOf({ seed, jump }: Truths, region: SimulatedRegion, pillar: Pillar, year: number): number {
  const { loading, own } = pillars[pillar];
  const jumped = jump?.region === region.code && year >= jump.year ? jump.by : 0;
  return loading * (region.latent + jumped) + own * streamOf(seed, 'pillar', pillar, region.code, year).normal();
}

function drawValue(
  truths: Truths,
  region: SimulatedRegion,
  model: Model,
  year: number,
  size: { population: number; gdp: number },
): string {
  const noise = model.noise * streamOf(truths.seed, 'value', model.id, region.code, year).normal();
  const outlier = truths.outliers.find(
    (one) => one.region === region.code && one.indicator === model.id && one.year === year,
  );
  const steps = pillarOf(truths, region, model.pillar, year) + noise + model.trend * (year - 2023) + (outlier?.by ?? 0);
  if (model.kind === 'count') {
    const denominator = model.per === 'population' ? size.population : size.gdp;
    return Math.max(0, model.rate * denominator * Math.max(0.05, 1 + model.spread * steps)).toFixed(model.decimals);
  }
  const value = model.mid + (model.better === 'lower' ? -1 : 1) * model.spread * steps;
  return Math.min(model.high, Math.max(model.low, value)).toFixed(model.decimals);
}

/** All that was planted, for whoever checks what an index makes of it. */
export function answerKey({ truths, values, missing, errors }: Simulation): object {
  const { regions, jump, outliers } = truths;
  const deviating = new Set([
    ...(jump ? [jump.region] : []),
    ...[...outliers, ...truths.errors].map(({ region }) => region),
    ...(truths.missing.whole ? [truths.missing.whole.region] : []),
  ]);
  const groupsOf = (level: SimulatedRegion['level']) => {
    const byGroup = Map.groupBy(
      regions.filter((region) => region.level === level),
      (region) => region.group,
    );
    return [...byGroup.entries()]
      .map(([group, members]) => ({ group, latent: members[0]!.latent, regions: members.map(({ code }) => code) }))
      .sort((a, b) => b.latent - a.latent);
  };
  const counties = regions.filter(({ level }) => level === 'county');
  const mean = (list: SimulatedRegion[]) => list.reduce((sum, one) => sum + one.latent, 0) / Math.max(1, list.length);
  const ofType = (...types: string[]) => counties.filter(({ type }) => types.includes(type));
  return {
    simulated: true,
    note: {
      zh: '模拟数据的答案：由程序生成，不反映任何地区的真实情况。市与县各自成组，市的计数不是所辖县之和（人口与生产总值是）。',
      en: 'Answers to simulated data: made by a program, says nothing about any real region. Cities and counties are drawn apart; counts of a city are not the sum of its counties (population and GDP are).',
    },
    seed: truths.seed,
    years: { from: truths.from, to: truths.to },
    counts: { regions: regions.length, indicators: models.length + 2, values: values.length },
    sha256: createHash('sha256').update(JSON.stringify(values)).digest('hex'),
    order: { city: groupsOf('city'), county: groupsOf('county') },
    ties: [...groupsOf('city'), ...groupsOf('county')]
      .map((group) => group.regions.filter((code) => !deviating.has(code)))
      .filter((codes) => codes.length > 1),
    gradient: {
      district: round(mean(ofType('district'))),
      countyCity: round(mean(ofType('county-city'))),
      county: round(mean(ofType('county', 'autonomous-county'))),
    },
    pillars: Object.fromEntries(
      (Object.keys(pillars) as Pillar[]).map((pillar) => [
        pillar,
        { ...pillars[pillar], indicators: models.filter((model) => model.pillar === pillar).map(({ id }) => id) },
      ]),
    ),
    correlations: correlationsOf(counties),
    indicators: models.map(({ id, kind, better, pillar }) => ({ id, kind, better, pillar })),
    jump,
    outliers,
    errors: errors.map((truth) => ({ ...truth, kind: 'share-as-fraction' })),
    missing: {
      rate: truths.missing.rate,
      whole: truths.missing.whole,
      cells: missing.map(({ indicator, region, year }) => ({ indicator, region, year })),
    },
  };
}

/** What the pillars of counties in one year are expected to have in common. */
function correlationsOf(counties: SimulatedRegion[]): Record<string, number> {
  const mean = counties.reduce((sum, one) => sum + one.latent, 0) / counties.length;
  const variance = counties.reduce((sum, one) => sum + (one.latent - mean) ** 2, 0) / counties.length;
  const names = Object.keys(pillars) as Pillar[];
  const total = (pillar: Pillar) => pillars[pillar].loading ** 2 * variance + pillars[pillar].own ** 2;
  return Object.fromEntries(
    names.flatMap((a, at) =>
      names
        .slice(at + 1)
        .map((b) => [
          `${a} ${b}`,
          round((pillars[a].loading * pillars[b].loading * variance) / Math.sqrt(total(a) * total(b))),
        ]),
    ),
  );
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
