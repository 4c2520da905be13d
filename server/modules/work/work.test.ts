/** Tasks over HTTP: an office gives out, a department leads, another joins, a city does its part. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkDetail, WorkPage } from '../../../packages/contract/index.ts';
import { openTestApp, password, type TestApp, upload } from '../../http/test-app.ts';
import { addPerson } from '../../kernel/person/add-person.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { escalateOverdue, moveUnits } from './index.ts';

let the: TestApp;
const headers: Record<string, Record<string, string>> = {};
const people = {
  office: ['test-parent', '330000', 'officer'],
  lead: ['dept-lead', '330000', 'reporter'],
  joint: ['dept-joint', '330000', 'reporter'],
  other: ['dept-other', '330000', 'reporter'],
  city: ['test-own', '330100', 'officer'],
  county: ['test-child', '330106', 'officer'],
  sister: ['test-sibling', '330200', 'officer'],
} as const;
type Who = keyof typeof people;

beforeAll(async () => {
  the = await openTestApp('work');
  const scope = systemScope('test');
  await the.services.db.within(scope, async (tx) => {
    for (const id of ['dept-lead', 'dept-joint', 'dept-other', 'dept-heir'])
      await tx
        .insertInto('organization')
        .values({ id, name: `省${id}`, name_en: id, kind: 'department', region_code: '330000' })
        .execute();
    for (const [name, [organizationId, regionCode, role]] of Object.entries(people))
      await addPerson(tx, scope, the.services.clock, {
        userName: `w-${name}`,
        displayName: name,
        organizationId,
        regionCode,
        roles: [role],
        password,
      });
  });
  await signAllIn();
});

/** Again after the clock has moved: a session left alone for long ends. */
async function signAllIn(): Promise<void> {
  for (const name of Object.keys(people)) headers[name] = (await the.signIn(`w-${name}`)).headers;
}
afterAll(() => the.close());

