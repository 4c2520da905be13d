/** What is planted: who is how good, who is as good as whom, what jumps, what sticks out, what is wrong, what is missing. */
import { type RegionType, regionsOn } from '../kernel/region/index.ts';
import { type Model, models, type Pillar, pillars } from './models.ts';
import { streamOf } from './random.ts';

export type SimulatedRegion = {
  code: string;
  name: string;
  level: 'city' | 'county';
  type: RegionType;
  /** Regions of one group have the same latent quality. */
  group: string;
  latent: number;
  population: number;
  gdpPerPerson: number;
};
export type Cell = { region: string; indicator: string; year: number };
export type Truths = {
  seed: number;
  from: number;
  to: number;
  regions: SimulatedRegion[];
  jump: { region: string; year: number; by: number } | null;
  outliers: (Cell & { by: number })[];
  errors: Cell[];
  missing: { rate: number; whole: { region: string; pillar: Pillar; year: number } | null };
};

/** Regions as they stand at the end of the years that are simulated by default. */
const REGISTER_DAY = '2025-12-31';
export const MISSING_RATE = 0.03;
const OUTLIERS = 5;
const JUMP = 1.2;
/** How far a kind of county is moved before the groups are ranked: towns first. */
const gradient: Partial<Record<RegionType, number>> = { district: 0.5, county: -0.5, 'autonomous-county': -0.5 };
const groupSizes = { city: [2, 1, 3, 1, 2, 2], district: 5, 'county-city': 4, county: 5 };

export function plantTruths(seed: number, from: number, to: number): Truths {
  const all = regionsOn(REGISTER_DAY);
  const cities = groupCities(
    seed,
    all.filter((region) => region.level === 'city').map(({ code }) => code),
  );
  const counties = groupCounties(
    seed,
    all.filter((region) => region.level === 'county'),
  );
  const size = (code: string, type: RegionType) => {
    const random = streamOf(seed, 'size', code);
    const population = type === 'district' ? random.between(45, 160) : random.between(18, 95);
    return { population: Math.round(population * 10) / 10, gdpPerPerson: random.between(7, 17) };
  };
  const regions: SimulatedRegion[] = all
    .filter((region) => region.level !== 'province')
    .map(({ code, zh, level, type }) => ({
      code,
      name: zh,
      level: level as 'city' | 'county',
      type,
      ...(cities.get(code) ?? counties.get(code))!,
      // A city is as large as its counties together: see `sizeOf`.
      ...(level === 'county' ? size(code, type) : { population: 0, gdpPerPerson: 0 }),
    }));
  return { seed, from, to, regions, ...plantDeviations(seed, from, to, regions) };
}

type Placed = Map<string, { group: string; latent: number }>;

/** Evenly spaced, best first; the first group gets the highest value. */
function place(groups: string[][], prefix: string, top: number): Placed {
  const placed: Placed = new Map();
  groups.forEach((codes, rank) => {
    const latent = Math.round((top - (2 * top * rank) / (groups.length - 1)) * 1_000) / 1_000;
    for (const code of codes) placed.set(code, { group: `${prefix}${String(rank + 1).padStart(2, '0')}`, latent });
  });
  return placed;
}

function groupCities(seed: number, codes: string[]): Placed {
  const order = streamOf(seed, 'cities').shuffle(codes);
  const groups = groupSizes.city.map((size) => order.splice(0, size));
  return place(groups, 'city-', 1.4);
}

/** Groups hold counties of one kind only, so that the difference between town and country runs between groups. */
function groupCounties(seed: number, counties: { code: string; type: RegionType }[]): Placed {
  const groups: { codes: string[]; score: number }[] = [];
  for (const kind of ['district', 'county-city', 'county'] as const) {
    const random = streamOf(seed, 'counties', kind);
    const codes = counties
      .filter(({ type }) => (type === 'autonomous-county' ? 'county' : type) === kind)
      .map(({ code }) => code);
    const order = random.shuffle(codes);
    for (let at = 0; at < order.length; at += groupSizes[kind])
      groups.push({
        codes: order.slice(at, at + groupSizes[kind]),
        score: (gradient[kind] ?? 0) + random.between(-0.9, 0.9),
      });
  }
  groups.sort((a, b) => b.score - a.score);
  return place(
    groups.map(({ codes }) => codes),
    'county-',
    1.5,
  );
}

/** No region carries two deviations, so that each can be looked for by itself. */
function plantDeviations(seed: number, from: number, to: number, regions: SimulatedRegion[]) {
  const random = streamOf(seed, 'deviations');
  const counties = random.shuffle(regions.filter(({ level }) => level === 'county').map(({ code }) => code));
  const take = () => counties.pop()!;
  const year = () => from + random.below(to - from + 1);
  const shares = models.filter((model) => model.kind === 'level' && model.high === 100);
  // Only what lies in the middle of its range has room to stick out on either side; counts stick out upwards.
  const wide = models.filter((model) => model.kind === 'count' || model.high - model.mid > 6 * model.spread);
  const pick = (list: readonly Model[]) => list[random.below(list.length)]!;
  const jump = to > from ? { region: take(), year: from + 1 + random.below(to - from), by: JUMP } : null;
  const outliers = Array.from({ length: OUTLIERS }, () => {
    const model = pick(wide);
    const sign = model.kind === 'count' || random.next() < 0.5 ? 1 : -1;
    const by = Math.round(sign * random.between(5, 6) * 100) / 100;
    return { region: take(), indicator: model.id, year: year(), by };
  });
  const errors = [{ region: take(), indicator: pick(shares).id, year: year() }];
  const names = Object.keys(pillars) as Pillar[];
  const whole = { region: take(), pillar: names[random.below(names.length)]!, year: to };
  return { jump, outliers, errors, missing: { rate: MISSING_RATE, whole } };
}

/** Population in 万人 and GDP in 亿元; a city's are those of its counties together. */
export function sizeOf(truths: Truths, region: SimulatedRegion, year: number): { population: number; gdp: number } {
  if (region.level === 'county') {
    const growth = 1 + 0.004 * (year - 2020);
    const population = round(region.population * growth, 1);
    return { population, gdp: round(population * region.gdpPerPerson * (1 + 0.045 * (year - 2020)), 2) };
  }
  const parts = truths.regions
    .filter((one) => one.level === 'county' && one.code.startsWith(region.code.slice(0, 4)))
    .map((one) => sizeOf(truths, one, year));
  return {
    population: round(
      parts.reduce((sum, part) => sum + part.population, 0),
      1,
    ),
    gdp: round(
      parts.reduce((sum, part) => sum + part.gdp, 0),
      2,
    ),
  };
}

const round = (value: number, places: number) => Number(value.toFixed(places));
