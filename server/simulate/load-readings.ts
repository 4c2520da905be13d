/** A year of made-up readings for a demo, imported and computed as any file would be. */
import { systemScope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import {
  computeYear,
  hasStations,
  importAccounts,
  importReadings,
  importStations,
} from '../modules/environment/index.ts';
import { accountsToCsv } from './simulate-accounts.ts';
import { simulateReadings, simulateStations, stationsToCsv } from './simulate-readings.ts';

/** Before the years of the simulated observations, whose planted truths it must not touch. */
const PLAN = { seed: 20_260_102, year: 2022, grain: 'day', airStations: 22, sections: 33 } as const;

/** At the first start of a demo; later starts find stations and do nothing. Returns whether anything was loaded. */
export async function loadDemoReadings(services: Services): Promise<boolean> {
  const scope = systemScope('simulate');
  if (await services.db.within(scope, hasStations)) return false;
  const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text), dryRun: false });
  await importStations(services, scope, file('模拟站点.csv', stationsToCsv(simulateStations(PLAN))));
  await importReadings(services, scope, file('模拟监测数据-2022.csv', [...simulateReadings(PLAN)].join('')));
  for (const kind of ['air', 'water'] as const)
    await computeYear(services, scope, { kind, year: PLAN.year, publish: true });
  await importAccounts(services, scope, file('模拟生态账户.csv', accountsToCsv(PLAN.seed, { from: 2023, to: 2024 })));
  return true;
}
