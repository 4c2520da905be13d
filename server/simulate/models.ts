/**
 * The leaves of the shipped scheme (`plans/schemes/regional-quality-index.json`), its fields as pillars. How each indicator is made up. The latent quality of a region reaches an indicator through its pillar; `spread` is
 * what one unit of the pillar is worth, `noise` what chance adds. Shares and scores are `mid` plus that; counts are a
 * rate on a denominator, times one plus that. All figures are invented within what is plausible.
 */
export const POPULATION = 'ctx-population';
export const GDP = 'ctx-gdp';

export type Pillar = 'products' | 'services' | 'works' | 'environment' | 'standards' | 'brands' | 'foundations';
export type Model = {
  id: string;
  pillar: Pillar;
  /** Whether more of it is better. */
  better: 'higher' | 'lower';
  decimals: number;
  /** What a year later adds, in units of `spread`. */
  trend: number;
  spread: number;
  noise: number;
} & (
  | { kind: 'level'; mid: number; low: number; high: number }
  /** `rate` is for 10,000 people (常住人口, 万人) or 100 million yuan (地区生产总值, 亿元). */
  | { kind: 'count'; rate: number; per: 'population' | 'gdp' }
);

/** Share of the latent quality in a pillar, and the spread of what is the pillar's own in a region and year. */
export const pillars: Record<Pillar, { loading: number; own: number }> = {
  products: { loading: 1, own: 0.22 },
  services: { loading: 0.9, own: 0.24 },
  works: { loading: 0.85, own: 0.26 },
  environment: { loading: 0.45, own: 0.3 },
  standards: { loading: 0.95, own: 0.22 },
  brands: { loading: 1, own: 0.22 },
  foundations: { loading: 0.8, own: 0.26 },
};

const level = (
  id: string,
  pillar: Pillar,
  mid: number,
  spread: number,
  bounds: [number, number],
  more: { decimals?: number; noise?: number; better?: 'lower'; trend?: number } = {},
): Model => ({
  kind: 'level',
  id,
  pillar,
  better: more.better ?? 'higher',
  decimals: more.decimals ?? 1,
  trend: more.trend ?? 0.12,
  spread,
  noise: more.noise ?? 0.2,
  mid,
  low: bounds[0],
  high: bounds[1],
});
const count = (
  id: string,
  pillar: Pillar,
  rate: number,
  per: 'population' | 'gdp',
  more: { decimals?: number; spread?: number; trend?: number; noise?: number } = {},
): Model => ({
  kind: 'count',
  id,
  pillar,
  better: 'higher',
  decimals: more.decimals ?? 0,
  trend: more.trend ?? 0.15,
  spread: more.spread ?? 0.22,
  noise: more.noise ?? 0.2,
  rate,
  per,
});

export const models: Model[] = [
  level('ind-0003', 'products', 94.5, 1.6, [80, 100], { decimals: 2 }),
  level('ind-0080', 'products', 96.8, 1, [88, 100], { decimals: 2 }),
  level('ind-0081', 'products', 32, 6, [5, 80]),
  level('ind-0002', 'products', 66, 7, [30, 100]),
  level('ind-0005', 'services', 83, 3.2, [60, 98], { decimals: 2 }),
  count('ind-0109', 'services', 0.9, 'population'),
  level('ind-0131', 'works', 82, 5.5, [40, 100]),
  level('ind-0132', 'works', 32, 7, [3, 85]),
  count('ind-0013', 'works', 0.027, 'gdp', { trend: 0 }),
  level('ind-0015', 'environment', 88, 4.2, [65, 100]),
  level('ind-0062', 'environment', 30, 4.5, [12, 60], { better: 'lower' }),
  level('ind-0016', 'environment', 86, 6, [45, 100]),
  level('ind-0084', 'environment', 95, 2.2, [80, 100]),
  count('ind-0085', 'standards', 0.05, 'gdp'),
  count('ind-0088', 'standards', 0.025, 'gdp', { trend: 0.05 }),
  count('ind-0102', 'standards', 0.017, 'gdp', { trend: 0 }),
  count('ind-0094', 'brands', 0.05, 'gdp'),
  count('ind-0104', 'brands', 0.12, 'gdp', { trend: 0.3 }),
  count('ind-0112', 'brands', 0.06, 'population', { decimals: 2, trend: 0.3 }),
  count('ind-0113', 'brands', 0.02, 'population', { trend: 0.1 }),
  count('ind-0139', 'foundations', 0.026, 'gdp', { trend: 0 }),
  count('ind-0142', 'foundations', 0.009, 'gdp', { trend: 0.1 }),
  count('ind-0105', 'foundations', 0.026, 'gdp', { trend: 0.25 }),
  count('ind-0029', 'foundations', 0.013, 'gdp', { trend: 0.1 }),
];
