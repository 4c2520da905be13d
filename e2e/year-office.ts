/** For the journey of a year: the real server in this process, on a clock that can be moved, with offices of three levels. */
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../packages/contract/index.ts';
import { buildWeb } from '../server/cli/build-web.ts';
import { searchSources } from '../server/cli/search-sources.ts';
import { webFolder } from '../server/cli/settings.ts';
import { openTestDatabase, openTestServer } from '../server/db/test-server.ts';
import { buildServer } from '../server/http/build-server.ts';
import { type Clock, fixedClock } from '../server/kernel/clock.ts';
import { loadOrganizations } from '../server/kernel/organization/load-organizations.ts';
import { addPerson } from '../server/kernel/person/add-person.ts';
import { loadRegions } from '../server/kernel/region/load-regions.ts';
import { systemScope } from '../server/kernel/scope/scope.ts';
import { ensureSearch } from '../server/kernel/search/index.ts';
import type { Services } from '../server/kernel/services.ts';
import { desktop, openPage } from './support.ts';

const password = 'a-year-of-quality';
const offices: Record<string, [string, string, string, Role[]]> = {
  drafter: ['省质量办甲', 'zj-scjgj', '330000', ['officer']],
  checker: ['省质量办乙', 'zj-scjgj', '330000', ['officer']],
  industry: ['省经信厅', 'zj-jxt', '330000', ['reporter']],
  industryNext: ['省经信厅（接任）', 'zj-jxt', '330000', ['reporter']],
  planning: ['省发展改革委', 'zj-fgw', '330000', ['reporter']],
  city: ['杭州市', 'gov-330100', '330100', ['officer']],
  county: ['西湖区', 'gov-330106', '330106', ['officer']],
  admin: ['系统管理员', 'zj-scjgj', '330000', ['administrator']],
};
export type Office = keyof typeof offices;

export type Year = {
  base: string;
  services: Services;
  /** Lets the days pass; everybody has to sign in again. */
  goTo(day: string): void;
  /** The page of an office, signed in on the present day. */
  as(office: Office): Promise<Page>;
  /** Errors in anybody's page. */
  faults(): string[];
  /** What everybody sees now, for whoever has to find out why the year stopped. */
  look(folder: string): Promise<void>;
  close(): Promise<void>;
};

export async function openYear(browser: Browser, start: string): Promise<Year> {
  const server = await openTestServer();
  const database = await openTestDatabase('year');
  let clock: Clock = fixedClock(`${start}T01:00:00Z`);
  const services: Services = { db: database.db, clock: { now: () => clock.now() } };
  await loadRegions(services);
  await loadOrganizations(services);
  await ensureSearch(services, searchSources);
  const scope = systemScope('test');
  await database.db.within(scope, async (tx) => {
    for (const [userName, [displayName, organizationId, regionCode, roles]] of Object.entries(offices))
      await addPerson(tx, scope, services.clock, {
        userName,
        displayName,
        organizationId,
        regionCode,
        roles,
        password,
      });
  });
  await buildWeb();
  const { app } = await buildServer(services, { demo: false, version: 'test', log: 'silent', webFolder: webFolder() });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const pages: Page[] = [];
  const watched: [Office, string[]][] = [];
  return {
    base,
    services,
    goTo: (day) => {
      clock = fixedClock(`${day}T01:00:00Z`);
    },
    as: async (office) => {
      const { page, context, faults } = await openPage(browser, desktop);
      pages.push(page);
      watched.push([office, faults]);
      await context.request.post(`${base}/api/session`, {
        headers: { 'x-zhimai': '1' },
        data: { userName: office, password },
      });
      return page;
    },
    // What the server refuses on purpose shows in the console too; a fault of a page is something else.
    faults: () =>
      watched.flatMap(([office, faults]) =>
        faults.filter((fault) => !fault.includes('Failed to load resource')).map((fault) => `${office}: ${fault}`),
      ),
    look: async (folder) => {
      for (const [index, page] of pages.entries())
        await page.screenshot({ path: `${folder}/year-failed-${index}.png` });
    },
    close: async () => {
      for (const page of pages) await page.context().close();
      await app.close();
      await database.close();
      if (server.embedded.started) server.embedded.stop();
    },
  };
}
