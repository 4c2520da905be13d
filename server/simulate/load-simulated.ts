/** Puts simulated observations into the ledger, marked as such, and writes them as an observation file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordAudit } from '../kernel/audit/record-audit.ts';
import { getInstallationKind } from '../kernel/installation/index.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import {
  addIndicators,
  addObservations,
  logPublished,
  type NewIndicator,
  type NewObservation,
} from '../modules/indicators/index.ts';
import { type Simulation, simulateObservations, type YearRange } from './simulate-observations.ts';

const plans = join(import.meta.dirname, '../../plans');
export const DEMO_SEED = 20_260_101;
const DEMO_YEARS: YearRange = { from: 2023, to: 2025 };

const readJson = (file: string) => JSON.parse(readFileSync(join(plans, file), 'utf8'));
/** The indicators of the packs, and what the scheme of the index divides by. */
export const readRegister = (): NewIndicator[] => [
  ...readJson('indicators/register.json'),
  ...readJson('schemes/regional-quality-index.json').context,
];

const noteOf = (seed: number) => `模拟数据生成器 · 种子 ${seed} · simulator`;
/** Values of a year are known a month after it. */
const knownOn = (year: number) => `${year + 1}-02-01`;

/** Loads what was simulated: published in a demo, unpublished anywhere else. What is true already stays. */
export async function loadSimulated({ db, clock }: Services, simulation: Simulation) {
  const { seed } = simulation.truths;
  const scope = systemScope('simulate');
  return db.within(scope, async (tx) => {
    const published = (await getInstallationKind(tx)) === 'demo';
    const used = new Set(simulation.values.map(({ indicator }) => indicator));
    await addIndicators(
      tx,
      readRegister().filter(({ id }) => used.has(id)),
    );
    const observations = simulation.values.map(
      ({ indicator, region, year, value }): NewObservation => ({
        indicatorId: indicator,
        regionCode: region,
        breakdown: '',
        period: String(year),
        periodStart: `${year}-01-01`,
        periodEnd: `${year}-12-31`,
        value,
        knownOn: knownOn(year),
        knownOnStated: true,
        source: 'simulated',
        sourceNote: noteOf(seed),
        published,
        simulated: true,
      }),
    );
    const at = clock.now();
    const counts = await addObservations(tx, observations, { at, by: 'simulator' });
    await logPublished(tx, at);
    if (counts.added + counts.corrected > 0)
      await recordAudit(tx, scope, clock, {
        action: 'observation.simulate',
        regionCode: '330000',
        object: { kind: 'simulation', id: String(seed) },
        summary: {
          zh: `载入模拟数据：新增 ${counts.added}，更正 ${counts.corrected}`,
          en: `Loaded simulated data: ${counts.added} added, ${counts.corrected} corrected`,
        },
        details: { seed, ...counts, published },
      });
    return { ...counts, published };
  });
}

/** At the first start of a demo; later starts find them and do nothing. Returns whether anything was loaded. */
export async function loadDemoObservations(services: Services): Promise<boolean> {
  const known = await services.db.within(systemScope('simulate'), (tx) =>
    tx.selectFrom('audit').select('id').where('action', '=', 'observation.simulate').limit(1).executeTakeFirst(),
  );
  if (known) return false;
  await loadSimulated(services, simulateObservations(DEMO_SEED, DEMO_YEARS));
  return true;
}

/** The observation file that the import takes: every row says that it is simulated. */
export function simulationToCsv({ values, truths }: Simulation): string {
  const register = new Map(readRegister().map((indicator) => [indicator.id, indicator]));
  const lines = values.map(({ indicator, region, year, value }) => {
    const { name = '', unit = '' } = register.get(indicator) ?? {};
    return [indicator, quote(name), region, '', year, value, unit, knownOn(year), noteOf(truths.seed), '是'].join(',');
  });
  return `\uFEFF${[['指标编号', '指标', '地区代码', '分项', '期间', '数值', '单位', '数据日期', '依据', '模拟数据'].join(','), ...lines].join('\r\n')}\r\n`;
}

const quote = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
