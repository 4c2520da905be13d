/** Days of a period, both included: `2020`, `2020-06`, or several years together, `2016/2020`. Undefined for anything else. */
export function boundsOfPeriod(period: string): { start: string; end: string } | undefined {
  const month = /^((?:19|20)\d\d)-(0[1-9]|1[0-2])$/.exec(period);
  if (month) {
    const last = new Date(Date.UTC(Number(month[1]), Number(month[2]), 0));
    return { start: `${period}-01`, end: last.toISOString().slice(0, 10) };
  }
  const years = /^((?:19|20)\d\d)(?:\/((?:19|20)\d\d))?$/.exec(period);
  const [from, to = from] = [years?.[1], years?.[2]];
  if (from === undefined || to === undefined || from > to) return undefined;
  return { start: `${from}-01-01`, end: `${to}-12-31` };
}
