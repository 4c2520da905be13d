/** Made-up stations and readings: seasons, weather that lasts for days, gaps, and a few values below what can be measured. */
import {
  type Pollutant,
  pollutants,
  pollutantUnits,
  type WaterItem,
  waterItems,
} from '../../packages/environment/index.ts';
import { regionsOn } from '../kernel/region/index.ts';
import { type Random, streamOf } from './random.ts';

export type ReadingPlan = {
  seed: number;
  year: number;
  /** Air by the hour or by the day; water is by the month. */
  grain: 'hour' | 'day';
  airStations: number;
  sections: number;
  /** Stops after so many rows. */
  rows?: number;
};
type MadeStation = { code: string; name: string; kind: '空气' | '河流' | '湖库'; region: string };

const REGISTER_DAY = '2025-12-31';
/** Share of the readings that are not there. */
const GAPS = 0.01;
const HEADER = '站点编号,时间,项目,数值,单位,标记,模拟数据';

/** One in each city in turn, in another county each time. */
export function simulateStations({
  seed,
  airStations,
  sections,
}: Pick<ReadingPlan, 'seed' | 'airStations' | 'sections'>): MadeStation[] {
  const counties = regionsOn(REGISTER_DAY).filter(({ level }) => level === 'county');
  const cities = [...new Set(counties.map(({ code }) => code.slice(0, 4)))].map((stem) =>
    streamOf(seed, 'stations', stem).shuffle(counties.filter(({ code }) => code.startsWith(stem))),
  );
  const place = (index: number) => {
    const city = cities[index % cities.length]!;
    return city[Math.floor(index / cities.length) % city.length]!;
  };
  const made = (count: number, prefix: string, kind: (index: number) => MadeStation['kind'], word: string) =>
    Array.from({ length: count }, (_, index): MadeStation => {
      const { code, short } = place(index);
      const number = String(index + 1).padStart(3, '0');
      return {
        code: `SIM-${seed}-${prefix}${number}`,
        name: `${short}模拟${word}${number}`,
        kind: kind(index),
        region: code,
      };
    });
  return [
    ...made(airStations, 'A', () => '空气', '站'),
    ...made(sections, 'W', (index) => (index % 5 === 4 ? '湖库' : '河流'), '断面'),
  ];
}

export function stationsToCsv(stations: readonly MadeStation[]): string {
  const rows = stations.map(({ code, name, kind, region }) => `${code},${name},${kind},${region},2015-01-01,,是`);
  return `\uFEFF${['站点编号,名称,类型,地区代码,起,止,模拟数据', ...rows].join('\r\n')}\r\n`;
}

/** The file of readings in parts, a station's days at a time. */
export function* simulateReadings(plan: ReadingPlan): Generator<string> {
  const { seed, year } = plan;
  let left = plan.rows ?? Number.POSITIVE_INFINITY;
  yield `\uFEFF${HEADER}\n`;
  for (const station of simulateStations(plan)) {
    const random = streamOf(seed, 'readings', station.code, year);
    const level = random.between(0.8, 1.2);
    const days = station.kind === '空气' ? airDays(plan, station, random, level) : months(plan, station, random, level);
    for (const lines of days) {
      const some = lines.slice(0, left);
      left -= some.length;
      if (some.length > 0) yield `${some.join('\n')}\n`;
      if (left <= 0) return;
    }
  }
}

const base: Record<Pollutant, { mean: number; winter: number }> = {
  SO2: { mean: 6, winter: 2 },
  NO2: { mean: 24, winter: 14 },
  PM10: { mean: 42, winter: 24 },
  'PM2.5': { mean: 22, winter: 18 },
  CO: { mean: 0.6, winter: 0.3 },
  O3: { mean: 118, winter: -58 },
};

function* airDays(
  { year, grain }: ReadingPlan,
  { code }: MadeStation,
  random: Random,
  level: number,
): Generator<string[]> {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000;
  let weather = 0;
  for (let day = 0; day < count; day++) {
    // Still air lasts: half of yesterday's weather is today's.
    weather = 0.6 * weather + 0.8 * random.normal();
    const winter = Math.abs((2 * day) / count - 1) * 2 - 1;
    const date = new Date(first + day * 86_400_000).toISOString().slice(0, 10);
    const lines: string[] = [];
    for (const item of pollutants) {
      const { mean, winter: swing } = base[item];
      const today = Math.max(mean * 0.15, level * (mean + swing * winter) * Math.max(0.3, 1 + 0.32 * weather));
      const { unit, places } = pollutantUnits[item];
      const line = (at: string, value: number) =>
        random.next() < GAPS ? [] : [`${code},${at},${item},${value.toFixed(places)},${unit},,是`];
      if (grain === 'day') lines.push(...line(date, today));
      else
        for (let hour = 0; hour < 24; hour++) {
          const noon = 1 - Math.abs(hour - 14) / 14;
          const shape = item === 'O3' ? 0.45 + 0.55 * noon : 1.1 - 0.2 * noon;
          const value = Math.max(0, today * shape * (1 + 0.1 * random.normal()));
          lines.push(...line(`${date} ${String(hour).padStart(2, '0')}:00`, value));
        }
    }
    yield lines;
  }
}

function* months(
  { year }: ReadingPlan,
  { code, kind }: MadeStation,
  random: Random,
  level: number,
): Generator<string[]> {
  // Most sections are good; some items lie near the limit of class III and tip over here and there.
  const strain = random.between(0.35, 1.15) * level;
  for (let month = 1; month <= 12; month++) {
    const at = `${year}-${String(month).padStart(2, '0')}`;
    const lines: string[] = [];
    for (const item of Object.keys(waterItems) as WaterItem[]) {
      if (random.next() < GAPS) continue;
      const { limits, unit } = waterItems[item];
      const lake = item === 'TP' && kind === '湖库' ? waterItems.TP.lake : limits;
      const near = ['CODMn', 'COD', 'BOD5', 'NH3-N', 'TP'].includes(item);
      const share = near ? strain * random.between(0.55, 1.05) : random.between(0.02, 0.3);
      const value =
        item === 'pH'
          ? random.between(6.8, 8.4)
          : item === 'DO'
            ? random.between(5.6, 9.5) / Math.max(0.9, strain)
            : lake[2] * share;
      const below = !near && item !== 'pH' && item !== 'DO' && random.next() < 0.4;
      lines.push(`${code},${at},${item},${value.toFixed(item === 'Hg' ? 6 : 4)},${unit},${below ? 'L' : ''},是`);
    }
    yield lines;
  }
}
