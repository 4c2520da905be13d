import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { documentOf, objectEvent, openRepository, type Repository } from '../../../http/test-epcis.ts';
import { nextRun, readSchedule } from './schedule.ts';
import { type SubscriptionRunner, startSubscriptions } from './start-subscriptions.ts';

type Heard = { headers: Record<string, string>; body: string };
let repository: Repository;
let receiver: Server;
let dest: string;
let heard: Heard[] = [];
let answer: (heard: Heard) => number = () => 204;
let runner: SubscriptionRunner;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString('utf8') };
      heard.push(one);
      response.writeHead(answer(one)).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  dest = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/called`;
  const rules = { allowedHosts: ['127.0.0.1'] };
  repository = await openRepository('trace_subscriptions', {
    notice: { mail: { smtpUrl: undefined, from: undefined }, webhook: rules, baseUrl: '' },
  });
  runner = startSubscriptions(repository.the.services, { rules });
});
afterAll(async () => {
  await runner?.stop();
  receiver?.close();
  await repository?.close();
});
let minute = 0;
beforeEach(() => {
  heard = [];
  answer = () => 204;
  tick();
});
/** Time goes on by hand. */
const tick = (minutes = 1) => {
  minute += minutes;
  repository.the.services.clock.set(new Date(Date.parse('2026-11-22T02:00:00Z') + minute * 60_000).toISOString());
};
let names = 0;
async function subscribe(body: object, query: object = { EQ_bizStep: ['shipping'] }, as = 'officer') {
  const name = `q${++names}`;
  await repository.call('POST', '/queries', { name, query }, {}, as);
  const made = await repository.call('POST', `/queries/${name}/subscriptions`, { dest, ...body }, {}, as);
  expect([made.status, made.body]).toEqual([201, expect.any(String)]);
  return { name, id: made.json().subscriptionID as string, made };
}
const idsOf = ({ body }: Heard): string[] =>
  JSON.parse(body).epcisBody.queryResults.resultsBody.eventList.map((event: { eventID: string }) => event.eventID);
const state = async (name: string, id: string) =>
  (await repository.call('GET', `/queries/${name}/subscriptions/${id}`)).json();
const idOf = (name: string) => `https://id.example.com/event/${name}`;
const captureIds = (...ids: string[]) =>
  repository.capture(documentOf(ids.map((id) => objectEvent({ eventID: idOf(id) }))));
/** A transaction of another test may hold the horizon back for a moment. */
const untilHeard = (count: number) =>
  vi.waitFor(async () => {
    await runner.run();
    expect(heard.length).toBeGreaterThanOrEqual(count);
  }, 20_000);
const remove = (name: string) => repository.call('DELETE', `/queries/${name}`);

