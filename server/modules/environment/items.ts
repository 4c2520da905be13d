/** What can be read where: names as files write them, the small number that the table keeps, and units. */

import type { Message, StationKind } from '../../../packages/contract/index.ts';
import {
  checkPollutant,
  checkWaterItem,
  EnvironmentError,
  type Pollutant,
  pollutants,
  pollutantUnits,
  type WaterItem,
  waterItems,
} from '../../../packages/environment/index.ts';

const waterNames = Object.keys(waterItems) as WaterItem[];
/** Numbers are for ever: a new item is added at the end of its list. */
const AIR = 1;
const WATER = 101;

export const airCode = (item: Pollutant): number => AIR + pollutants.indexOf(item);
export const itemOf = (code: number): string => (code >= WATER ? waterNames[code - WATER]! : pollutants[code - AIR]!);
export const airCodes = { from: AIR, to: WATER - 1 };
export const waterCodes = { from: WATER, to: WATER + 999 };

const otherNames: Record<string, string> = {
  二氧化硫: 'SO2',
  二氧化氮: 'NO2',
  一氧化碳: 'CO',
  臭氧: 'O3',
  PM2_5: 'PM2.5',
  PM25: 'PM2.5',
  ...Object.fromEntries(waterNames.map((name) => [waterItems[name].zh, name])),
};

/** The number of an item. Throws `item.unknown` and `unit.wrong` of the science. */
export function codeOf(kind: StationKind, name: string, unit: string): number {
  const item = otherNames[name] ?? name;
  if (kind === 'air') return airCode(checkPollutant(item, unit));
  return WATER + waterNames.indexOf(checkWaterItem(item, unit));
}

/** For the number of an item without its kind; undefined for a name that there is not. */
export function findCode(name: string): number | undefined {
  for (const kind of ['air', 'river'] as const)
    try {
      return codeOf(kind, name, '');
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
    }
  return undefined;
}

export function nameOf(item: string): { name: Message; unit: string } {
  const water = waterItems[item as WaterItem];
  if (water) return { name: { zh: water.zh, en: water.en }, unit: water.unit };
  return { name: { zh: item, en: item }, unit: pollutantUnits[item as Pollutant]?.unit ?? '' };
}
