/**
 * Limits and rules of air quality as data with dates. A version holds from a day to a day; a period is judged day by
 * day, by what held on each.
 */
import { EnvironmentError } from './errors.ts';
import { dayNumber } from './numbers.ts';

export const pollutants = ['SO2', 'NO2', 'PM10', 'PM2.5', 'CO', 'O3'] as const;
export type Pollutant = (typeof pollutants)[number];
export const isPollutant = (text: string): text is Pollutant => (pollutants as readonly string[]).includes(text);

/** Unit, and decimals that a concentration is given in (HJ 663-2013, table 2). */
export const pollutantUnits: Record<Pollutant, { unit: 'μg/m³' | 'mg/m³'; places: number }> = {
  SO2: { unit: 'μg/m³', places: 0 },
  NO2: { unit: 'μg/m³', places: 0 },
  PM10: { unit: 'μg/m³', places: 0 },
  'PM2.5': { unit: 'μg/m³', places: 0 },
  CO: { unit: 'mg/m³', places: 1 },
  O3: { unit: 'μg/m³', places: 0 },
};

export type AirMethod = {
  id: string;
  standards: string[];
  from: string;
  to: string | null;
  /** Index at the break-points: HJ 633-2012, table 1 (HJ 633-2026, table 3), first column. */
  steps: readonly number[];
  /** Daily concentrations at the break-points; O3 is the greatest mean of eight hours, which ends at an index of 300. */
  breakpoints: Record<Pollutant, readonly number[]>;
  /** Decimals of an annual mean and of a share of days. */
  places: { annual: number; share: number };
};

const steps = [0, 50, 100, 150, 200, 300, 400, 500];
/** HJ 633-2012, table 1, columns of 24 hours, of eight hours for ozone. */
const breakpoints2012: Record<Pollutant, readonly number[]> = {
  SO2: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  NO2: [0, 40, 80, 180, 280, 565, 750, 940],
  PM10: [0, 50, 150, 250, 350, 420, 500, 600],
  'PM2.5': [0, 35, 75, 115, 150, 250, 350, 500],
  CO: [0, 2, 4, 14, 24, 36, 48, 60],
  O3: [0, 100, 160, 215, 265, 800],
};

export const airMethods: readonly AirMethod[] = [
  {
    id: 'air-2012',
    standards: ['GB 3095-2012', 'HJ 633-2012', 'HJ 663-2013', 'GB/T 8170-2008'],
    from: '2012-03-02',
    to: '2026-02-28',
    steps,
    breakpoints: breakpoints2012,
    places: { annual: 0, share: 1 },
  },
  {
    // GB 3095-2026 holds in two stages. What HJ 633 will say of the second, from 2031 on, is not in this table.
    id: 'air-2026',
    standards: ['GB 3095-2026 (2026–2030)', 'HJ 633-2026', 'HJ 663-2026', 'GB/T 8170-2008'],
    from: '2026-03-01',
    to: '2030-12-31',
    steps,
    breakpoints: {
      ...breakpoints2012,
      PM10: [0, 50, 120, 250, 350, 420, 500, 600],
      'PM2.5': [0, 35, 60, 115, 150, 250, 350, 500],
    },
    places: { annual: 1, share: 1 },
  },
];

/** The version that holds on a day; throws `method.no-day` and `day.invalid`. */
export function airMethodOn(day: string): AirMethod {
  dayNumber(day);
  const method = airMethods.find(({ from, to }) => from <= day && (to === null || day <= to));
  if (!method) throw new EnvironmentError('method.no-day', { day, last: airMethods.at(-1)!.to ?? '' });
  return method;
}

/** Throws `method.unknown`. */
export function getAirMethod(id: string): AirMethod {
  const method = airMethods.find((one) => one.id === id);
  if (!method) throw new EnvironmentError('method.unknown', { method: id });
  return method;
}
