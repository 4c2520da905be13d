export { checkDeadline, lastDeadline } from './check-deadline.ts';
export { CalendarError, dateOf, dayNumber } from './dates.ts';
export { boundsOfPeriod } from './period.ts';
export {
  addWorkingDays,
  type CalendarOptions,
  coveredYears,
  isCovered,
  isWorkingDay,
  workingDaysBetween,
} from './working-days.ts';