describe('stream', () => {
  test('new events are told once, signed; the token is never shown', async () => {
    const { name, id, made } = await subscribe({ stream: true, signatureToken: 'a-token' });
    expect(made.headers.location).toBe(`/epcis/queries/${name}/subscriptions/${id}`);
    expect(made.body).not.toContain('a-token');
    await captureIds('s1', 's2');
    await repository.capture(documentOf([objectEvent({ eventID: idOf('s3'), bizStep: 'receiving' })]));
    await untilHeard(1);
    await runner.run();
    expect(heard).toHaveLength(1);
    const [{ headers, body }] = heard as [Heard];
    expect(idsOf(heard[0]!)).toEqual([idOf('s1'), idOf('s2')]);
    expect(JSON.parse(body)).toMatchObject({
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: name, subscriptionID: id } },
    });
    expect(headers['gs1-signature']).toBe(`sha256=${createHmac('sha256', 'a-token').update(body).digest('hex')}`);
    expect(headers['content-type']).toMatch(/^application\/json/);
    const shown = await repository.call('GET', `/queries/${name}/subscriptions`);
    expect(shown.body).not.toContain('a-token');
    expect(shown.json()).toMatchObject([{ subscriptionID: id, stream: true, signed: true, failures: 0 }]);
    expect(shown.json()[0].lastNotifiedAt).toBeDefined();
    await remove(name);
  });

  test('what was refused is sent again, and nothing else; the reason is shown and trying slows down', async () => {
    const { name, id } = await subscribe({ stream: true });
    answer = () => 500;
    await captureIds('r1');
    await untilHeard(1);
    expect(await state(name, id)).toMatchObject({ failures: 1, problem: expect.stringContaining('HTTP 500') });
    await captureIds('r2');
    await runner.run();
    expect(heard).toHaveLength(1); // not yet: it waits
    tick();
    await untilHeard(2);
    expect(await state(name, id)).toMatchObject({ failures: 2 });
    answer = () => 200;
    tick();
    await untilHeard(3);
    expect(idsOf(heard[2]!)).toEqual([idOf('r1'), idOf('r2')]);
    expect(await state(name, id)).toMatchObject({ failures: 0 });
    expect((await state(name, id)).problem).toBeUndefined();
    tick();
    await runner.run();
    expect(heard).toHaveLength(3);
    await remove(name);
  });

  test('after 30 failures it stops and says so', async () => {
    const { name, id } = await subscribe({ stream: true });
    answer = () => 503;
    await captureIds('f1');
    await untilHeard(1);
    for (let i = 0; i < 35; i++) {
      tick(61);
      await runner.run();
    }
    expect(heard).toHaveLength(30);
    expect((await state(name, id)).problem).toContain('30');
    await remove(name);
  });

  test('batches are halved until the subscriber takes them, each moves the mark', async () => {
    const { name } = await subscribe({ stream: true });
    answer = ({ body }) => (JSON.parse(body).epcisBody.queryResults.resultsBody.eventList.length > 3 ? 413 : 200);
    await captureIds(...Array.from({ length: 10 }, (_, i) => `b${i}`));
    await untilHeard(3);
    const taken = heard.filter((one) => idsOf(one).length <= 3).flatMap(idsOf);
    expect(taken).toEqual(Array.from({ length: 10 }, (_, i) => idOf(`b${i}`)));
    await remove(name);
  });

  test('more events than a batch holds come in several, in their order, each once', async () => {
    const { name } = await subscribe({ stream: true });
    const ids = Array.from({ length: 1203 }, (_, i) => `m${i}`);
    await captureIds(...ids);
    await untilHeard(3);
    expect(heard.map((one) => idsOf(one).length)).toEqual([500, 500, 203]);
    expect(heard.flatMap(idsOf)).toEqual(ids.map(idOf));
    await remove(name);
  });

  test('captures that commit out of order are all told, once each', async () => {
    const { name } = await subscribe({ stream: true });
    const { services } = repository.the;
    let letGo = () => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    let begun = () => {};
    const started = new Promise<void>((done) => {
      begun = done;
    });
    // An older transaction that is still open: what it will write stands before what others commit meanwhile.
    const open = services.db.within({ kind: 'system', purpose: 'test' }, async (tx) => {
      await tx.insertInto('epcis_prefix').values({ namespace: 'https://held.example.com/', prefix: 'held' }).execute();
      begun();
      await held;
    });
    await started;
    await captureIds('o2');
    await runner.run();
    expect(heard).toHaveLength(0);
    letGo();
    await open;
    await captureIds('o3');
    await untilHeard(1);
    await vi.waitFor(async () => {
      await runner.run();
      expect(heard.flatMap(idsOf)).toEqual([idOf('o2'), idOf('o3')]);
    }, 20_000);
    await remove(name);
  });

  test('restored in another cluster, whose transaction ids are smaller: new events stand after the old', async () => {
    const { name } = await subscribe({ stream: true });
    await captureIds('e1');
    await untilHeard(1);
    // As if all that was written so far had come from elsewhere.
    const client = new pg.Client({ connectionString: repository.the.migratorUrl });
    await client.connect();
    await client.query('update epcis_epoch set cluster = cluster + 1');
    const before = await client.query('select max(written) as most from epcis_event');
    await captureIds('e2');
    const after = await client.query('select max(written) as most from epcis_event');
    await client.end();
    expect(BigInt(after.rows[0].most) - BigInt(before.rows[0].most)).toBeGreaterThan(2n ** 39n);
    await untilHeard(2);
    expect(heard.flatMap(idsOf)).toEqual([idOf('e1'), idOf('e2')]);
    await remove(name);
  });

  test('initialRecordTime reaches back', async () => {
    await captureIds('i1');
    const from = repository.the.services.clock.now().toISOString();
    tick();
    const { name, id } = await subscribe({ stream: true, initialRecordTime: from }, { EQ_eventID: [idOf('i1')] });
    await untilHeard(1);
    expect(heard.flatMap(idsOf)).toEqual([idOf('i1')]);
    expect(await state(name, id)).toMatchObject({ initialRecordTime: from });
    await remove(name);
  });

  test('reads as the post that subscribed: another region hears nothing, an ended post neither', async () => {
    const { name } = await subscribe({ stream: true }, { EQ_bizStep: ['shipping'] }, 'foreign');
    const mine = await subscribe({ stream: true }, { EQ_bizStep: ['shipping'] }, 'own');
    await captureIds('p1');
    await untilHeard(1);
    await runner.run();
    expect(heard).toHaveLength(1);
    expect(JSON.parse(heard[0]!.body).epcisBody.queryResults.queryName).toBe(mine.name);
    await repository.the.services.db.within({ kind: 'system', purpose: 'test' }, (tx) =>
      tx
        .updateTable('post')
        .set({ valid_to: '2026-11-22' })
        .where('organization_id', '=', 'test-own')
        .where('person_id', 'in', tx.selectFrom('person').select('id').where('user_name', '=', 'own'))
        .execute(),
    );
    tick(3 * 1440);
    await captureIds('p2');
    await vi.waitFor(async () => {
      await runner.run();
      expect(await state(mine.name, mine.id)).toMatchObject({ failures: 1, problem: expect.stringContaining('任职') });
    }, 20_000);
    expect(heard).toHaveLength(1);
    await repository.call('DELETE', `/queries/${name}`, undefined, {}, 'foreign');
    await remove(mine.name);
  });

  test('two servers do not tell the same', async () => {
    const { name } = await subscribe({ stream: true });
    const rules = { allowedHosts: ['127.0.0.1'] };
    const other = startSubscriptions(repository.the.services, { rules });
    await captureIds('t1');
    await vi.waitFor(async () => {
      await Promise.all([runner.run(), other.run()]);
      expect(heard.length).toBeGreaterThan(0);
    }, 20_000);
    await Promise.all([runner.run(), other.run()]);
    await other.stop();
    expect(heard.flatMap(idsOf)).toEqual([idOf('t1')]);
    await remove(name);
  });

  test('within about a second, by itself', async () => {
    const { name } = await subscribe({ stream: true });
    const server = startSubscriptions(repository.the.services, {
      rules: { allowedHosts: ['127.0.0.1'] },
      interval: 50,
    });
    await captureIds('w1');
    await vi.waitFor(() => expect(heard).toHaveLength(1), 20_000);
    await server.stop();
    await remove(name);
  });
});

