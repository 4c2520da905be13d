import type { TargetDetail } from '../../app/contract.ts';
import { yearPosition } from '../../ui/format.ts';

export type Seen = { period: string; value: string; simulated: boolean };

function decimals(value: string): number {
  return value.split('.')[1]?.length ?? 0;
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/**
 * What the picture draws. A target of what is new in a period is judged by the running total since the period began,
 * so the line is that total and the values of each year stand under it as bars; every other kind is drawn as observed.
 * The totals here place points in a drawing; the one that decides comes from the server.
 */
export function courseOf(target: TargetDetail): { seen: Seen[]; parts: Seen[] } {
  const valid = target.observations
    .filter((one) => !one.supersededAt && one.region === target.region.code && one.knownOn <= target.asOf)
    .sort((a, b) => yearPosition(a.period) - yearPosition(b.period));
  const single = valid.filter((one) => !one.period.includes('/'));
  const start = target.rule.path[0]?.date;
  if (target.kind !== 'new' || target.period === 'each' || !start) {
    const shown = single.length > 0 ? single : valid;
    return { seen: shown.map(({ period, value, simulated }) => ({ period, value, simulated })), parts: [] };
  }
  const inside = valid.filter((one) => one.periodStart >= start && one.periodEnd <= target.dueOn);
  const parts = inside.filter((one) => !one.period.includes('/'));
  const places = Math.max(0, ...parts.map((one) => decimals(one.value)));
  const totals = new Map<string, Seen>();
  let total = 0;
  let simulated = false;
  let expected = start;
  for (const part of parts) {
    // After a gap the total is not known, and nothing is drawn rather than something wrong.
    if (part.periodStart !== expected) break;
    total += Number(part.value);
    simulated ||= part.simulated;
    totals.set(part.periodEnd, { period: part.period, value: total.toFixed(places), simulated });
    expected = dayAfter(part.periodEnd);
  }
  // One figure for several years from the beginning is a total already, and counts before a sum of ours.
  for (const one of inside) {
    if (one.period.includes('/') && one.periodStart === start) {
      totals.set(one.periodEnd, { period: one.periodEnd.slice(0, 4), value: one.value, simulated: one.simulated });
    }
  }
  const seen = [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, point]) => point);
  return { seen, parts: parts.map(({ period, value, simulated }) => ({ period, value, simulated })) };
}
