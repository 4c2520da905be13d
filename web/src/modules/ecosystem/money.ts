import { formatDecimal } from '../../ui/format.ts';

/** Yuan as 亿元 with two places: only for showing, the exact amount is in the file. */
export const inYi = (yuan: string): string => formatDecimal((Number(yuan) / 1e8).toFixed(2));
export const inWan = (yuan: string): string => formatDecimal((Number(yuan) / 1e4).toFixed(1));

const english: Record<string, string> = { 吨: 't', 立方米: 'm³', 千瓦时: 'kWh', 人天: 'visitor-days' };
export const unitIn = (unit: string, language: 'zh' | 'en'): string =>
  language === 'en' ? (english[unit] ?? unit) : unit;

/** Against the year before, in percent; nothing to compare with is a dash. */
export function changeOf(total: string, before: string | undefined): string {
  if (before === undefined || Number(before) === 0) return '—';
  const change = (100 * (Number(total) - Number(before))) / Number(before);
  return `${change > 0 ? '+' : ''}${formatDecimal(change.toFixed(1))}%`;
}
