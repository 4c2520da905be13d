/** A year of a city: its days from its stations, the share of good days, the mean of PM2.5, and what is missing. */
import type { Decimal } from 'decimal.js';
import { type DayIndex, dayIndex } from './air-index.ts';
import { type AirMethod, airMethodOn, type Pollutant, pollutants, pollutantUnits } from './air-methods.ts';
import { EnvironmentError } from './errors.ts';
import { daysOf, Exact, meanOf, percentileOf, readAmount, roundEven } from './numbers.ts';

/** What a station says of an item on a day: the mean of 24 hours, of ozone the greatest mean of eight. */
export type StationDay = { station: string; day: string; item: Pollutant; value: string };
export type CityDay = { day: string; values: Partial<Record<Pollutant, string>>; index: DayIndex; method: string };
export type AirYear = {
  year: number;
  methods: string[];
  days: CityDay[];
  validDays: number;
  goodDays: number;
  /** Percent; null where no day is valid. */
  goodShare: string | null;
  pm25: YearValue;
  percentiles: Partial<Record<Pollutant, { p: number; value: string | null }>>;
  missingDays: string[];
};
/** `valid`: enough days for an annual value; the value itself is given all the same, with what is lacking. */
export type YearValue = {
  value: string | null;
  days: number;
  valid: boolean;
  shortMonths: { month: number; days: number }[];
};

/** HJ 663-2013, 6: of the stations that a city should have, how many must be there. */
const STATIONS = 0.75;
/** GB 3095-2012, table 4: days of a year and of a month (February) that an annual value needs. */
const DAYS = { year: 324, month: 27, february: 25 };
/** HJ 663-2013, table 1: percentile that a year's days are judged by. */
const percentiles: Partial<Record<Pollutant, number>> = { SO2: 98, NO2: 98, PM10: 95, 'PM2.5': 95, CO: 95, O3: 90 };

/**
 * `stations`: how many the city should have, on each day. Throws `year.empty`, and for a reading `number.invalid` and
 * `number.negative`. A day is judged by the version of the method that held on it, unless one is named.
 */
export function assessAirYear(
  year: number,
  stations: number | ((day: string) => number),
  readings: readonly StationDay[],
  method?: AirMethod,
): AirYear {
  const own = readings.filter(({ day }) => day.startsWith(`${year}-`));
  if (own.length === 0) throw new EnvironmentError('year.empty', { year });
  const byDay = Map.groupBy(own, ({ day }) => day);
  const days = daysOf(year).map((day) =>
    cityDay(
      day,
      typeof stations === 'number' ? stations : stations(day),
      byDay.get(day) ?? [],
      method ?? airMethodOn(day),
    ),
  );
  const valid = days.filter(({ index }) => index.aqi !== undefined);
  const good = valid.filter(({ index }) => index.good);
  const last = method ?? airMethodOn(`${year}-12-31`);
  const share =
    valid.length === 0
      ? null
      : roundEven(new Exact(good.length).times(100).div(valid.length), last.places.share).toFixed(last.places.share);
  return {
    year,
    methods: [...new Set(days.map((day) => day.method))],
    days,
    validDays: valid.length,
    goodDays: good.length,
    goodShare: share,
    pm25: yearMean(year, 'PM2.5', days, last),
    percentiles: Object.fromEntries(
      pollutants.map((item) => {
        const value = percentileOf(known(days, item), percentiles[item]!);
        const { places } = pollutantUnits[item];
        return [item, { p: percentiles[item]!, value: value ? roundEven(value, places).toFixed(places) : null }];
      }),
    ),
    missingDays: days.filter(({ index }) => index.aqi === undefined).map(({ day }) => day),
  };
}

/** The mean of the stations of a city, where enough of them are there. */
function cityDay(day: string, stations: number, readings: readonly StationDay[], method: AirMethod): CityDay {
  const means: Partial<Record<Pollutant, Decimal>> = {};
  for (const [item, list] of Map.groupBy(readings, (reading) => reading.item)) {
    const byStation = new Map(list.map(({ station, value }) => [station, readAmount(value, item)]));
    if (byStation.size < STATIONS * stations) continue;
    means[item] = roundEven(meanOf([...byStation.values()])!, pollutantUnits[item].places);
  }
  return {
    day,
    values: Object.fromEntries(
      Object.entries(means).map(([item, value]) => [item, value.toFixed(pollutantUnits[item as Pollutant].places)]),
    ),
    index: dayIndex(means, method),
    method: method.id,
  };
}

const known = (days: readonly CityDay[], item: Pollutant): Decimal[] =>
  days.flatMap(({ values }) => (values[item] === undefined ? [] : [new Exact(values[item])]));

/** The mean of the days of a year; 324 days, 27 in every month and 25 in February make it valid. */
export function yearMean(year: number, item: Pollutant, days: readonly CityDay[], method: AirMethod): YearValue {
  const values = known(days, item);
  const mean = meanOf(values);
  const places = item === 'CO' ? 1 : method.places.annual;
  const shortMonths = Array.from({ length: 12 }, (_, index) => {
    const prefix = `${year}-${String(index + 1).padStart(2, '0')}-`;
    const count = days.filter(({ day, values: some }) => day.startsWith(prefix) && some[item] !== undefined).length;
    return { month: index + 1, days: count };
  }).filter(({ month, days: count }) => count < (month === 2 ? DAYS.february : DAYS.month));
  return {
    value: mean ? roundEven(mean, places).toFixed(places) : null,
    days: values.length,
    valid: values.length >= DAYS.year && shortMonths.length === 0,
    shortMonths,
  };
}
