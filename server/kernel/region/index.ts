export { type RegionChange, regionChanges } from './data/changes.ts';
export { regions } from './data/regions.ts';
export {
  isWithin,
  parentCode,
  type Region,
  type RegionLevel,
  type RegionType,
  regionByCode,
  regionByName,
  regionsOn,
  successorsOf,
} from './regions.ts';
