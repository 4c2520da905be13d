import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { systemScope } from '../scope/scope.ts';
import { appendLogEntries, appendLogEntry, commitmentOf, type NewLogEntry, sealSubject } from './index.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('log_append');
});
afterAll(() => the.close());

const system = systemScope('test');
const entry = (n: number): NewLogEntry => ({ kind: 'epcis.captured', subject: `epcis/${n}`, statement: { n } });
const pending = (subject: string) =>
  the.services.db.within(system, (tx) =>
    tx.selectFrom('log_pending').selectAll().where('subject', 'like', subject).orderBy('id').execute(),
  );

test('an entry is there when the act is committed, and only then', async () => {
  const { db, clock } = the.services;
  await db.within(the.scopeOf('officer'), (tx) => appendLogEntry(tx, clock, entry(1)));
  await expect(
    db.within(system, async (tx) => {
      await appendLogEntry(tx, clock, entry(2));
      throw new Error('the act failed');
    }),
  ).rejects.toThrow('the act failed');
  const rows = await pending('epcis/%');
  expect(rows).toHaveLength(1);
  expect(String(rows[0]!.entry)).toBe(
    '{"at":"2026-11-22T02:00:00.000Z","kind":"epcis.captured","log":"zhimai.log/1","statement":{"n":1},"subject":"epcis/1"}',
  );
});

test('many at once keep their order', async () => {
  const rows = Array.from({ length: 12_000 }, (_, n) => ({ ...entry(n), subject: `bulk/${n}` }));
  await the.services.db.within(system, (tx) => appendLogEntries(tx, the.services.clock, rows));
  expect((await pending('bulk/%')).map((row) => row.subject)).toEqual(rows.map((row) => row.subject));
});

test('the public adds nothing, nobody changes an entry, and what is no short statement is refused', async () => {
  const { db, clock } = the.services;
  await expect(
    db.within({ kind: 'public', address: null }, (tx) => appendLogEntry(tx, clock, entry(3))),
  ).rejects.toThrow('row-level security');
  await expect(db.within(system, (tx) => tx.updateTable('log_entry').set({ subject: 'x' }).execute())).rejects.toThrow(
    'permission denied',
  );
  for (const bad of [
    { ...entry(1), subject: '' },
    { ...entry(1), subject: 'x'.repeat(201) },
    { ...entry(1), statement: { text: '长'.repeat(2000) } },
  ])
    await expect(db.within(system, (tx) => appendLogEntry(tx, clock, bad))).rejects.toThrow(RangeError);
  await expect(
    db.within(system, (tx) => appendLogEntry(tx, clock, { ...entry(1), statement: { n: Number.NaN } })),
  ).rejects.toThrow(TypeError);
});

test('what is not public names nothing; the salt that opens it is for its offices', async () => {
  const { db } = the.services;
  const content = { plan: 'p330100-2021', title: '受限' };
  const seal = (name: string) =>
    db.within(the.scopeOf('officer'), (tx) => sealSubject(tx, { name, regionCode: '330100' }, content));
  const [one, two] = [await seal('plan/a'), await seal('plan/a')];
  expect(one.subject).toMatch(/^sealed\/[0-9a-f]{32}$/);
  expect(one.subject).not.toBe(two.subject);
  expect(one.commitment).not.toBe(two.commitment);
  const openings = (scope: Parameters<typeof db.within>[0]) =>
    db.within(scope, (tx) => tx.selectFrom('log_opening').selectAll().where('subject', '=', one.subject).execute());
  const [opening] = await openings(the.scopeOf('officer'));
  expect(commitmentOf(opening!.salt, content)).toBe(one.commitment);
  expect(commitmentOf(opening!.salt, { ...content, title: '别的' })).not.toBe(one.commitment);
  expect(await openings({ kind: 'public', address: null })).toEqual([]);
  expect(await openings(the.scopeOf('officer', '330200'))).toEqual([]);
  expect(await openings(the.scopeOf('viewer', '330200'))).toEqual([]);
});
