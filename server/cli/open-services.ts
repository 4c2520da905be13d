import { type OpenDatabase, openDatabase } from '../db/open.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { loadDictionary } from '../kernel/dictionary/dictionary.ts';
import { loadOrganizations } from '../kernel/organization/load-organizations.ts';
import { loadRegions } from '../kernel/region/load-regions.ts';
import { ensureSearch } from '../kernel/search/index.ts';
import type { Services } from '../kernel/services.ts';
import { fillLimits } from '../modules/plans/index.ts';
import { searchSources } from './search-sources.ts';
import type { Settings } from './settings.ts';

/** Opens the database and brings the registers that ship with the program (regions, organizations) up to date. */
export async function openServices(
  settings: Settings,
  clock: Clock = systemClock,
): Promise<{ services: Services; database: OpenDatabase }> {
  const database = await openDatabase({
    dataFolder: settings.dataFolder,
    url: settings.databaseUrl,
    appUrl: settings.databaseAppUrl,
  });
  const services: Services = { db: database.db, clock };
  await loadRegions(services);
  await loadOrganizations(services);
  await loadDictionary(services);
  await fillLimits(services);
  await ensureSearch(services, searchSources);
  return { services, database };
}
