/** For tests: the whole server on a cloned database, with an office and a person for every relation and role. */
import { type Role, roles } from '../../packages/contract/index.ts';
import { openTestDatabase } from '../db/test-server.ts';
import { type Clock, fixedClock } from '../kernel/clock.ts';
import type { App } from '../kernel/http.ts';
import { loadOrganizations } from '../kernel/organization/load-organizations.ts';
import { addPerson } from '../kernel/person/add-person.ts';
import { loadRegions } from '../kernel/region/load-regions.ts';
import { systemScope, type UserScope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import { buildServer, type RegisteredRoute } from './build-server.ts';
import type { ServerOptions } from './options.ts';

export const password = 'a-test-password';
/** Everything is seen from Hangzhou. */
export const regionOf = {
  own: '330100',
  parent: '330000',
  child: '330106',
  sibling: '330200',
  foreign: '340100',
} as const;
export type Relation = keyof typeof regionOf;

export type TestApp = {
  app: App;
  routes: RegisteredRoute[];
  services: Services & { clock: Clock & { set(instant: string): void } };
  migratorUrl: string;
  /** Signs in and returns what a request needs to come from that person. */
  signIn(userName: string): Promise<{ headers: Record<string, string> }>;
  /** The scope of a person of Hangzhou with one role, for calling services directly. */
  scopeOf(role: Role, regionCode?: string): UserScope;
  close(): Promise<void>;
};

/** People: each role in Hangzhou (`viewer`, `officer` …), and an officer with all rights in each related region. */
export async function openTestApp(label: string, options: Partial<ServerOptions> = {}): Promise<TestApp> {
  const database = await openTestDatabase(label);
  const clock = movableClock('2026-11-22T02:00:00Z');
  const services = { db: database.db, clock };
  await loadRegions(services);
  await loadOrganizations(services);
  const scope = systemScope('test');
  await database.db.within(scope, async (tx) => {
    await tx
      .insertInto('region')
      .values({
        code: regionOf.foreign,
        name: '邻省某市',
        name_en: 'A city elsewhere',
        level: 'city',
        parent_code: '340000',
        valid_from: '-infinity',
        latest: true,
      })
      .execute();
    for (const [relation, code] of Object.entries(regionOf))
      await tx
        .insertInto('organization')
        .values({
          id: `test-${relation}`,
          name: `测试机构 ${code}`,
          name_en: relation,
          kind: 'office',
          region_code: code,
        })
        .execute();
    for (const role of roles)
      await addPerson(tx, scope, clock, {
        userName: role,
        displayName: role,
        organizationId: 'test-own',
        regionCode: regionOf.own,
        roles: [role],
        password,
      });
    for (const [relation, code] of Object.entries(regionOf))
      await addPerson(tx, scope, clock, {
        userName: relation,
        displayName: relation,
        organizationId: `test-${relation}`,
        regionCode: code,
        roles: ['officer', 'administrator', 'auditor'],
        password,
      });
  });
  const { app, routes } = await buildServer(services, {
    demo: false,
    version: 'test',
    log: 'silent',
    signInsPerMinute: 100_000,
    ...options,
  });
  await app.ready();
  return {
    app,
    routes,
    services,
    migratorUrl: database.migratorUrl,
    signIn: (userName) => signIn(app, userName),
    scopeOf: (role, regionCode = regionOf.own) => ({
      kind: 'user',
      personId: '00000000-0000-4000-8000-000000000000',
      postId: '00000000-0000-4000-8000-000000000000',
      displayName: role,
      organizationId: 'test-own',
      regionCode,
      roles: [role],
      sessionId: null,
      address: null,
    }),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

async function signIn(app: App, userName: string): Promise<{ headers: Record<string, string> }> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-zhimai': '1' },
    payload: { userName, password },
  });
  const cookie = response.cookies[0];
  if (!cookie) throw new Error(`sign-in of ${userName}: ${response.body}`);
  return { headers: { cookie: `${cookie.name}=${cookie.value}`, 'x-zhimai': '1' } };
}

function movableClock(start: string): Clock & { set(instant: string): void } {
  let clock = fixedClock(start);
  return {
    now: () => clock.now(),
    set: (instant) => {
      clock = fixedClock(instant);
    },
  };
}

/** A multipart body with one file. */
export function upload(
  name: string,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'zhimai-test-boundary';
  const parts: Buffer[] = Object.entries(fields).map(([key, value]) =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`),
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  parts.push(Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`));
  return {
    payload: Buffer.concat(parts),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
