import { AppError } from '../error.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';

/** Nobody is given more than ten years; what is later is a slip of the hand. */
export const lastDeadline = (today: string): string => `${Number(today.slice(0, 4)) + 10}-12-31`;

/**
 * A deadline falls on a working day that is not over. Years whose holidays are not published yet count Monday to Friday.
 * @throws AppError deadline.far, deadline.past, deadline.holiday (names the next working day)
 */
export function checkDeadline(day: string, today: string): void {
  const last = lastDeadline(today);
  if (day > last) throw new AppError('deadline.far', { day, last });
  if (day < today) throw new AppError('deadline.past', { day, today });
  if (!isWorkingDay(day, { beyond: 'weekdays' }))
    throw new AppError('deadline.holiday', { day, next: addWorkingDays(day, 1, { beyond: 'weekdays' }) });
}
