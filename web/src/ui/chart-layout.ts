/** Pure layout of the trajectory chart: scales, ticks and places for labels. */
export type Scale = { min: number; max: number; ticks: number[] };

/** A scale over the values with round ticks; it starts at zero where the values are not far from it. */
export function niceScale(values: number[], wanted = 5): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const from = low >= 0 && low < high * 0.4 ? 0 : low - (high - low || Math.abs(high) || 1) * 0.15;
  const to = high + (high - from || 1) * 0.08;
  const raw = (to - from) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const min = Math.floor(from / step) * step;
  const max = Math.ceil(to / step) * step;
  const count = Math.round((max - min) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number((min + index * step).toPrecision(12)));
  return { min, max, ticks };
}

export function yearTicks(from: number, to: number, room: number): number[] {
  const step = Math.max(1, Math.ceil((to - from) / Math.max(2, Math.floor(room / 56))));
  const ticks: number[] = [];
  for (let year = Math.ceil(from); year <= to; year += step) ticks.push(year);
  return ticks;
}

export type Label = { key: string; x: number; y: number; text: string; bold?: boolean; prefer: 'above' | 'below' };
export type PlacedLabel = Label & { top: number };

/** Rough width in pixels at 11 px: Chinese characters are square, digits half as wide. */
function textWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 11.5 : 6.6), 0);
}

/** Puts each label above or below its point, the first place where it covers no earlier one; else leaves it out. */
export function placeLabels(labels: Label[], floor: number, left: number): PlacedLabel[] {
  const placed: (PlacedLabel & { half: number })[] = [];
  for (const wanted of labels) {
    const half = textWidth(wanted.text) * (wanted.bold ? 0.6 : 0.5) + 3;
    const label = { ...wanted, x: Math.max(wanted.x, left + half) };
    const offsets = label.prefer === 'above' ? [-11, 19, -26, 33] : [19, -11, 33, -26];
    for (const offset of offsets) {
      const top = label.y + offset;
      const covers = placed.some(
        (other) => Math.abs(other.x - label.x) < other.half + half && Math.abs(other.top - top) < 14,
      );
      if (!covers && top > 8 && top < floor) {
        placed.push({ ...label, top, half });
        break;
      }
    }
  }
  return placed;
}
