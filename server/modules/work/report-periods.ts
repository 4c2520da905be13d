/** Regular reports: which month or quarter is closed and still without one. */

/**
 * The last closed period without a report (`2026-10`, `2026-Q3`), or null. A period counts when the task was accepted
 * before it ended.
 * @param accepted day of acceptance
 * @param lastReport instant of the lead unit's last report
 */
export function missingPeriod(
  every: string,
  accepted: string | null,
  lastReport: string | null,
  asOf: string,
): string | null {
  if (every === 'none' || accepted === null) return null;
  const months = every === 'month' ? 1 : 3;
  const year = Number(asOf.slice(0, 4));
  const month = Number(asOf.slice(5, 7)) - 1;
  // First month of the running period; the day before it closes the period asked about.
  const running = new Date(Date.UTC(year, month - (month % months), 1));
  const start = new Date(Date.UTC(running.getUTCFullYear(), running.getUTCMonth() - months, 1));
  const end = new Date(running.getTime() - 86_400_000);
  const day = (date: Date) => date.toISOString().slice(0, 10);
  if (accepted > day(end)) return null;
  // A report given in the period, or after it and so about it, counts.
  if (lastReport !== null && lastReport.slice(0, 10) >= day(start)) return null;
  return every === 'month'
    ? day(start).slice(0, 7)
    : `${start.getUTCFullYear()}-Q${Math.floor(start.getUTCMonth() / 3) + 1}`;
}
