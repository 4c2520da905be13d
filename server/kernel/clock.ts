/** The clock is an argument: programs hand in the real one, tests a fixed one. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
/** Runs on from another day at the present time of day: for a demo that plays a year. */
export function shiftedClock(day: string, real: Clock = systemClock): Clock {
  const shift = Date.parse(`${day}T00:00:00Z`) - Date.parse(`${dayOf(real.now())}T00:00:00Z`);
  return { now: () => new Date(real.now().getTime() + shift) };
}

export const fixedClock = (instant: string): Clock => ({ now: () => new Date(instant) });

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day in China, `YYYY-MM-DD`. */
export const dayOf = (instant: Date): string => shanghai.format(instant);
export const today = (clock: Clock): string => dayOf(clock.now());

const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `2026-11-22 10:05` in China, for messages. */
export const minuteOf = (instant: Date): string => minute.format(instant);
