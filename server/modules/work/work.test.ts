/** Tasks over HTTP: an office gives out, a department leads, another joins, a city does its part. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkPage } from '../../../packages/contract/index.ts';
import { upload } from '../../http/test-app.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { call, draft, get, headers, make, openOffice, report, step, the, type Who } from './office-fixture.ts';

beforeAll(() => openOffice('work'));
afterAll(() => the.close());

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
