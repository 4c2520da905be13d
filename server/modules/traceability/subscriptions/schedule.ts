/**
 * When a scheduled subscription is told, as EPCIS 2.0 (8.2.5.3) and its REST binding write it: numbers, lists `1,5`, ranges
 * `[1-5]`; steps of cron (every fifteenth, or `0/30` for from 0 every 30) as its examples have them. In China's time.
 */
import { Cron } from 'croner';
import { EpcisException } from '../problems.ts';

/** From the smallest to the largest. */
const elements = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  /** Monday is 1, Sunday 7. */
  dayOfWeek: [1, 7],
} as const;
type Element = keyof typeof elements;
export type Schedule = Partial<Record<Element, string>>;

const PART = /^(?:(\*)|(\d{1,2})|(\d{1,2})-(\d{1,2}))(?:\/(\d{1,2}))?$/;
/** The standard puts a range in brackets, cron does not. */
const bare = (part: string) => part.replace(/^\[(\d{1,2}-\d{1,2})\]/, '$1');

const wrong = (zh: string, en: string) => new EpcisException('SubscriptionControlsException', { zh, en });

/** @throws SubscriptionControlsException */
export function readSchedule(value: unknown, now: Date): Schedule {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('schedule 须为对象', 'schedule must be an object');
  const schedule: Schedule = {};
  for (const [name, given] of Object.entries(value)) {
    if (!Object.hasOwn(elements, name)) throw wrong(`schedule 没有 ${name}`, `A schedule has no ${name}`);
    if (typeof given !== 'string' && typeof given !== 'number')
      throw wrong(`schedule.${name} 须为文字`, `schedule.${name} must be a text`);
    if (given === '') continue;
    schedule[name as Element] = String(given);
    valuesOf(name as Element, String(given));
  }
  if (Object.keys(schedule).length === 0) throw wrong('schedule 至少要有一项', 'A schedule has at least one element');
  if (!nextRun(schedule, now)) throw wrong('这样的时刻永远不会到来', 'Such a time never comes');
  return schedule;
}

/** The first moment after `now`. */
export const nextRun = (schedule: Schedule, now: Date): Date | null =>
  new Cron(cronOf(schedule), { timezone: 'Asia/Shanghai', domAndDow: true }).nextRun(now);

/** What is smaller than anything given is at its beginning: hour 1, minute 5 is 01:05:00. The rest may be anything. */
function cronOf(schedule: Schedule): string {
  let begun = false;
  return (Object.keys(elements) as Element[])
    .map((name) => {
      const given = schedule[name];
      if (given !== undefined) {
        begun = true;
        return valuesOf(name, given).join(',');
      }
      return begun || !['second', 'minute', 'hour'].includes(name) ? '*' : '0';
    })
    .join(' ');
}

function valuesOf(name: Element, text: string): number[] {
  const [least, most] = elements[name];
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [found, any, single, from, to, step] = PART.exec(bare(part.trim())) ?? [];
    const first = any ? least : Number(single ?? from);
    const last = any || (single !== undefined && step !== undefined) ? most : Number(single ?? to);
    if (found === undefined || first < least || last > most || first > last || step === '0' || step === '00')
      throw wrong(
        `schedule.${name} 不能是“${text}”（${least} 至 ${most}）`,
        `schedule.${name} cannot be “${text}” (${least} to ${most})`,
      );
    for (let value = first; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}
