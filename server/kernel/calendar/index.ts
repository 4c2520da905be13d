export { CalendarError, dateOf, dayNumber } from './dates.ts';
export {
  addWorkingDays,
  type CalendarOptions,
  coveredYears,
  isCovered,
  isWorkingDay,
  workingDaysBetween,
} from './working-days.ts';
export { boundsOfPeriod } from './period.ts';
