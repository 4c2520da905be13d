/** Air and water quality by their standards, and accounts of what ecosystems provide. Pure; decimal strings. */
export {
  type AirLevel,
  checkPollutant,
  type DayIndex,
  dailyMean,
  dayIndex,
  levelOf,
  maxEightHours,
  meanOfSum,
  subIndex,
} from './air-index.ts';
export {
  type AirMethod,
  airMethodOn,
  airMethods,
  getAirMethod,
  isPollutant,
  type Pollutant,
  pollutants,
  pollutantUnits,
} from './air-methods.ts';
export { type AirYear, assessAirYear, type CityDay, type StationDay, type YearValue, yearMean } from './air-year.ts';
export { EnvironmentError, type EnvironmentErrorCode } from './errors.ts';
export {
  computeGep,
  type GepAccount,
  type GepAmount,
  type GepLine,
  type GepMethod,
  type GepService,
  gepMethods,
  getGepMethod,
  type ServiceKind,
  serviceKinds,
} from './gep.ts';
export { percentileOf, readAmount, roundEven } from './numbers.ts';
export {
  assessWaterYear,
  basicWaterItems,
  checkWaterItem,
  classOf,
  type SectionYear,
  type WaterClass,
  type WaterItem,
  type WaterKind,
  type WaterReading,
  type WaterYear,
  waterItems,
  waterMethod,
} from './water.ts';