describe('schedule', () => {
  test('told when its time has come, with all that is new; nothing when there is nothing', async () => {
    // 10:xx in China; the next full hour is 11:00.
    const { name, id } = await subscribe({ schedule: { minute: '0' } });
    await captureIds('c1');
    await captureIds('c2');
    await runner.run();
    expect(heard).toHaveLength(0);
    tick(60);
    await untilHeard(1);
    expect(heard.flatMap(idsOf)).toEqual([idOf('c1'), idOf('c2')]);
    tick(60);
    await runner.run();
    expect(heard).toHaveLength(1);
    expect(await state(name, id)).toMatchObject({ schedule: { minute: '0' }, failures: 0 });
    await remove(name);
  });

  test('reportIfEmpty is told that there is nothing', async () => {
    const { name } = await subscribe({ schedule: { minute: '0/5' }, reportIfEmpty: true });
    tick(5);
    await untilHeard(1);
    expect(idsOf(heard[0]!)).toEqual([]);
    await remove(name);
  });

  test.each([
    [{ hour: '1', minute: '5' }, '2026-11-22T17:05:00.000Z'],
    [{ second: '0/30' }, '2026-11-22T02:00:30.000Z'],
    [{ minute: '*/15' }, '2026-11-22T02:15:00.000Z'],
    [{ minute: '[20-30],7' }, '2026-11-22T02:07:00.000Z'],
    [{ minute: '8-9' }, '2026-11-22T02:08:00.000Z'],
    [{ dayOfWeek: '1' }, '2026-11-22T16:00:00.000Z'],
    [{ dayOfWeek: '7', hour: '12' }, '2026-11-22T04:00:00.000Z'],
    [{ dayOfMonth: '13', dayOfWeek: '5', hour: '0' }, '2027-08-12T16:00:00.000Z'],
    [{ month: '2', dayOfMonth: '29', hour: '8' }, '2028-02-29T00:00:00.000Z'],
  ])('%j is next at %s', (schedule, next) => {
    const now = new Date('2026-11-22T02:00:00Z');
    expect(nextRun(readSchedule(schedule, now), now)?.toISOString()).toBe(next);
  });

  test.each([
    {}, [], 'daily', { minute: '60' }, { hour: '24' }, { dayOfWeek: '0' }, { dayOfWeek: '8' }, { month: '0' },
    { minute: '[5-1]' }, { minute: '1,,2' }, { minute: '[1-5' }, { minute: 'x' }, { minute: '0/0' }, { day: '1' },
    { minute: { a: 1 } }, { month: '2', dayOfMonth: '30' },
  ])('%j is refused', (schedule) => {
    expect(() => readSchedule(schedule, new Date('2026-11-22T02:00:00Z'))).toThrow(/SubscriptionControls/);
  }); // biome-ignore format: a list
});

