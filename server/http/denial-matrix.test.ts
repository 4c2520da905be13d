/**
 * The denial matrix. Every endpoint is asked by the public and by every role; every scoped record is asked for from its
 * own, parent, child, sibling and foreign region. The permission table says what must come out, and the database,
 * asked past the services, must agree.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allows, type Permission, permissions, type Role, reaches, roles } from '../../packages/contract/index.ts';
import type { UserScope } from '../kernel/scope/scope.ts';
import { importDocument, removeDocument } from '../modules/plans/index.ts';
import { openTestApp, type Relation, regionOf, type TestApp, upload } from './test-app.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('denial');
});
afterAll(() => the.close());

const unknown = '00000000-0000-4000-8000-000000000001';
const relations = Object.keys(regionOf) as Relation[];

describe('role × endpoint', () => {
  test.each(['public', ...roles])('%s', async (role) => {
    const held = role === 'public' ? [] : [role as Role];
    const answers: string[] = [];
    const expected: string[] = [];
    for (const { method, url, permission } of the.routes) {
      // Signing out would end the very session that we ask with: each request brings its own.
      const headers = role === 'public' ? { 'x-zhimai': '1' } : (await the.signIn(role)).headers;
      const response = await the.app.inject({
        method: method as 'GET',
        url: url.replace(/:\w+/g, unknown),
        headers,
        ...(method === 'POST' && url !== '/api/session' ? { payload: {} } : {}),
      });
      const denied = response.statusCode === 401 || response.statusCode === 403;
      answers.push(`${method} ${url} ${denied ? response.statusCode : 'through'}`);
      const refusal = role === 'public' ? 401 : 403;
      expected.push(`${method} ${url} ${allows(held, permission) ? 'through' : refusal}`);
    }
    expect(answers).toEqual(expected);
    expect(answers.length).toBeGreaterThan(20);
  });

  test('every permission of the table guards an endpoint', () => {
    const used = new Set<Permission>(the.routes.map((route) => route.permission));
    expect(Object.keys(permissions).sort()).toEqual([...used].sort());
  });

  test('a change without our header is refused, whoever asks', async () => {
    const { headers } = await the.signIn('officer');
    const response = await the.app.inject({
      method: 'POST',
      url: '/api/documents',
      headers: { cookie: headers.cookie },
    });
    expect(response.statusCode).toBe(403);
    expect(response.json().error.code).toBe('auth.origin');
  });
});

describe('region × record', () => {
  const documents: Partial<Record<Relation, string>> = {};
  const systemImport = async (relation: Relation, name: string) => {
    const row = await importDocument(
      the.services,
      { kind: 'system', purpose: 'test' },
      { fileName: name, bytes: Buffer.from(`测试文件 ${name}`), regionCode: regionOf[relation] },
    );
    return row.id;
  };
  beforeAll(async () => {
    for (const relation of relations) documents[relation] = await systemImport(relation, `${relation}.txt`);
  });

  test.each(relations)('document of %s: read through HTTP and straight from the database', async (relation) => {
    const may = reaches(permissions['document.read'].reach, regionOf.own, regionOf[relation]);
    const { headers } = await the.signIn('viewer');
    for (const path of ['', '/file']) {
      const response = await the.app.inject({ url: `/api/documents/${documents[relation]}${path}`, headers });
      expect(response.statusCode).toBe(may ? 200 : 404);
    }
    const list = await the.app.inject({ url: '/api/documents', headers });
    const ids = (list.json().documents as { id: string }[]).map((row) => row.id);
    expect(ids.includes(documents[relation]!)).toBe(may);
    const rows = await the.services.db.within(the.scopeOf('viewer'), (tx) =>
      tx.selectFrom('source_document').select('id').where('id', '=', documents[relation]!).execute(),
    );
    expect(rows).toHaveLength(may ? 1 : 0);
    const publicly = await the.services.db.within({ kind: 'public', address: null }, (tx) =>
      tx.selectFrom('source_document').select('id').where('id', '=', documents[relation]!).execute(),
    );
    expect(publicly).toHaveLength(0);
  });

  test.each(relations)('import into %s', async (relation) => {
    const may = reaches(permissions['document.import'].reach, regionOf.own, regionOf[relation]);
    const { headers } = await the.signIn('officer');
    const body = upload(`new-${relation}.txt`, `一份新的文件 ${relation}`, { region: regionOf[relation] });
    const response = await the.app.inject({
      method: 'POST',
      url: '/api/documents',
      payload: body.payload,
      headers: { ...headers, ...body.headers },
    });
    expect(response.statusCode).toBe(may ? 201 : 403);
    await expectWrite(relation, may, (scope) =>
      the.services.db.within(scope, async (tx) => {
        await tx
          .insertInto('observation')
          .values({
            indicator_id: 'test-indicator',
            region_code: regionOf[relation],
            period: '2020',
            period_start: '2020-01-01',
            period_end: '2020-12-31',
            value: '1',
            source: 'reported',
            source_note: 'test',
            known_on: '2021-01-01',
            published: false,
            recorded_at: new Date(0),
            recorded_by: 'test',
          })
          .execute();
      }),
    );
  });

  test.each(relations)('removal in %s', async (relation) => {
    const may = reaches(permissions['document.remove'].reach, regionOf.own, regionOf[relation]);
    const id = await systemImport(relation, `removable-${relation}.txt`);
    const { headers } = await the.signIn('officer');
    const response = await the.app.inject({ method: 'DELETE', url: `/api/documents/${id}`, headers });
    const seen = reaches(permissions['document.read'].reach, regionOf.own, regionOf[relation]);
    expect(response.statusCode).toBe(may ? 204 : seen ? 403 : 404);
    const rows = await the.services.db.within({ kind: 'system', purpose: 'test' }, (tx) =>
      tx.selectFrom('source_document').select('removed_at').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(rows.removed_at === null).toBe(!may);
    if (!may)
      await expect(removeDocument(the.services, the.scopeOf('officer'), id)).rejects.toMatchObject({
        code: seen ? 'scope.outside' : 'not-found',
      });
  });

  test.each(relations)('audit entries of %s', async (relation) => {
    const may = reaches(permissions['audit.read'].reach, regionOf.own, regionOf[relation]);
    const { headers } = await the.signIn('auditor');
    const response = await the.app.inject({ url: `/api/audit?q=${documents[relation]}&size=10`, headers });
    expect(response.json().total).toBe(may ? 1 : 0);
  });

  test('sessions and keys of others are neither seen nor ended', async () => {
    const mine = await the.signIn('officer');
    const theirs = await the.signIn('parent');
    const list = await the.app.inject({ url: '/api/sessions', headers: theirs.headers });
    const { id } = (list.json().sessions as { id: string; current: boolean }[]).find((session) => session.current)!;
    const ended = await the.app.inject({ method: 'DELETE', url: `/api/sessions/${id}`, headers: mine.headers });
    expect(ended.statusCode).toBe(404);
    const still = await the.app.inject({ url: '/api/desk', headers: theirs.headers });
    expect(still.statusCode).toBe(200);
  });

  async function expectWrite(relation: Relation, may: boolean, write: (scope: UserScope) => Promise<void>) {
    await the.services.db.within({ kind: 'system', purpose: 'test' }, (tx) =>
      tx
        .insertInto('indicator')
        .values({ id: 'test-indicator', name: '测试', unit: '个' })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
    for (const role of roles) {
      const writes = may && (role === 'officer' || role === 'administrator');
      const attempt = write(the.scopeOf(role)).catch((error: Error) => error.message);
      const outcome = await attempt;
      if (writes) expect(outcome ?? '').not.toMatch(/row-level security/);
      else expect(outcome, `${role} in ${relation}`).toMatch(/row-level security/);
    }
  }
});
