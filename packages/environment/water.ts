/**
 * Surface water by GB 3838-2002, table 1: the class of a section is that of its worst item (环办〔2011〕22号). Of the 24
 * items, temperature, total nitrogen and faecal coliforms do not count.
 */
import type { Decimal } from 'decimal.js';
import { EnvironmentError } from './errors.ts';
import { Exact, meanOf, readAmount, roundEven } from './numbers.ts';

export type WaterKind = 'river' | 'lake';
/** 1–5, and 6 for water worse than class V. */
export type WaterClass = 1 | 2 | 3 | 4 | 5 | 6;
type Limits = readonly [number, number, number, number, number];
type Item = { zh: string; en: string; unit: string; limits: Limits; lake?: Limits; least?: true };

/** Limits of the classes I … V as the table prints them, in mg/L. Dissolved oxygen is a least amount. */
export const waterItems = {
  pH: { zh: 'pH值', en: 'pH', unit: '', limits: [9, 9, 9, 9, 9] },
  DO: { zh: '溶解氧', en: 'Dissolved oxygen', unit: 'mg/L', limits: [7.5, 6, 5, 3, 2], least: true },
  CODMn: { zh: '高锰酸盐指数', en: 'Permanganate index', unit: 'mg/L', limits: [2, 4, 6, 10, 15] },
  COD: { zh: '化学需氧量', en: 'Chemical oxygen demand', unit: 'mg/L', limits: [15, 15, 20, 30, 40] },
  BOD5: { zh: '五日生化需氧量', en: 'Biochemical oxygen demand', unit: 'mg/L', limits: [3, 3, 4, 6, 10] },
  'NH3-N': { zh: '氨氮', en: 'Ammonia nitrogen', unit: 'mg/L', limits: [0.15, 0.5, 1, 1.5, 2] },
  TP: {
    zh: '总磷',
    en: 'Total phosphorus',
    unit: 'mg/L',
    limits: [0.02, 0.1, 0.2, 0.3, 0.4],
    lake: [0.01, 0.025, 0.05, 0.1, 0.2],
  },
  Cu: { zh: '铜', en: 'Copper', unit: 'mg/L', limits: [0.01, 1, 1, 1, 1] },
  Zn: { zh: '锌', en: 'Zinc', unit: 'mg/L', limits: [0.05, 1, 1, 2, 2] },
  F: { zh: '氟化物', en: 'Fluoride', unit: 'mg/L', limits: [1, 1, 1, 1.5, 1.5] },
  Se: { zh: '硒', en: 'Selenium', unit: 'mg/L', limits: [0.01, 0.01, 0.01, 0.02, 0.02] },
  As: { zh: '砷', en: 'Arsenic', unit: 'mg/L', limits: [0.05, 0.05, 0.05, 0.1, 0.1] },
  Hg: { zh: '汞', en: 'Mercury', unit: 'mg/L', limits: [0.00005, 0.00005, 0.0001, 0.001, 0.001] },
  Cd: { zh: '镉', en: 'Cadmium', unit: 'mg/L', limits: [0.001, 0.005, 0.005, 0.005, 0.01] },
  'Cr6+': { zh: '铬（六价）', en: 'Hexavalent chromium', unit: 'mg/L', limits: [0.01, 0.05, 0.05, 0.05, 0.1] },
  Pb: { zh: '铅', en: 'Lead', unit: 'mg/L', limits: [0.01, 0.01, 0.05, 0.05, 0.1] },
  CN: { zh: '氰化物', en: 'Cyanide', unit: 'mg/L', limits: [0.005, 0.05, 0.2, 0.2, 0.2] },
  Phenol: { zh: '挥发酚', en: 'Volatile phenols', unit: 'mg/L', limits: [0.002, 0.002, 0.005, 0.01, 0.1] },
  Oil: { zh: '石油类', en: 'Petroleum', unit: 'mg/L', limits: [0.05, 0.05, 0.05, 0.5, 1] },
  LAS: { zh: '阴离子表面活性剂', en: 'Anionic surfactants', unit: 'mg/L', limits: [0.2, 0.2, 0.2, 0.3, 0.3] },
  S: { zh: '硫化物', en: 'Sulphide', unit: 'mg/L', limits: [0.05, 0.1, 0.2, 0.5, 1] },
} as const satisfies Record<string, Item>;
export type WaterItem = keyof typeof waterItems;
export const waterMethod = {
  id: 'water-2002',
  standards: ['GB 3838-2002 表1', '环办〔2011〕22号'],
  from: '2002-06-01',
};
/**
 * What a section's year must have to count. The items that every section measures each month and that its class depends
 * on (the basic ones of 环办监测〔2020〕3号's 9+X), and eight months of each (环办〔2011〕22号, one (2) 3).
 */
