/** Does a division hold? Pure: exact decimals, both languages, the region and the gap by name. */
import { Decimal } from 'decimal.js';
import type { Comparator, DivisionRule, Message, Share, TargetKind } from '../../../packages/contract/index.ts';

export type Whole = {
  comparator: Comparator;
  value: string;
  valueHigh: string | null;
  kind: TargetKind;
  unit: string;
  startsOn: string;
  dueOn: string;
  milestones: { date: string; value: string }[];
};

type Named = { code: string; name: string; nameEn: string };

/** The first fault, or undefined. `regions` are those that may have a share. */
export function checkDivision(
  whole: Whole,
  rule: DivisionRule,
  note: string,
  shares: readonly Share[],
  regions: readonly Named[],
): Message | undefined {
  const named = new Map(regions.map((region) => [region.code, region]));
  const seen = new Set<string>();
  for (const share of shares) {
    const region = named.get(share.region);
    if (!region) return { zh: `${share.region} 不是下一级地区`, en: `${share.region} is not a region directly below` };
    if (seen.has(share.region)) return { zh: `${region.name}重复列出`, en: `${region.nameEn} is named twice` };
    seen.add(share.region);
    const fault = checkMilestones(whole, share);
    if (fault) return { zh: `${region.name}：${fault.zh}`, en: `${region.nameEn}: ${fault.en}` };
  }
  if (rule === 'same') return checkSame(whole, shares, named);
  if (rule === 'sum') return checkSum(whole, shares);
  return note ? undefined : { zh: '各定目标须写明依据', en: 'own values need a reason' };
}

function checkMilestones(whole: Whole, share: Share): Message | undefined {
  let before = '';
  for (const { date } of share.milestones) {
    if (date <= before) return { zh: `年度目标次序有误（${date}）`, en: `milestones are out of order (${date})` };
    if (date < whole.startsOn || date > whole.dueOn)
      return {
        zh: `年度目标 ${date} 不在 ${whole.startsOn} 至 ${whole.dueOn} 之间`,
        en: `milestone ${date} is not between ${whole.startsOn} and ${whole.dueOn}`,
      };
    before = date;
  }
  return undefined;
}

function checkSame(whole: Whole, shares: readonly Share[], named: Map<string, Named>): Message | undefined {
  const other = shares.find((share) => !new Decimal(share.value).equals(whole.value));
  if (!other) return undefined;
  const region = named.get(other.region)!;
  return {
    zh: `${region.name}为 ${other.value}，应与上级目标 ${whole.value} 相同`,
    en: `${region.nameEn} has ${other.value}, not the ${whole.value} of the whole`,
  };
}

function checkSum(whole: Whole, shares: readonly Share[]): Message | undefined {
  if (whole.kind === 'rate')
    return { zh: '比率不能相加，请选“相同”或“各定”', en: 'rates cannot be added: choose “same” or “own”' };
  const fault = compareSum(whole, sumOf(shares.map((share) => share.value)));
  if (fault) return fault;
  for (const stone of whole.milestones) {
    const at = shares.map((share) => share.milestones.find((one) => one.date === stone.date)?.value);
    // Milestones are added up where every region has one.
    if (at.some((value) => value === undefined)) continue;
    const missed = compareSum({ ...whole, value: stone.value, valueHigh: null }, sumOf(at as string[]));
    if (missed) return { zh: `${stone.date}：${missed.zh}`, en: `${stone.date}: ${missed.en}` };
  }
  return undefined;
}

export const sumOf = (values: readonly string[]): Decimal =>
  values.reduce((sum, value) => sum.plus(value), new Decimal(0));

/** A whole of at least so much is met by more, one of at most so much by less; the others exactly. */
function compareSum({ comparator, value, valueHigh, unit }: Whole, total: Decimal): Message | undefined {
  const gap = total.minus(value);
  const text = { total: total.toFixed(), gap: gap.abs().toFixed() };
  const less = {
    zh: `各地合计 ${text.total} ${unit}，比上级目标 ${value} 少 ${text.gap}`,
    en: `the shares add up to ${text.total} ${unit}, ${text.gap} less than the whole of ${value}`,
  };
  const more = {
    zh: `各地合计 ${text.total} ${unit}，比上级目标 ${valueHigh ?? value} 多 ${total.minus(valueHigh ?? value).toFixed()}`,
    en: `the shares add up to ${text.total} ${unit}, ${total.minus(valueHigh ?? value).toFixed()} more than the whole of ${valueHigh ?? value}`,
  };
  const lower = comparator !== '<=' && comparator !== '<';
  const upper = comparator !== '>=' && comparator !== '>';
  if (lower && gap.isNegative() && !gap.isZero()) return less;
  if (upper && total.greaterThan(valueHigh ?? value)) return more;
  return undefined;
}
