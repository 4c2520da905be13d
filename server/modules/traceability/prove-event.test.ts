/** From a capture to a file that anybody can check without us. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkEventProof, type EventProof, readEventProof } from '../../../packages/epcis/index.ts';
import { parseKeys, verifyReceipt } from '../../../packages/merkle-log/index.ts';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { getLog, openLog, sequence } from '../../kernel/log/index.ts';
import { captureDocument } from './index.ts';

let the: TestApp;
let headers: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'zhimai-proof-'));
beforeAll(async () => {
  the = await openTestApp('trace_proof');
  headers = (await the.signIn('officer')).headers;
});
afterAll(async () => {
  await the.close();
  rmSync(folder, { recursive: true, force: true });
});

const eventAt = (n: number, more: object = {}) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`,
  eventTime: `2026-01-0${n + 1}T08:00:00+08:00`,
  eventTimeZoneOffset: '+08:00',
  epcList: [`urn:epc:id:sgtin:4012345.011111.${n}`],
  action: 'OBSERVE',
  bizStep: 'shipping',
  'ex:farm': '龙井',
  ...more,
});
const documentOf = (...events: object[]) =>
  JSON.stringify({
    '@context': [
      'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      { ex: 'https://ns.example.com/epcis/' },
    ],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-01-01T00:00:00Z',
    epcisBody: { eventList: events },
  });
async function capture(text: string): Promise<string> {
  const body = upload('events.json', text);
  const answer = await the.app.inject({
    method: 'POST',
    url: '/api/traceability/captures',
    payload: body.payload,
    headers: { ...headers, ...body.headers },
  });
  expect(answer.statusCode).toBe(202);
  const { id } = answer.json() as { id: string };
  await captureDocument(the.services, the.scopeOf('officer'), id);
  return id;
}
const ask = async <T>(url: string) => {
  const answer = await the.app.inject({ url, headers });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json() as T;
};
const proofOf = (n: number, declaration = 0) =>
  ask<EventProof>(`/api/traceability/proof?event=${encodeURIComponent(eventAt(n).eventID)}&declaration=${declaration}`);

describe('the proof of one event', () => {
  let proof: EventProof;
  beforeAll(async () => {
    await capture(documentOf(...[0, 1, 2, 3, 4, 5, 6].map((n) => eventAt(n))));
    const waiting = await proofOf(2);
    expect(waiting.receipt).toBeNull();
    expect((await checkEventProof(waiting)).problem).toBe('no-receipt');
    const keys = await openLog(the.services, { folder: join(folder, 'log') });
    await sequence(the.services, keys);
    proof = await proofOf(2);
  });

  test('holds from the event to the signature of the log', async () => {
    expect(readEventProof(JSON.stringify(proof))).toEqual(proof);
    const check = await checkEventProof(proof);
    expect(check).toMatchObject({ event: { eventID: eventAt(2).eventID }, receipt: proof.receipt });
    expect(check.problem).toBeUndefined();
    const { keys } = await the.services.db.within({ kind: 'public', address: null }, getLog);
    expect(await verifyReceipt(check.receipt!, parseKeys(keys.join('\n')))).toMatchObject({ ok: true });
  });

  test('./zhimai verify says the same', async () => {
    const { keys } = await the.services.db.within({ kind: 'public', address: null }, getLog);
    const verify = (of: EventProof) => {
      const path = join(folder, 'proof.json');
      writeFileSync(path, JSON.stringify(of));
      const args = ['server/cli/main.ts', 'verify', path, '--key', keys.join(',')];
      return spawnSync(process.execPath, args, { encoding: 'utf8' });
    };
    const good = verify(proof);
    expect([good.status, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toContain('3 / 7');
    const bad = verify({ ...proof, place: 3 });
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain('不在所称的批次中');
  });

  const event = (of: EventProof) =>
    (of.document as { epcisBody: { queryResults: { resultsBody: { eventList: Record<string, unknown>[] } } } })
      .epcisBody.queryResults.resultsBody.eventList[0]!;
  test.each<[string, string, (of: EventProof) => void]>([
    ['another time', 'digest', (of) => { event(of).eventTime = '2026-01-03T08:00:01+08:00'; }],
    ['another thing', 'digest', (of) => { event(of).epcList = ['urn:epc:id:sgtin:4012345.011111.3']; }],
    ['an extension', 'digest', (of) => { event(of)['ex:farm'] = '西湖'; }],
    ['another id', 'digest', (of) => { event(of).eventID = eventAt(3).eventID; }],
    ['a declaration of error', 'digest', (of) => { event(of).errorDeclaration = { declarationTime: '2026-02-01T00:00:00Z' }; }],
    ['the digest of another', 'digest', (of) => { of.digest = `0${of.digest.slice(1)}0`.slice(0, 64); }],
    ['another place', 'path', (of) => { of.place = 3; }],
    ['a hash of the path', 'path', (of) => { of.path[0] = of.path[1]!; }],
    ['the root', 'path', (of) => { of.root = of.digest; }],
    ['two events', 'no-event', (of) => { const { eventList } = (of.document as { epcisBody: { queryResults: { resultsBody: { eventList: unknown[] } } } }).epcisBody.queryResults.resultsBody; eventList.push(eventList[0]); }],
    ['no receipt', 'no-receipt', (of) => { of.receipt = null; }],
    ['something else as receipt', 'malformed', (of) => { of.receipt = 'c2sp.org/tlog-proof@v1\n'; }],
  ])('%s changed: %s', async (_, problem, change) => {
    const other = structuredClone(proof);
    change(other);
    expect((await checkEventProof(other)).problem).toBe(problem);
  }); // biome-ignore format: one case a line

  test('an event and the declaration of its error have proofs of their own', async () => {
    const declared = { errorDeclaration: { declarationTime: '2026-02-01T00:00:00Z', reason: 'did_not_occur' } };
    await capture(documentOf(eventAt(2, declared)));
    const [first, second] = [await proofOf(2), await proofOf(2, 1)];
    expect(first.digest).toBe(proof.digest);
    expect(second.digest).not.toBe(first.digest);
    expect(second).toMatchObject({ place: 0, events: 1, root: expect.any(String), receipt: null });
    const both = await ask<{ events: { hash: string; row: { declaration: boolean } }[] }>(
      `/api/traceability/event?event=${encodeURIComponent(eventAt(2).eventID)}`,
    );
    expect(both.events.map(({ row }) => row.declaration)).toEqual([false, true]);
    // The event hash of CBV is blind to it: that is why there is a second digest.
    expect(both.events[0]!.hash).toBe(both.events[1]!.hash);
  });
});

describe('the pages', () => {
  test.each([
    ['an EPC URI', 'urn:epc:id:sgtin:4012345.011111.4', 1],
    ['a Digital Link of another host', 'https://shop.example.com/01/04012345111118/21/4', 1],
    ['an element string', '(01)04012345111118(21)4', 1],
    ['a product finds all of its items', 'https://id.gs1.org/01/04012345111118', 8],
    ['a pattern', 'urn:epc:idpat:sgtin:4012345.011111.*', 8],
    ['an event id', eventAt(4).eventID, 1],
    ['nothing there', '(01)04012345111118(21)99', 0],
  ])('%s', async (_, q, count) => {
    const page = await ask<{ total: number; rows: unknown[] }>(`/api/traceability/events?q=${encodeURIComponent(q)}`);
    expect([page.total, page.rows.length]).toEqual([count, count]);
  });

  test('captures with their counts and problems', async () => {
    const bad = await capture(documentOf(eventAt(7), eventAt(8, { bizStep: 'flying' })));
    const { row, errors } = await ask<{ row: object; errors: { detail: string; instance: string }[] }>(
      `/api/traceability/captures/${bad}`,
    );
    expect(row).toMatchObject({ running: false, success: false, captured: 0, refused: 1 });
    expect(errors[0]).toMatchObject({ instance: '#/epcisBody/eventList/1/bizStep' });
    expect(errors[0]!.detail).toContain('flying');
    const overview = await ask<{ events: number; failed: number; days: { events: number }[]; bizSteps: string[] }>(
      '/api/traceability',
    );
    expect(overview).toMatchObject({ events: 8, failed: 1, bizSteps: ['shipping'] });
    expect(overview.days.at(-1)!.events).toBe(8);
  });

  test('what is no EPCIS is refused at once, in both languages', async () => {
    const body = upload('note.txt', '今天没有事件');
    const answer = await the.app.inject({
      method: 'POST',
      url: '/api/traceability/captures',
      payload: body.payload,
      headers: { ...headers, ...body.headers },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error.message).toMatchObject({
      zh: expect.stringContaining('不是 JSON'),
      en: expect.stringContaining('not JSON'),
    });
  });
});