export const basicWaterItems = ['pH', 'DO', 'CODMn', 'NH3-N', 'TP'] as const satisfies readonly WaterItem[];
export const WATER_MONTHS = 8;
/** GB 3838-2002, table 1, row 2: the same for all classes. */
const PH = { least: 6, most: 9 };

/** Throws `item.unknown` and `unit.wrong`. */
export function checkWaterItem(item: string, unit?: string): WaterItem {
  if (!Object.hasOwn(waterItems, item))
    throw new EnvironmentError('item.unknown', { item, known: Object.keys(waterItems).join(', ') });
  const { unit: expected } = waterItems[item as WaterItem];
  const written = (unit ?? '')
    .normalize('NFKC')
    .replace('毫克/升', 'mg/L')
    .replace(/^无量纲$/, '')
    .trim();
  if (unit !== undefined && unit !== '' && written.toLowerCase() !== expected.toLowerCase())
    throw new EnvironmentError('unit.wrong', { item, unit, expected: expected || 'pH' });
  return item as WaterItem;
}

/** The class of one item: the best whose limit it keeps. */
export function classOf(item: WaterItem, value: Decimal, kind: WaterKind): WaterClass {
  if (item === 'pH') return value.gte(PH.least) && value.lte(PH.most) ? 1 : 6;
  const { limits, lake, least }: Item = waterItems[item];
  const wanted = kind === 'lake' && lake ? lake : limits;
  const found = wanted.findIndex((limit) => (least ? value.gte(limit) : value.lte(limit)));
  return (found === -1 ? 6 : found + 1) as WaterClass;
}

export type WaterReading = {
  section: string;
  month: string;
  item: WaterItem;
  value: string /** Less than could be measured: half of it counts. */;
  below?: boolean;
};
export type SectionYear = {
  section: string;
  class: WaterClass;
  /** Items of the worst class, where that is worse than III. */
  over: WaterItem[];
  means: Partial<Record<WaterItem, string>>;
  months: number;
  missingMonths: number[];
  /** Enough was measured to count; the class is given all the same. */
  valid: boolean;
  /** Basic items measured in fewer than eight months. */
  short: { item: WaterItem; months: number }[];
};
export type WaterYear = {
  year: number;
  sections: SectionYear[];
  /** Valid sections, and those of them in classes I–III. */
  valid: number;
  good: number;
  /** Percent of the valid sections; null where none is. */
  share: string | null;
  method: string;
};

/**
 * The sections of a region in a year: means of the months, the worst item's class, and the share of the
 * valid ones in classes I–III. Throws `year.empty`, `number.invalid`, `number.negative`.
 */
export function assessWaterYear(
  year: number,
  kinds: ReadonlyMap<string, WaterKind>,
  readings: readonly WaterReading[],
): WaterYear {
  const own = readings.filter(({ month }) => month.startsWith(`${year}-`));
  if (own.length === 0) throw new EnvironmentError('year.empty', { year });
  const sections = [...Map.groupBy(own, ({ section }) => section)]
    .map(([section, list]) => assessSection(section, kinds.get(section) ?? 'river', list))
    .sort((a, b) => (a.section < b.section ? -1 : 1));
  const valid = sections.filter((section) => section.valid);
  const good = valid.filter((section) => section.class <= 3).length;
  const share = valid.length === 0 ? null : roundEven(new Exact(good).times(100).div(valid.length), 1).toFixed(1);
  return { year, sections, valid: valid.length, good, share, method: waterMethod.id };
}

function assessSection(section: string, kind: WaterKind, readings: readonly WaterReading[]): SectionYear {
  const means: Partial<Record<WaterItem, string>> = {};
  let worst: WaterClass = 1;
  let over: WaterItem[] = [];
  for (const [item, list] of Map.groupBy(readings, (reading) => reading.item)) {
    const values = list.map(({ value, below }) => readAmount(value, item).div(below ? 2 : 1));
    const mean = meanOf(values)!;
    means[item] = mean.toDecimalPlaces(8).toFixed();
    const found = classOf(item, mean, kind);
    if (found > worst) {
      worst = found;
      over = [item];
    } else if (found === worst) over.push(item);
  }
  const present = new Set(readings.map(({ month }) => Number(month.slice(5, 7))));
  const missingMonths = Array.from({ length: 12 }, (_, index) => index + 1).filter((month) => !present.has(month));
  const short = basicWaterItems
    .map((item) => {
      const months = readings.filter((reading) => reading.item === item).map(({ month }) => month);
      return { item, months: new Set(months).size };
    })
    .filter(({ months }) => months < WATER_MONTHS);
  const valid = short.length === 0;
  return {
    section,
    class: worst,
    over: worst > 3 ? over : [],
    means,
    months: present.size,
    missingMonths,
    valid,
    short,
  };
}