const call = async (who: Who, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const response = await the.app.inject({ method, url, headers: headers[who]!, ...(payload ? { payload } : {}) });
  return { status: response.statusCode, body: response.body ? response.json() : null, raw: response };
};
const get = async (who: Who, id: string) => (await call(who, 'GET', `/api/work/${id}`)).body as WorkDetail;
const draft = {
  title: '建立质量追溯体系',
  region: '330000',
  leadId: 'dept-lead',
  jointIds: ['dept-joint'],
  dueOn: '2026-12-18',
  issue: true,
};
const make = async (who: Who, more: object = {}) => {
  const { status, body } = await call(who, 'POST', '/api/work', { ...draft, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id as string;
};
const step = async (who: Who, id: string, action: string, more: object = {}) => {
  const { case: now } = await get(who, id);
  return call(who, 'POST', `/api/work/${id}/steps`, { action, version: now.version, ...more });
};
const report = (who: Who, id: string, more: object = {}) =>
  call(who, 'POST', `/api/work/${id}/reports`, { percent: 50, done: '完成方案', ...more });

describe('the usual way', () => {
  test('given out, accepted, reported with evidence, answered, handed in, returned, handed in, done', async () => {
    const id = await make('office');
    expect((await get('lead', id)).case.actions.map((action) => action.id)).toEqual(['accept', 'decline']);
    expect((await step('lead', id, 'accept')).status).toBe(204);
    const file = upload('方案.txt', '一份方案');
    const sent = await the.app.inject({
      method: 'POST',
      url: '/api/work-uploads',
      payload: file.payload,
      headers: { ...headers.lead, ...file.headers },
    });
    expect(sent.statusCode).toBe(201);
    expect((await report('lead', id, { uploads: [sent.json().id] })).status).toBe(201);
    const early = await step('lead', id, 'submit');
    expect(early.body.error.code).toBe('task.open-parts');
    expect(early.body.error.message.zh).toContain('尚未反馈');

    expect((await report('joint', id, { percent: 100, done: '已提供数据' })).status).toBe(201);
    let detail = await get('lead', id);
    const answer = detail.reports.find((one) => one.role === 'joint')!;
    expect(
      (await call('joint', 'POST', `/api/work-reports/${answer.id}/verdict`, { accepted: true })).body.error.code,
    ).toBe('step.not-yours');
    expect((await call('lead', 'POST', `/api/work-reports/${answer.id}/verdict`, { accepted: false })).status).toBe(
      422,
    );
    await call('lead', 'POST', `/api/work-reports/${answer.id}/verdict`, { accepted: false, comment: '缺二季度' });
    expect((await get('joint', id)).units.find((unit) => unit.role === 'joint')?.answer).toBe('returned');
    await report('joint', id, { percent: 100, done: '已补二季度' });
    detail = await get('lead', id);
    const second = detail.reports.find((one) => one.role === 'joint' && one.verdict === null)!;
    await call('lead', 'POST', `/api/work-reports/${second.id}/verdict`, { accepted: true });

    expect((await step('lead', id, 'submit')).status).toBe(204);
    expect((await step('office', id, 'return')).body.error.code).toBe('step.comment');
    expect((await step('office', id, 'return', { comment: '请补充县级数据' })).status).toBe(204);
    expect((await step('lead', id, 'submit')).status).toBe(204);
    expect((await step('office', id, 'complete')).status).toBe(204);
    detail = await get('office', id);
    expect(detail).toMatchObject({ state: 'done', light: 'green', percent: 100 });
    expect(detail.case.path.every((one) => one.at !== null)).toBe(true);
    expect(detail.case.steps.map((one) => one.action.id)).toEqual([
      'complete',
      'submit',
      'return',
      'submit',
      'accept',
      'issue',
      'open',
    ]);
    const evidence = detail.reports.flatMap((one) => one.evidence);
    expect(evidence.map((one) => one.fileName)).toEqual(['方案.txt']);
    const read = (who: Who) => the.app.inject({ url: `/api/work-evidence/${evidence[0]!.id}`, headers: headers[who]! });
    expect((await read('joint')).rawPayload.toString()).toBe('一份方案');
    expect((await read('sister')).statusCode).toBe(200); // the province's task is readable below it
  });

  test('people are told, and never of what they did themselves', async () => {
    const told = await the.services.db.within(systemScope('test'), (tx) =>
      tx
        .selectFrom('notice as n')
        .innerJoin('person as p', 'p.id', 'n.person_id')
        .select(['p.user_name', 'n.kind'])
        .orderBy('n.id')
        .execute(),
    );
    const of = (name: string) => told.filter((row) => row.user_name === `w-${name}`).map((row) => row.kind);
    expect(of('lead')).toEqual(['task.issue', 'task.answer', 'task.answer', 'task.return', 'task.complete']);
    expect(of('office').filter((kind) => kind === 'task.submit')).toHaveLength(2);
    expect(of('other')).toEqual([]);
  });
});

describe('parts', () => {
  test('a city does its part of a task; the whole waits for it, and no circle is possible', async () => {
    const id = await make('office', { jointIds: [] });
    await step('lead', id, 'accept');
    const late = await call('lead', 'POST', '/api/work', {
      ...draft,
      parentId: id,
      region: '330100',
      leadId: 'test-own',
      jointIds: [],
      dueOn: '2026-12-21',
    });
    expect(late.body.error.code).toBe('task.parent');
    const part = await make('lead', { parentId: id, region: '330100', leadId: 'test-own', jointIds: [] });
    expect((await step('lead', id, 'submit')).body.error.message.zh).toContain('未办结');
    expect((await call('sister', 'GET', `/api/work/${part}`)).status).toBe(404);
    await step('city', part, 'accept');
    const deeper = await make('city', { parentId: part, region: '330106', leadId: 'test-child', jointIds: [] });
    await step('county', deeper, 'accept');
    expect((await step('county', deeper, 'submit')).status).toBe(204);
    expect((await step('city', deeper, 'complete')).status).toBe(204);
    expect((await step('city', part, 'submit')).status).toBe(204);
    expect((await step('lead', part, 'complete')).status).toBe(204);
    expect((await step('lead', id, 'submit')).status).toBe(204);
    // A part belongs to its whole from birth: there is no way to hang a whole under its part.
    const circle = await call('county', 'POST', '/api/work', {
      ...draft,
      parentId: deeper,
      region: '330106',
      leadId: 'test-child',
      jointIds: [],
    });
    expect(circle.body.error.code).toBe('task.parent');
  });

  test('only the lead divides, and only below its own region', async () => {
    const id = await make('office', { region: '330100', leadId: 'test-own', jointIds: [] });
    await step('city', id, 'accept');
    const foreign = await call('city', 'POST', '/api/work', {
      ...draft,
      parentId: id,
      region: '330200',
      leadId: 'test-sibling',
      jointIds: [],
    });
    expect(foreign.status).toBe(403);
    const stranger = await call('county', 'POST', '/api/work', {
      ...draft,
      parentId: id,
      region: '330106',
      leadId: 'test-child',
      jointIds: [],
    });
    expect(stranger.body.error.code).toBe('task.parent');
  });
});

describe('two at once', () => {
  test('the second of two people sees who was faster and what it is now', async () => {
    const id = await make('office');
    const { version } = (await get('lead', id)).case;
    const answers = await Promise.all(
      ['accept', 'decline'].map((action) =>
        call('lead', 'POST', `/api/work/${id}/steps`, { action, version, comment: '不属本单位职责' }),
      ),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([204, 409]);
    const lost = answers.find((one) => one.status === 409)!.body.error;
    expect(lost.code).toBe('step.changed');
    expect(lost.details).toMatchObject({ who: 'lead', version: version + 1 });
    expect((await get('lead', id)).case.steps).toHaveLength(3);
  });

  test('a draft edited by two: the second learns who was faster, and nothing of theirs is mixed', async () => {
    const id = await make('office', { issue: false });
    const { version } = (await get('office', id)).case;
    const edit = (title: string) => ({
      version,
      title,
      description: '',
      leadId: 'test-parent',
      jointIds: [],
      reportEvery: 'none',
      restricted: false,
    });
    const answers = await Promise.all(
      ['甲的题目', '乙的题目'].map((title) => call('office', 'PUT', `/api/work/${id}`, edit(title))),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([204, 409]);
    expect(answers.find((one) => one.status === 409)!.body.error).toMatchObject({
      code: 'step.changed',
      details: { who: 'office' },
    });
    const after = await get('office', id);
    const won = answers.findIndex((one) => one.status === 204);
    expect(after).toMatchObject({ title: ['甲的题目', '乙的题目'][won], lead: { id: 'test-parent' }, jointCount: 0 });
    expect(after.case.steps[0]!.action.id).toBe('edit');
    expect((await call('lead', 'PUT', `/api/work/${id}`, { ...edit('x'), version: version + 1 })).status).toBe(403);
  });

  test('numbers are given once', async () => {
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => make('city', { region: '330100', leadId: 'test-own', jointIds: [] })),
    );
    const codes = await Promise.all(made.map(async (id) => (await get('city', id)).code));
    expect(new Set(codes).size).toBe(4);
  });
});

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

describe('late', () => {
  test('lights, escalation once for each level, slips answered and closed, caught up late', async () => {
    const id = await make('office', { title: '会逾期的任务', jointIds: [], dueOn: '2026-12-01' });
    await step('lead', id, 'accept');
    const { clock } = the.services;
    try {
      clock.set('2026-11-27T02:00:00Z');
      await escalateOverdue(the.services);
      expect(await noticesOf(id, 'task.due-soon')).toBe(1);
      clock.set('2026-12-09T02:00:00Z'); // six working days late
      await signAllIn();
      await Promise.all([escalateOverdue(the.services), escalateOverdue(the.services)]);
      await escalateOverdue(the.services);
      let detail = await get('lead', id);
      expect(detail).toMatchObject({ light: 'red', workingDaysLate: 6, slipLevel: 1 });
      expect(detail.slips).toHaveLength(1);
      expect(await noticesOf(id, 'task.late')).toBe(3); // lead unit, issuing office (two people)
      const slip = detail.slips[0]!;
      expect(slip.dueOn).toBe('2026-12-16');
      const url = `/api/slips/${slip.id}`;
      expect((await call('lead', 'POST', `${url}/steps`, { action: 'answer', version: 1 })).status).toBe(422);
      expect(
        (await call('lead', 'POST', `${url}/steps`, { action: 'answer', version: 1, comment: '本周内补齐' })).status,
      ).toBe(204);
      expect((await call('office', 'POST', `${url}/steps`, { action: 'close', version: 2 })).status).toBe(204);
      expect((await call('office', 'GET', url)).body.case.closed).toBe(true);

      clock.set('2026-12-16T02:00:00Z'); // eleven working days late, five after the first slip
      await signAllIn();
      await escalateOverdue(the.services);
      await escalateOverdue(the.services);
      expect((await get('office', id)).slips.map((one) => one.level).sort()).toEqual([1, 2]);
      const byHand = await call('office', 'POST', `/api/work/${id}/slips`, { reason: '约谈', dueOn: '2026-12-18' });
      expect(byHand.status).toBe(201);
      detail = await get('office', id);
      expect(detail.slips.map((one) => one.level).sort()).toEqual([1, 2, 3]);
      const more = await call('office', 'POST', `/api/work/${id}/slips`, { reason: '再次', dueOn: '2026-12-18' });
      expect(more.body.error.code).toBe('task.slip');

      expect((await step('lead', id, 'submit')).status).toBe(204);
      detail = await get('office', id);
      expect(detail.light).toBe('yellow');
      expect(detail.lightHistory).toEqual([
        { from: '2026-11-22', light: 'green' },
        { from: '2026-12-02', light: 'red' },
        { from: '2026-12-16', light: 'yellow' },
      ]);
      const before = (await call('office', 'GET', '/api/work?asOf=2026-12-10&q=会逾期&size=10')).body as WorkPage;
      expect(before.rows.map((row) => [row.state, row.light])).toEqual([['underway', 'red']]);
      expect(before.lights).toMatchObject({ red: 1, yellow: 0 });
    } finally {
      clock.set('2026-11-22T02:00:00Z');
      await signAllIn();
    }
  });

  const noticesOf = (id: string, kind: string) =>
    the.services.db.within(systemScope('test'), async (tx) => {
      const rows = await tx
        .selectFrom('notice')
        .select('id')
        .where('object_id', '=', id)
        .where('kind', '=', kind)
        .execute();
      return rows.length;
    });
});

describe('reform', () => {
  test('open tasks pass to the successor from a day on; who had them before stays readable', async () => {
    const open = await make('office', { leadId: 'dept-other', jointIds: ['dept-joint'] });
    await step('other', open, 'accept');
    const moved = await the.services.db.within(systemScope('reform'), (tx) =>
      moveUnits(tx, systemScope('reform'), the.services.clock, {
        from: 'dept-other',
        to: 'dept-heir',
        day: '2026-12-01',
      }),
    );
    expect(moved).toBe(1);
    const now = await get('office', open);
    expect(now.units.map((unit) => [unit.organization.id, unit.from, unit.to, unit.takenOverFrom?.id ?? null])).toEqual(
      [
        ['dept-heir', '2026-12-01', null, 'dept-other'],
        ['dept-other', '2026-11-22', '2026-11-30', null],
        ['dept-joint', '2026-11-22', null, null],
      ],
    );
    const before = await call('office', 'GET', `/api/work/${open}?asOf=2026-11-25`);
    expect(before.body.lead.id).toBe('dept-other');
    const after = await call('office', 'GET', `/api/work/${open}?asOf=2026-12-02`);
    expect(after.body.lead.id).toBe('dept-heir');
    expect(now.case.steps[0]!.action.id).toBe('take-over');
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

describe('two pairs of eyes', () => {
  test('whoever handed a task in does not confirm it, in one step or in many; somebody else of the office does', async () => {
    const id = await make('office', { leadId: 'test-parent', jointIds: [] });
    await step('office', id, 'accept');
    await report('office', id);
    expect((await step('office', id, 'submit')).status).toBe(204);
    const own = await step('office', id, 'complete');
    expect(own.status).toBe(403);
    expect(own.body.error.code).toBe('step.four-eyes');
    expect(own.body.error.message.zh).toContain('“提交办结”，“办结”须由另一人办理');
    const { body } = await call('office', 'POST', '/api/work/steps', { ids: [id], action: 'complete' });
    expect(body).toMatchObject({ done: 0, refused: [{ id, zh: own.body.error.message.zh }] });
    // Sending back is no confirmation.
    expect((await step('office', id, 'return', { comment: '再核一次' })).status).toBe(204);
    await step('office', id, 'submit');
    // An administrator of the region's office.
    const parent = (await the.signIn('parent')).headers;
    const { case: now } = await get('office', id);
    const done = await the.app.inject({
      method: 'POST',
      url: `/api/work/${id}/steps`,
      headers: parent,
      payload: { action: 'complete', version: now.version },
    });
    expect(done.statusCode).toBe(204);
  });

  test('of two who act on the same list, the second is told what changed and by whom', async () => {
    const [one, two] = [await make('office'), await make('office')];
    const list = (await call('lead', 'GET', '/api/work?state=issued&size=500')).body as WorkPage;
    const versions = Object.fromEntries(
      list.rows.filter((row) => [one, two].includes(row.id)).map((row) => [row.id, row.version]),
    );
    expect(Object.keys(versions)).toHaveLength(2);
    await call('office', 'POST', `/api/work/${one}/steps`, { action: 'remind', version: versions[one] });
    const batch = await call('lead', 'POST', '/api/work/steps', { ids: [one, two], action: 'accept', versions });
    expect(batch.body).toMatchObject({ done: 1, refused: [{ id: one }] });
    expect(batch.body.refused[0].zh).toContain('office 已于');
    expect((await get('lead', one)).state).toBe('issued');
    expect((await get('lead', two)).state).toBe('underway');
    const again = await call('lead', 'POST', '/api/work/steps', { ids: [one], action: 'accept' });
    expect(again.body.done).toBe(1);
    const nonsense = await call('lead', 'POST', '/api/work/steps', {
      ids: [one],
      action: 'accept',
      versions: { x: 1 },
    });
    expect(nonsense.status).toBe(422);
  });

  test('two steps at once: one is taken, the other says so', async () => {
    const id = await make('office');
    const { case: now } = await get('lead', id);
    const send = () =>
      call('lead', 'POST', '/api/work/steps', { ids: [id], action: 'accept', versions: { [id]: now.version } });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map((answer) => answer.body.done).sort()).toEqual([0, 0, 1]);
    for (const { body } of answers) for (const refused of body.refused) expect(refused.zh).toContain('lead 已于');
  });
});

describe('lists', () => {
  test('what waits for me, filters and counts agree', async () => {
    const waits = (await call('lead', 'GET', '/api/work?waits=me&size=500')).body as WorkPage;
    expect(waits.rows.length).toBeGreaterThan(0);
    expect(waits.rows.every((row) => row.lead?.id === 'dept-lead')).toBe(true);
    const all = (await call('office', 'GET', '/api/work?size=500')).body as WorkPage;
    expect(all.total).toBe(all.rows.length);
    expect(Object.values(all.states).reduce((a, b) => a + b)).toBe(all.total);
    expect(Object.values(all.lights).reduce((a, b) => a + b)).toBe(all.total);
    const open = (await call('office', 'GET', '/api/work?state=open&size=500')).body as WorkPage;
    expect(open.rows.every((row) => !['done', 'cancelled'].includes(row.state))).toBe(true);
    expect(open.states).toEqual(all.states);
    const batch = await call('office', 'POST', '/api/work/steps', {
      ids: all.rows.map((row) => row.id),
      action: 'remind',
    });
    expect(batch.body.done + batch.body.refused.length).toBe(all.total);
    expect(batch.body.done).toBeGreaterThan(0);
    for (const format of ['xlsx', 'csv']) {
      const file = await the.app.inject({ url: `/api/work/export?format=${format}`, headers: headers.office! });
      expect(file.statusCode).toBe(200);
      expect(file.rawPayload.length).toBeGreaterThan(500);
    }
  });

  test.each(['due', 'code', 'title', 'percent'] as const)('sorted by %s, both ways, a page at a time', async (sort) => {
    const value = (row: WorkPage['rows'][number]) =>
      ({ due: row.dueOn, code: row.code, title: row.title, percent: row.percent })[sort];
    const ask = async (order: string, size: number, page = 1) =>
      (await call('office', 'GET', `/api/work?sort=${sort}&order=${order}&size=${size}&page=${page}`)).body as WorkPage;
    const up = (await ask('asc', 500)).rows.map(value);
    const collator = new Intl.Collator('zh-CN');
    const sorted = [...up].sort((a, b) =>
      typeof a === 'number'
        ? a - Number(b)
        : sort === 'title'
          ? collator.compare(a!, String(b))
          : a! < b!
            ? -1
            : a! > b!
              ? 1
              : 0,
    );
    expect(up).toEqual(sorted);
    expect(new Set(up).size).toBeGreaterThan(1);
    expect((await ask('desc', 500)).rows.map(value)).toEqual([...sorted].reverse());
    expect([...(await ask('asc', 3)).rows, ...(await ask('asc', 3, 2)).rows].map(value)).toEqual(up.slice(0, 6));
  });

  test('the list and the history of a task agree about the light on any day', async () => {
    const late = '2027-01-15';
    await make('office', { issue: false });
    const { rows } = (await call('office', 'GET', `/api/work?asOf=${late}&size=500`)).body as WorkPage;
    expect(new Set(rows.map((row) => row.light)).size).toBe(4);
    for (const { id } of rows) {
      for (const day of ['2026-11-22', '2026-12-05', '2026-12-17', late]) {
        const detail = (await call('office', 'GET', `/api/work/${id}?asOf=${day}`)).body as WorkDetail;
        expect(detail.light, `${detail.title} on ${day}`).toBe(detail.lightHistory.at(-1)?.light ?? 'none');
      }
    }
  });

  test('a restricted task is for its parties and the office only', async () => {
    const id = await make('office', { restricted: true, jointIds: [] });
    expect((await call('lead', 'GET', `/api/work/${id}`)).status).toBe(200);
    expect((await call('office', 'GET', `/api/work/${id}`)).status).toBe(200);
    for (const who of ['other', 'city', 'county'] as const)
      expect((await call(who, 'GET', `/api/work/${id}`)).status).toBe(404);
  });
});

// Last: the days go back after it, which no real clock does, and steps would stand in the wrong order of days.
describe('reform and time', () => {
  const move = (from: string, to: string, day: string) =>
    the.services.db.within(systemScope('reform'), (tx) =>
      moveUnits(tx, systemScope('reform'), the.services.clock, { from, to, day }),
    );
  test('however late it is first seen, slips come one at a time, and go to the successor', async () => {
    const id = await make('office', { title: '早已逾期', jointIds: [], dueOn: '2026-12-01' });
    await step('lead', id, 'accept');
    const { clock } = the.services;
    try {
      clock.set('2027-01-20T02:00:00Z');
      await signAllIn();
      await escalateOverdue(the.services);
      await escalateOverdue(the.services);
      expect((await get('office', id)).slips.map((one) => one.level)).toEqual([1]);
      await move('dept-lead', 'dept-joint', '2027-01-20');
      const after = await get('joint', id);
      expect(after.slips[0]!.organization.id).toBe('dept-joint');
      const url = `/api/slips/${after.slips[0]!.id}/steps`;
      expect((await call('joint', 'POST', url, { action: 'answer', version: 1, comment: '承接后办理' })).status).toBe(
        204,
      );
      await move('dept-joint', 'dept-lead', '2027-01-20');
    } finally {
      clock.set('2026-11-22T02:00:00Z');
      await signAllIn();
    }
  });

  test('a reform ahead of its day leaves the present unit its rights until then', async () => {
    const id = await make('office', { title: '改革前的任务', jointIds: [] });
    await step('lead', id, 'accept');
    await move('dept-lead', 'dept-joint', '2026-12-10');
    expect((await report('lead', id)).status).toBe(201);
    expect((await report('joint', id)).body.error.code).toBe('task.report');
    expect((await get('office', id)).lead?.id).toBe('dept-lead');
    const { clock } = the.services;
    try {
      clock.set('2026-12-10T02:00:00Z');
      await signAllIn();
      expect((await get('office', id)).lead?.id).toBe('dept-joint');
      expect((await report('joint', id)).status).toBe(201);
      expect((await report('lead', id)).body.error.code).toBe('task.report');
    } finally {
      clock.set('2026-11-22T02:00:00Z');
      await signAllIn();
    }
  });
});
