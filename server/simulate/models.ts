/**
 * How each indicator is made up. The latent quality of a region reaches an indicator through its pillar; `spread` is
 * what one unit of the pillar is worth, `noise` what chance adds. Shares and scores are `mid` plus that; counts are a
 * rate on a denominator, times one plus that. All figures are invented within what is plausible.
 */
export const POPULATION = 'ind-0250';
export const GDP = 'ind-0251';

export type Pillar = 'product' | 'service' | 'construction' | 'environment' | 'standard' | 'brand' | 'foundation';
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
  product: { loading: 1, own: 0.22 },
  service: { loading: 0.9, own: 0.24 },
  construction: { loading: 0.85, own: 0.26 },
  environment: { loading: 0.45, own: 0.3 },
  standard: { loading: 0.95, own: 0.22 },
  brand: { loading: 1, own: 0.22 },
  foundation: { loading: 0.8, own: 0.26 },
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
  level('ind-0003', 'product', 95.2, 1.1, [80, 100], { decimals: 2 }),
  level('ind-0080', 'product', 98.4, 0.45, [90, 100], { decimals: 2 }),
  level('ind-0081', 'product', 36, 6, [5, 80]),
  level('ind-0005', 'service', 83, 2.2, [60, 98], { decimals: 2 }),
  count('ind-0109', 'service', 0.9, 'population'),
  level('ind-0131', 'construction', 90, 3.2, [50, 100]),
  level('ind-0132', 'construction', 33, 5.5, [5, 85]),
  count('ind-0013', 'construction', 0.11, 'population', { trend: 0 }),
  level('ind-0015', 'environment', 91.5, 2.6, [70, 100]),
  level('ind-0062', 'environment', 27, 3.2, [12, 50], { better: 'lower' }),
  level('ind-0016', 'environment', 93, 3.4, [60, 100]),
  level('ind-0084', 'environment', 97.6, 1.1, [85, 100]),
  count('ind-0085', 'standard', 0.02, 'gdp'),
  count('ind-0088', 'standard', 0.008, 'gdp', { trend: 0.05 }),
  count('ind-0102', 'standard', 0.12, 'population', { trend: 0 }),
  count('ind-0094', 'brand', 0.012, 'gdp'),
  count('ind-0104', 'brand', 0.04, 'gdp', { trend: 0.3 }),
  count('ind-0112', 'brand', 0.06, 'population', { decimals: 2, trend: 0.3 }),
  count('ind-0113', 'brand', 0.09, 'population', { trend: 0.1 }),
  count('ind-0139', 'foundation', 0.35, 'population', { trend: 0 }),
  count('ind-0142', 'foundation', 0.06, 'population', { trend: 0.1 }),
  count('ind-0105', 'brand', 0.018, 'gdp', { trend: 0.25 }),
];
