import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { systemScope, type UserScope } from '../scope/scope.ts';
import { quietUntil } from './deliver.ts';
import {
  deliverNotices,
  getPreferences,
  type NoticeSettings,
  notify,
  setPreferences,
  setRobot,
  testChannel,
  writeDigests,
} from './index.ts';
import { checkWebhook, isOpenAddress, signedUrl } from './send-webhook.ts';

let the: TestApp;
let smtp: SMTPServer;
let robot: Server;
let settings: NoticeSettings;
let officer: UserScope;
let viewer: UserScope;
const mails: { to: string; text: string }[] = [];
const calls: { url: string; body: { msgtype: string; text: { content: string } } }[] = [];
let mailRefuses = 0;
let robotAnswers: unknown = { errcode: 0, errmsg: 'ok' };

beforeAll(async () => {
  the = await openTestApp('notify');
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (mailRefuses > 0) {
          mailRefuses -= 1;
          return done(new Error('mailbox is full'));
        }
        const to = session.envelope.rcptTo[0]!.address;
        mails.push({ to, text: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
  robot = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ url: request.url!, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
      response.end(JSON.stringify(robotAnswers));
    });
  });
  await new Promise<void>((done) => robot.listen(0, '127.0.0.1', done));
  settings = {
    mail: { smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`, from: 'zhimai@example.org' },
    webhook: { allowedHosts: [`127.0.0.1:${(robot.address() as AddressInfo).port}`], timeoutMs: 3000 },
    baseUrl: 'https://zhimai.example.org',
  };
  officer = await scopeOf('officer');
  viewer = await scopeOf('viewer');
});
afterAll(async () => {
  await new Promise<void>((done) => smtp.close(() => done()));
  await new Promise((done) => robot.close(done));
  await the.close();
});
beforeEach(async () => {
  mails.length = 0;
  calls.length = 0;
  mailRefuses = 0;
  robotAnswers = { errcode: 0, errmsg: 'ok' };
  the.services.clock.set('2026-11-23T02:00:00Z');
});

async function scopeOf(userName: string): Promise<UserScope> {
  const row = await the.services.db.within(systemScope('test'), (tx) =>
    tx
      .selectFrom('person')
      .innerJoin('post', 'post.person_id', 'person.id')
      .select(['person.id', 'post.organization_id', 'post.region_code', 'post.roles'])
      .where('user_name', '=', userName)
      .executeTakeFirstOrThrow(),
  );
  return {
    ...the.scopeOf('viewer', row.region_code),
    personId: row.id,
    organizationId: row.organization_id,
    roles: row.roles as UserScope['roles'],
  };
}
const robotUrl = () => `http://127.0.0.1:${(robot.address() as AddressInfo).port}/robot?access_token=t`;
const base = { language: 'zh', email: null, webhookUrl: null, quietFrom: null, quietTo: null, channels: {} } as const;
const prefer = (scope: UserScope, wanted: object) =>
  setPreferences(the.services, scope, settings, { ...base, ...wanted });
const tell = (id: string, office = '330100') =>
  the.services.db.within(systemScope('test'), (tx) =>
    notify(tx, systemScope('test'), the.services.clock, {
      kind: 'task.issue',
      office,
      title: { zh: `任务 ${id}`, en: `Task ${id}` },
      link: `/tasks/${id}`,
      object: { kind: 'task', id },
    }),
  );
const deliver = () => deliverNotices(the.services, settings);
const later = (minutes: number) =>
  the.services.clock.set(new Date(the.services.clock.now().getTime() + minutes * 60_000).toISOString());
const decoded = (text: string) => {
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  return /base64/.test(text) ? Buffer.from(body, 'base64').toString('utf8') : body;
};

describe('e-mail', () => {
  test('goes out once, however many send at once, in the language of the person', async () => {
    await prefer(officer, {
      language: 'en',
      email: 'officer@example.org',
      channels: { 'task.issue': { email: 'now', webhook: 'off' } },
    });
    await tell('one');
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(mails).toHaveLength(1);
    expect(mails[0]!.to).toBe('officer@example.org');
    expect(decoded(mails[0]!.text)).toContain('Task one');
    expect(mails[0]!.text + decoded(mails[0]!.text)).toContain('https://zhimai.example.org/tasks/one');
    expect(mails[0]!.text).toMatch(/Message-ID: <delivery-\d+@zhimai>/i);
  });

  test('a notice that is rolled back sends nothing', async () => {
    await the.services.db
      .within(systemScope('test'), async (tx) => {
        await notify(tx, systemScope('test'), the.services.clock, {
          kind: 'task.issue',
          office: '330100',
          title: { zh: 'x', en: 'x' },
          link: '/',
          object: { kind: 'task', id: 'gone' },
        });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await deliver();
    expect(mails).toEqual([]);
  });

  test('a failure is tried again later, written down, and seen by the person', async () => {
    await prefer(officer, { email: 'officer@example.org', channels: { '*': { email: 'now', webhook: 'off' } } });
    mailRefuses = 2;
    await tell('two');
    expect(await deliver()).toMatchObject({ sent: 0, later: 1 });
    expect(await deliver()).toMatchObject({ sent: 0, later: 0 });
    const { headers } = await the.signIn('officer');
    const list = await the.app.inject({ url: '/api/notices', headers });
    expect(list.json().rows[0].deliveries[0]).toMatchObject({
      channel: 'email',
      state: 'waiting',
      error: { zh: expect.stringContaining('mailbox is full') },
    });
    const preferences = await the.app.inject({ url: '/api/notices/preferences', headers });
    expect(preferences.json().lastFailure.message.zh).toContain('mailbox is full');
    later(1);
    await deliver();
    later(2);
    await deliver();
    expect(mails).toHaveLength(1);
    const attempts = await the.services.db.within(systemScope('test'), (tx) =>
      tx
        .selectFrom('notice_attempt as a')
        .innerJoin('notice_delivery as d', 'd.id', 'a.delivery_id')
        .innerJoin('notice as n', 'n.id', 'd.notice_id')
        .select('a.ok')
        .where('n.object_id', '=', 'two')
        .orderBy('a.at')
        .execute(),
    );
    expect(attempts.map((row) => row.ok)).toEqual([false, false, true]);
  });

  test('what never works ends as failed', async () => {
    mailRefuses = 99;
    await tell('never');
    for (let n = 0; n < 8; n++) {
      await deliver();
      later(300);
    }
    expect(mails).toEqual([]);
    expect(await deliver()).toEqual({ sent: 0, failed: 0, later: 0 });
    const { headers } = await the.signIn('officer');
    const list = await the.app.inject({ url: '/api/notices', headers });
    expect(list.json().rows[0].deliveries[0].state).toBe('failed');
  });

  test('quiet hours put it off to their end, also over midnight', async () => {
    await prefer(officer, {
      email: 'officer@example.org',
      quietFrom: '22:00',
      quietTo: '07:30',
      channels: { '*': { email: 'now', webhook: 'off' } },
    });
    the.services.clock.set('2026-11-23T15:00:00Z'); // 23:00 in China
    await tell('night');
    expect(await deliver()).toMatchObject({ later: 1, sent: 0 });
    the.services.clock.set('2026-11-23T23:29:00Z');
    expect(await deliver()).toMatchObject({ sent: 0 });
    the.services.clock.set('2026-11-23T23:30:00Z');
    expect(await deliver()).toMatchObject({ sent: 1 });
    const at = (clock: string) =>
      quietUntil({ channel: 'email', quiet_from: '12:00', quiet_to: '13:00' }, new Date(clock));
    expect(at('2026-11-23T04:30:00Z')?.toISOString()).toBe('2026-11-23T05:00:00.000Z');
    expect(at('2026-11-23T05:00:00Z')).toBeUndefined();
  });
});

describe('robots', () => {
  test('a person and a group are told in the vendors’ form, the group once for all its people', async () => {
    await prefer(officer, { webhookUrl: robotUrl(), webhookSecret: 'SEC1' });
    const administrator = await scopeOf('administrator');
    await setRobot(the.services, administrator, settings, {
      organizationId: 'test-own',
      url: robotUrl(),
      language: 'en',
    });
    await tell('three');
    expect(await deliver()).toMatchObject({ failed: 0 });
    const own = calls.filter(({ url }) => url.includes('sign='));
    expect(own).toHaveLength(1);
    expect(own[0]!.body).toMatchObject({ msgtype: 'text', text: { content: expect.stringContaining('任务 three') } });
    const group = calls.filter(({ url }) => !url.includes('sign='));
    expect(group.map(({ body }) => body.text.content)).toEqual([expect.stringContaining('Task three')]);
  });

  test('an answer with errcode is a failure, and the secret is never shown', async () => {
    robotAnswers = { errcode: 310000, errmsg: 'sign not match' };
    await expect(testChannel(the.services, officer, settings, 'webhook')).rejects.toMatchObject({
      code: 'notice.send',
      details: { reason: expect.stringContaining('310000') },
    });
    const { headers } = await the.signIn('officer');
    const shown = await the.app.inject({ url: '/api/notices/preferences', headers });
    expect(shown.json().hasSecret).toBe(true);
    expect(shown.body).not.toContain('SEC1');
    const robots = await the.app.inject({ url: '/api/robots', headers: (await the.signIn('administrator')).headers });
    expect(robots.json().robots).toHaveLength(1);
  });

  test('only administrators set robots, and only below their region', async () => {
    const elsewhere = { organizationId: 'test-sibling', url: robotUrl(), language: 'zh' as const };
    await expect(setRobot(the.services, await scopeOf('administrator'), settings, elsewhere)).rejects.toMatchObject({
      code: 'scope.outside',
    });
    await expect(setRobot(the.services, officer, settings, elsewhere)).rejects.toMatchObject({ code: 'scope.denied' });
  });

  test('DingTalk’s signature', () => {
    const now = new Date('2026-11-23T02:00:00Z');
    const url = signedUrl(new URL('https://oapi.dingtalk.com/robot/send?access_token=x'), 'SECabc', now);
    const expected = createHmac('sha256', 'SECabc').update(`${now.getTime()}\nSECabc`).digest('base64');
    expect(url.searchParams.get('sign')).toBe(expected);
    expect(url.href).toContain(`timestamp=${now.getTime()}`);
    expect(url.href).not.toMatch(/sign=[^&]*[+ ]/);
  });
});

describe('private addresses', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    'nonsense',
  ])('%s is refused', (address) => {
    expect(isOpenAddress(address)).toBe(false);
  });
  test.each(['1.1.1.1', '2606:4700::1111', '203.119.0.1'])('%s is open', (address) =>
    expect(isOpenAddress(address)).toBe(true),
  );

  test('a name is judged by what it resolves to, each address of it', async () => {
    const rules = (...addresses: string[]) => ({
      allowedHosts: [],
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    });
    const refused = (url: string, ...addresses: string[]) =>
      expect(checkWebhook(url, rules(...addresses))).rejects.toMatchObject({ code: 'webhook.refused' });
    await refused('https://robot.example/', '10.0.0.1');
    await refused('https://robot.example/', '1.1.1.1', '127.0.0.1');
    await refused('https://robot.example/');
    await refused('http://robot.example/', '1.1.1.1');
    await refused('https://user@robot.example/', '1.1.1.1');
    await refused('https://127.1/', '1.1.1.1');
    await refused('https://0x7f000001/', '1.1.1.1');
    await refused('https://[::1]/', '1.1.1.1');
    await refused('file:///etc/passwd');
    await refused('nonsense');
    expect(await checkWebhook('https://robot.example/', rules('1.1.1.1'))).toMatchObject({
      address: '1.1.1.1',
      family: 4,
    });
  });

  test('preferences refuse one too', async () => {
    const { headers } = await the.signIn('viewer');
    const answer = await the.app.inject({
      method: 'PUT',
      url: '/api/notices/preferences',
      headers,
      payload: { ...base, webhookUrl: 'https://127.0.0.1/x' },
    });
    expect(answer.json().error.code).toBe('webhook.refused');
  });
});

describe('in-app', () => {
  test('own notices are listed, counted and marked; those of others are not', async () => {
    const { headers } = await the.signIn('administrator');
    const list = () => the.app.inject({ url: '/api/notices?kind=task.issue&unread=1', headers });
    const before = (await list()).json();
    expect(before.total).toBeGreaterThan(1);
    const mark = (payload: object) => the.app.inject({ method: 'POST', url: '/api/notices/read', headers, payload });
    expect((await mark({ ids: [before.rows[0].id] })).json().unread).toBe(before.unread - 1);
    const theirs = await the.services.db.within(systemScope('test'), (tx) =>
      tx
        .selectFrom('notice')
        .select('id')
        .where('person_id', '=', officer.personId)
        .where('read_at', 'is', null)
        .execute(),
    );
    await mark({ ids: theirs.map((row) => row.id) });
    expect((await mark({})).json().unread).toBe(0);
    const still = await the.services.db.within(systemScope('test'), (tx) =>
      tx
        .selectFrom('notice')
        .select('id')
        .where('person_id', '=', officer.personId)
        .where('read_at', 'is', null)
        .execute(),
    );
    expect(still).toHaveLength(theirs.length);
    expect((await the.app.inject({ url: '/api/notices/unread', headers })).json()).toEqual({ unread: 0 });
  });
});

describe('one address', () => {
  const registered = (email: string | null) =>
    the.services.db.within(systemScope('test'), (tx) =>
      tx.updateTable('person').set({ email }).where('id', '=', viewer.personId).execute(),
    );
  const own = () => the.services.db.within(viewer, (tx) => getPreferences(tx, viewer, settings));

  test('what a person sets is what the register holds, and the other way round', async () => {
    await registered('register@example.org');
    expect((await own()).email).toBe('register@example.org');
    await prefer(viewer, { email: 'own@example.org' });
    const row = await the.services.db.within(systemScope('test'), (tx) =>
      tx.selectFrom('person').select(['email']).where('id', '=', viewer.personId).executeTakeFirstOrThrow(),
    );
    expect(row.email).toBe('own@example.org');
    await registered('changed@example.org');
    expect((await own()).email).toBe('changed@example.org');
    expect((await prefer(viewer, { email: null })).email).toBeNull();
  });

  test('nobody sets the address of somebody else', async () => {
    await registered('register@example.org');
    await prefer(officer, { email: 'officer@example.org' });
    expect((await own()).email).toBe('register@example.org');
    await expect(
      the.services.db.within(officer, (tx) =>
        tx.updateTable('person').set({ email: 'x@example.org' }).where('id', '=', viewer.personId).executeTakeFirst(),
      ),
    ).resolves.toMatchObject({ numUpdatedRows: 0n });
    await registered(null);
  });
});

describe('digest', () => {
  test('one a working day: late, due soon, unread; nothing on a Sunday, nothing to who has nothing', async () => {
    await prefer(officer, { email: 'officer@example.org', channels: {} });
    await prefer(viewer, { email: 'viewer@example.org', channels: {} });
    await the.services.db.within(systemScope('test'), (tx) =>
      tx
        .insertInto('lifecycle_case')
        .values([
          {
            kind: 'task',
            object_id: 'late-one',
            state: 'open',
            version: 1,
            due_on: '2026-11-20',
            region_code: '330000',
            parties: ['test-own'],
            opened_at: new Date(0),
            entered_at: new Date(0),
            stepped_on: '2026-11-01',
          },
          {
            kind: 'task',
            object_id: 'soon-one',
            state: 'open',
            version: 1,
            due_on: '2026-11-26',
            region_code: '330100',
            parties: [],
            opened_at: new Date(0),
            entered_at: new Date(0),
            stepped_on: '2026-11-01',
          },
          {
            kind: 'task',
            object_id: 'far-one',
            state: 'open',
            version: 1,
            due_on: '2026-11-27',
            region_code: '330100',
            parties: [],
            opened_at: new Date(0),
            entered_at: new Date(0),
            stepped_on: '2026-11-01',
          },
          {
            kind: 'task',
            object_id: 'not-mine',
            state: 'open',
            version: 1,
            due_on: '2026-11-20',
            region_code: '330200',
            parties: ['x'],
            opened_at: new Date(0),
            entered_at: new Date(0),
            stepped_on: '2026-11-01',
          },
        ])
        .execute(),
    );
    the.services.clock.set('2026-11-22T00:30:00Z'); // a Sunday
    expect(await writeDigests(the.services, settings.baseUrl)).toBe(0);
    the.services.clock.set('2026-11-23T00:30:00Z');
    expect(await writeDigests(the.services, settings.baseUrl)).toBe(1);
    expect(await writeDigests(the.services, settings.baseUrl)).toBe(0);
    await deliver();
    expect(mails.map(({ to }) => to)).toEqual(['officer@example.org']);
    const text = decoded(mails[0]!.text);
    expect(text).toContain('已逾期 1');
    expect(text).toContain('late-one');
    expect(text).toContain('soon-one');
    expect(text).not.toContain('far-one');
    expect(text).not.toContain('not-mine');
    expect(text).toMatch(/未读通知 \d/);
  });
});
