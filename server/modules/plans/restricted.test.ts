/** What is restricted before anybody has adopted it, and what cannot be undone after. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { loadPacks, readPacks } from './index.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('restricted');
});
afterAll(() => the.close());

const plan = '市内部质量提升方案\n\n一、目标\n到2027年，机密合格率达到180%，新增企业20家。\n';
const send = async (who: string, fields: Record<string, string>) => {
  const file = upload('方案.txt', plan, fields);
  const { headers } = await the.signIn(who);
  return the.app.inject({
    method: 'POST',
    url: '/api/documents',
    payload: file.payload,
    headers: { ...headers, ...file.headers },
  });
};
const ask = async (who: string, url: string) => the.app.inject({ url, headers: (await the.signIn(who)).headers });

test('a document is restricted from its import on: list, file, search, desks and trails of others know nothing of it', async () => {
  expect((await send('officer', { visibility: 'restricted', region: '330106' })).statusCode).toBe(403);
  const sent = await send('officer', { visibility: 'restricted' });
  expect(sent.statusCode).toBe(201);
  const { id } = sent.json() as { id: string };
  const words = encodeURIComponent('内部质量提升');
  for (const [who, sees] of Object.entries({
    officer: true,
    auditor: true,
    viewer: false,
    parent: false,
    child: false,
  })) {
    expect((await ask(who, `/api/documents/${id}`)).statusCode, who).toBe(sees ? 200 : 404);
    expect((await ask(who, `/api/documents/${id}/file`)).statusCode, who).toBe(sees ? 200 : 404);
    expect((await ask(who, '/api/documents')).body.includes(id), who).toBe(sees);
    expect((await ask(who, `/api/search?q=${words}`)).body.includes(id), who).toBe(sees);
    expect((await ask(who, '/api/desk')).body.includes('机密合格率'), who).toBe(sees);
  }
  // The trail is read further up: there it says that a file came, not which.
  expect((await ask('parent', '/api/audit')).body).not.toContain('内部质量提升');
});

test('the document that a plan came from cannot be removed', async () => {
  const sent = await send('parent', {});
  const { id } = sent.json() as { id: string };
  await loadPacks(the.services, readPacks().slice(0, 1));
  const planId = readPacks()[0]!.pack.id;
  await the.services.db.within(systemScope('test'), async (tx) => {
    const { id: person } = await tx.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow();
    await tx
      .updateTable('plan')
      .set({ origin: 'adopted', document_id: id, part: 0, adopted_at: new Date(0), adopted_by: person })
      .where('id', '=', planId)
      .execute();
  });
  const { headers } = await the.signIn('parent');
  const removed = await the.app.inject({ method: 'DELETE', url: `/api/documents/${id}`, headers });
  expect(removed.json().error.code).toBe('document.adopted');
  expect((await ask('parent', `/api/documents/${id}`)).statusCode).toBe(200);
});
