import { AppError } from '../error.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';

/**
 * A deadline falls on a working day that is not over. Years whose holidays are not published yet count Monday to Friday.
 * @throws AppError deadline.past, deadline.holiday (names the next working day)
 */
export function checkDeadline(day: string, today: string): void {
  if (day < today) throw new AppError('deadline.past', { day, today });
  if (!isWorkingDay(day, { beyond: 'weekdays' }))
    throw new AppError('deadline.holiday', { day, next: addWorkingDays(day, 1, { beyond: 'weekdays' }) });
}
