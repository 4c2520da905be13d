/** Made-up amounts of what the ecosystems of counties provide, as a file of accounts. */
import { gepMethods } from '../../packages/environment/index.ts';
import { regionsOn } from '../kernel/region/index.ts';
import { streamOf } from './random.ts';

/** Amounts for a square kilometre and year, within what is plausible for hills, fields and lakes. */
const perArea: Record<string, [number, number]> = {
  crops: [40, 260],
  forestry: [2, 30],
  fishery: [3, 80],
  'fresh-water': [60_000, 350_000],
  'water-retention': [250_000, 800_000],
  soil: [2_000, 16_000],
  flood: [30_000, 150_000],
  carbon: [200, 900],
  oxygen: [150, 650],
  air: [0.5, 4],
  climate: [4_000_000, 15_000_000],
  tourism: [800, 9_000],
};

export function accountsToCsv(seed: number, years: { from: number; to: number }): string {
  const lines = ['地区代码,年份,服务,实物量,单价,面积,模拟数据'];
  for (const { code, level, type } of regionsOn('2025-12-31')) {
    if (level !== 'county') continue;
    const random = streamOf(seed, 'account', code);
    const area = (type === 'district' ? random.between(60, 900) : random.between(500, 2_800)).toFixed(1);
    for (const { id } of gepMethods.at(-1)!.services) {
      const [low, high] = perArea[id]!;
      const density = random.between(low, high);
      for (let year = years.from; year <= years.to; year++) {
        const change = 1 + 0.015 * (year - years.from) + 0.02 * streamOf(seed, 'account', code, id, year).normal();
        lines.push(`${code},${year},${id},${(density * Number(area) * change).toFixed(1)},,${area},是`);
      }
    }
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
