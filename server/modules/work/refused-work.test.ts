/** What is refused of tasks, and by what words; what only some may do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { upload } from '../../http/test-app.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { call, draft, get, headers, make, openOffice, report, step, the, type Who } from './office-fixture.ts';

beforeAll(() => openOffice('work_refused'));
afterAll(() => the.close());

describe('bad input', () => {
  test.each([
    ['a holiday', { dueOn: '2027-01-02' }, 'deadline.holiday'],
    ['the National Day', { dueOn: '2026-11-29' }, 'deadline.holiday'],
    ['yesterday', { dueOn: '2026-11-20' }, 'deadline.past'],
    ['a unit twice', { jointIds: ['dept-lead'] }, 'task.unit'],
    ['an unknown unit', { leadId: 'nobody' }, 'task.unit'],
    ['an ended unit', { leadId: 'zj-zjj' }, 'task.unit'],
    ['no title', { title: '  ' }, 'input.invalid'],
    ['an unknown whole', { parentId: '00000000-0000-4000-8000-000000000009' }, 'not-found'],
  ])('%s', async (_, more, code) => {
    const before = await count();
    const { body } = await call('office', 'POST', '/api/work', { ...draft, ...more });
    expect(body.error.code).toBe(code);
    expect(body.error.message.en).not.toBe('');
    expect(await count()).toBe(before);
  });

  test('a holiday names the next working day', async () => {
    const { body } = await call('office', 'POST', '/api/work', { ...draft, dueOn: '2026-11-28' });
    expect(body.error.details).toMatchObject({ day: '2026-11-28', next: '2026-11-30' });
    const { body: asked } = await call('office', 'GET', '/api/calendar/deadline?on=2026-11-28');
    expect(asked).toMatchObject({ workingDay: false, next: '2026-11-30' });
  });

  test('steps out of turn and by others', async () => {
    const id = await make('office');
    expect((await step('office', id, 'accept')).body.error.code).toBe('step.not-yours');
    expect((await step('office', id, 'complete')).body.error.code).toBe('step.not-now');
    expect((await step('lead', id, 'take-over')).body.error.code).toBe('step.not-yours');
    expect((await step('lead', id, 'dance')).body.error.code).toBe('input.invalid');
    expect((await report('lead', id)).body.error.code).toBe('task.report');
    expect((await report('other', id)).body.error.code).toBe('task.report');
  });

  test('evidence of a wrong kind, of somebody else, or not there', async () => {
    const id = await make('office');
    await step('lead', id, 'accept');
    const fake = upload('证明.pdf', 'MZ\u0090 not a document');
    const sent = await the.app.inject({
      method: 'POST',
      url: '/api/work-uploads',
      payload: fake.payload,
      headers: { ...headers.lead, ...fake.headers },
    });
    expect(sent.statusCode).toBe(415);
    const good = upload('证明.txt', '证明文字');
    const theirs = await the.app.inject({
      method: 'POST',
      url: '/api/work-uploads',
      payload: good.payload,
      headers: { ...headers.joint, ...good.headers },
    });
    const stolen = await report('lead', id, { uploads: [theirs.json().id] });
    expect(stolen.body.error.code).toBe('not-found');
    expect((await get('lead', id)).reports).toEqual([]);
  });

  const count = () =>
    the.services.db.within(systemScope('test'), async (tx) => {
      const { n } = await tx
        .selectFrom('work_item')
        .select((eb) => eb.fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(n);
    });
});

describe('what a reviewer found', () => {
  test('nobody orders who stands above, and a reporter only divides', async () => {
    const up = await call('county', 'POST', '/api/work', {
      ...draft,
      region: '330106',
      leadId: 'dept-lead',
      jointIds: [],
    });
    expect(up.body.error.code).toBe('task.unit');
    expect(up.body.error.message.zh).toContain('不在您的管辖范围内');
    expect((await call('lead', 'POST', '/api/work', draft)).body.error.code).toBe('task.order');
  });

  test.each([
    ['a year 9999', { dueOn: '9999-12-31' }, 'deadline.far'],
    ['a region that is none', { region: '339999' }, 'not-found'],
    ['a collective name', { jointIds: ['zj-local-governments'] }, 'task.unit'],
  ])('%s', async (_, more, code) => {
    expect((await call('office', 'POST', '/api/work', { ...draft, ...more })).body.error.code).toBe(code);
  });

  test('a far day asked of the calendar, and an action that is no action', async () => {
    expect((await call('office', 'GET', '/api/calendar/deadline?on=9999-12-30')).status).toBe(422);
    const id = await make('office');
    for (const action of ['__proto__', 'constructor', 'toString'])
      expect((await step('lead', id, action)).body.error.code).toBe('input.invalid');
  });

  test('parts go with the whole: restricted, cancelled, and never due after it', async () => {
    const id = await make('office', { jointIds: [], restricted: true });
    await step('lead', id, 'accept');
    const part = await make('lead', { parentId: id, region: '330100', leadId: 'test-own', jointIds: [] });
    expect((await get('lead', part)).restricted).toBe(true);
    expect((await call('county', 'GET', `/api/work/${part}`)).status).toBe(404);
    const sooner = await step('office', id, 'extend', { comment: '提前', dueOn: '2026-12-11' });
    expect(sooner.body.error.code).toBe('task.parent');
    expect((await step('office', id, 'cancel', { comment: '不再需要' })).status).toBe(204);
    expect((await get('lead', part)).state).toBe('cancelled');
  });

  test('joint units come and go while it is under way; whoever left is not waited for', async () => {
    const id = await make('office');
    await step('lead', id, 'accept');
    const change = async (who: Who, jointIds: string[]) =>
      call(who, 'PUT', `/api/work/${id}/joint`, { version: (await get(who, id)).case.version, jointIds });
    expect((await change('lead', [])).status).toBe(403);
    expect((await change('office', ['dept-other'])).status).toBe(204);
    expect((await get('office', id)).units.map((unit) => unit.organization.id)).toEqual(['dept-lead', 'dept-other']);
    expect((await report('joint', id)).body.error.code).toBe('task.report');
    expect((await step('lead', id, 'submit')).body.error.message.zh).toContain('dept-other');
    expect((await change('office', [])).status).toBe(204);
    expect((await step('lead', id, 'submit')).status).toBe(204);
    expect((await change('office', ['dept-other'])).body.error.code).toBe('step.not-now');
  });

  test('a draft is for its issuer only', async () => {
    const id = await make('office', { issue: false, title: '还在起草的任务' });
    for (const who of ['lead', 'city', 'county'] as const) {
      expect((await call(who, 'GET', `/api/work/${id}`)).status).toBe(404);
      expect((await call(who, 'GET', `/api/search?q=${encodeURIComponent('还在起草')}`)).body.total).toBe(0);
    }
    expect((await call('office', 'GET', `/api/work/${id}`)).status).toBe(200);
    await step('office', id, 'issue');
    expect((await call('lead', 'GET', `/api/search?q=${encodeURIComponent('还在起草')}`)).body.total).toBe(1);
  });

  test('evidence is called what it is', async () => {
    const file = upload('证明.pdf', '只是文字');
    const sent = await the.app.inject({
      method: 'POST',
      url: '/api/work-uploads',
      payload: file.payload,
      headers: { ...headers.lead, ...file.headers },
    });
    expect(sent.statusCode).toBe(415);
    expect(sent.json().error.message.zh).toContain('不符');
  });
});
