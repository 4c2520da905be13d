import { type PlanYears, readTimes } from './periods.ts';

/** The time limit that a clause gives itself: 到2020年, 2018年底. */
export interface Limit {
  /** As printed; a year that is only meant (年底) is written out. */
  words: string;
  year: number;
}

/** The last day ahead that a clause names, no later than the plan's where it can be; `null` where it names none. */
export function readLimit(clause: string, plan: PlanYears): Limit | null {
  const text = clause.replace(/\s+/g, '');
  const ahead = readTimes(text, plan).filter(
    (time): time is typeof time & { year: number } =>
      time.year !== null &&
      time.year >= (plan.from ?? 0) &&
      (time.ahead || /末$/.test(text.slice(time.from, time.to))) &&
      !time.compared &&
      !time.closed,
  );
  const inPlan = ahead.filter((time) => plan.to === null || time.year <= plan.to);
  const [last] = inPlan.toSorted((a, b) => b.year - a.year);
  const [first] = ahead.toSorted((a, b) => a.year - b.year);
  const time = last ?? first;
  return time ? { words: writtenOut(text.slice(time.from, time.to), time.year), year: time.year } : null;
}

function writtenOut(words: string, year: number): string {
  if (/(?:19|20)\d\d|二[〇零]/.test(words)) return words;
  const meant = /^(?:今年|本年度?|当年|明年|全年|年)(?<end>.*)$/.exec(words)?.groups?.end;
  return meant === undefined ? `${words}（${year}年）` : `${year}年${meant}`;
}
