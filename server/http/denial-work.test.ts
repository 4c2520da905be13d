/**
 * Tasks by relation: own, parent, child, sibling and foreign region, asked over HTTP and straight in the database.
 * Read along the line, given out downwards, acted on by who is part of it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions, reaches, roles } from '../../packages/contract/index.ts';
import { openTestApp, type Relation, regionOf, type TestApp } from './test-app.ts';

let the: TestApp;
const relations = Object.keys(regionOf) as Relation[];
const open: Partial<Record<Relation, string>> = {};
const closed: Partial<Record<Relation, string>> = {};
const body = (relation: Relation, restricted = false) => ({
  title: `任务 ${relation}`,
  region: regionOf[relation],
  leadId: `test-${relation}`,
  dueOn: '2026-12-18',
  issue: true,
  restricted,
});
const post = async (who: string, url: string, payload: object) =>
  the.app.inject({ method: 'POST', url, headers: (await the.signIn(who)).headers, payload });
const get = async (who: string, url: string) => the.app.inject({ url, headers: (await the.signIn(who)).headers });

beforeAll(async () => {
  the = await openTestApp('denial-work');
  for (const relation of relations) {
    open[relation] = (await post(relation, '/api/work', body(relation))).json().id;
    closed[relation] = (await post(relation, '/api/work', body(relation, true))).json().id;
    await post(relation, `/api/work/${open[relation]}/steps`, { action: 'accept', version: 2 });
    const report = await post(relation, `/api/work/${open[relation]}/reports`, { percent: 10, done: '开始' });
    expect(report.statusCode, relation).toBe(201);
  }
});
afterAll(() => the.close());

describe.each(relations)('a task of %s', (relation) => {
  const seen = reaches(permissions['work.read'].reach, regionOf.own, regionOf[relation]);
  const below = reaches(permissions['work.issue'].reach, regionOf.own, regionOf[relation]);

  test('is read along the line, in the list, in search and in the database alike', async () => {
    const id = open[relation]!;
    expect((await get('viewer', `/api/work/${id}`)).statusCode).toBe(seen ? 200 : 404);
    const list = (await get('viewer', '/api/work?size=500')).json().rows as { id: string }[];
    expect(list.some((row) => row.id === id)).toBe(seen);
    const hits = (await get('viewer', `/api/search?q=${encodeURIComponent(`任务 ${relation}`)}`)).body;
    expect(hits.includes(id)).toBe(seen);
    for (const table of ['work_item', 'work_unit', 'work_report'] as const) {
      const column = table === 'work_item' ? 'id' : 'item_id';
      const rows = await the.services.db.within(the.scopeOf('viewer'), (tx) =>
        tx
          .selectFrom(table)
          .selectAll()
          .where(column as never, '=', id as never)
          .execute(),
      );
      expect(rows.length > 0, table).toBe(seen);
    }
    const publicly = await the.services.db.within({ kind: 'public', address: null }, (tx) =>
      tx.selectFrom('work_item').select('id').where('id', '=', id).execute(),
    );
    expect(publicly).toEqual([]);
  });

  test('is restricted to its parties, the offices that may write it, and auditors there, when it says so', async () => {
    const id = closed[relation]!;
    const own = relation === 'own';
    const words = encodeURIComponent(`任务 ${relation}`);
    const may = { officer: below, auditor: below || own, viewer: own, reporter: own };
    for (const [who, sees] of Object.entries(may)) {
      expect((await get(who, `/api/work/${id}`)).statusCode, who).toBe(sees ? 200 : 404);
      // Search names what is restricted at home only.
      expect((await get(who, `/api/search?q=${words}`)).body.includes(id), who).toBe(own);
    }
  });

  test('is given out only downwards', async () => {
    const answer = await post('officer', '/api/work', { ...body(relation), leadId: 'test-own' });
    expect(answer.statusCode).toBe(below ? 201 : 403);
    for (const role of roles) {
      const attempt = await the.services.db
        .within(the.scopeOf(role), (tx) =>
          tx
            .insertInto('work_item')
            .values({
              code: `x-${role}`,
              region_code: regionOf[relation],
              issuer_id: 'test-parent',
              title: 'x',
              report_every: 'none',
              created_at: new Date(0),
            })
            .execute(),
        )
        .then(
          () => 'written',
          (error: Error) => error.message,
        );
      if (below && (role === 'officer' || role === 'administrator')) expect(attempt).toBe('written');
      else expect(attempt, role).toMatch(/row-level security/);
    }
  });

  test('is acted on by who is part of it', async () => {
    const own = relation === 'own';
    const step = await post('officer', `/api/work/${open[relation]}/steps`, { action: 'submit', version: 3 });
    expect(step.statusCode).toBe(own ? 204 : seen && below ? 403 : seen ? 404 : 404);
    if (own) await post('officer', `/api/work/${open[relation]}/steps`, { action: 'withdraw', version: 4 });
    const report = await post('officer', `/api/work/${open[relation]}/reports`, { percent: 20, done: '继续' });
    expect(report.statusCode).toBe(own ? 201 : seen ? 422 : 404);
    const slip = await post('officer', `/api/work/${open[relation]}/slips`, { reason: 'x', dueOn: '2026-12-18' });
    expect(slip.statusCode).toBe(own ? 409 : below ? 403 : seen ? 403 : 404);
    const step2 = await the.services.db
      .within(the.scopeOf('reporter', regionOf.own), (tx) =>
        tx
          .insertInto('lifecycle_step')
          .values({
            kind: 'task',
            object_id: open[relation]!,
            version: 99,
            at: new Date(0),
            on_day: '2026-01-01',
            actor: 'x',
            action: 'complete',
            to_state: 'done',
          })
          .execute(),
      )
      .then(
        () => 'written',
        (error: Error) => error.message,
      );
    // A reporter of the own organization is a party of the own task only.
    if (own) expect(step2).toBe('written');
    else expect(step2).toMatch(/row-level security/);
  });
});