describe('refused', () => {
  test.each<[string, object]>([
    ['neither', {}],
    ['both', { stream: true, schedule: { minute: '1' } }],
    ['stream false', { stream: false }],
    ['stream as text', { stream: 'true' }],
    ['an unknown field', { stream: true, format: 'xml' }],
    ['a private address', { dest: 'https://10.0.0.1/x', stream: true }],
    ['plain HTTP elsewhere', { dest: 'http://93.184.216.34/x', stream: true }],
    ['a user name', { dest: 'https://a:b@93.184.216.34/x', stream: true }],
    ['no address', { dest: 'nowhere', stream: true }],
    ['another scheme', { dest: 'file:///etc/hosts', stream: true }],
    ['a bad time', { stream: true, initialRecordTime: 'yesterday' }],
    ['a bad token', { stream: true, signatureToken: 5 }],
  ])('%s', async (_, body) => {
    await repository.call('POST', '/queries', { name: 'refusing', query: {} });
    const given = await repository.call('POST', '/queries/refusing/subscriptions', { dest, ...body });
    expect(given.status).toBe(400);
    expect(given.json()).toMatchObject({ type: 'epcisException:SubscriptionControlsException', status: 400 });
    expect((await repository.call('GET', '/queries/refusing/subscriptions')).json()).toEqual([]);
  });

  test('of a query that is not there, and a subscription that is not', async () => {
    const post = await repository.call('POST', '/queries/nothing/subscriptions', { dest, stream: true });
    expect([post.status, post.json().type]).toEqual([404, 'epcisException:NoSuchNameException']);
    const get = await repository.call('GET', '/queries/refusing/subscriptions/1');
    expect([get.status, get.json().type]).toEqual([404, 'epcisException:NoSuchSubscriptionException']);
  });

  test('by somebody of another region; a viewer may look only', async () => {
    const { name, id } = await subscribe({ stream: true });
    const path = `/queries/${name}/subscriptions/${id}`;
    expect((await repository.call('DELETE', path, undefined, {}, 'foreign')).status).toBe(404);
    expect((await repository.call('DELETE', path, undefined, {}, 'viewer')).status).toBe(403);
    expect((await repository.call('GET', path, undefined, {}, 'viewer')).status).toBe(200);
    expect((await repository.call('DELETE', path, undefined, {}, 'public')).status).toBe(401);
    expect((await repository.call('DELETE', path)).status).toBe(204);
    expect((await repository.call('DELETE', path)).status).toBe(404);
  });

  test('removing a query ends its subscriptions', async () => {
    const { name } = await subscribe({ stream: true });
    expect((await remove(name)).status).toBe(204);
    await captureIds('x1');
    await runner.run();
    expect(heard).toHaveLength(0);
    expect((await repository.call('GET', `/queries/${name}/subscriptions`)).status).toBe(404);
  });
});
