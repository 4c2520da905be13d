/** Review through HTTP: what is decided about each thing that was read, and by whom. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Review, ReviewChange } from '../../../packages/contract/index.ts';
import {
  accept,
  change,
  get,
  id,
  importNext,
  newest,
  openReview,
  people,
  rowsOf,
  serial,
  textOf,
  the,
} from './review-fixture.ts';

beforeAll(() => openReview('review'));
beforeEach(importNext);
afterAll(() => the.close());

describe('decisions', () => {
  test('values below zero or without end are refused, and the field is named', async () => {
    for (const value of ['-1', '1.1234567', '9'.repeat(21)]) {
      const refused = await change([{ kind: 'correct', item: 'target.0', seen: '0', target: { value } }]);
      expect(refused.statusCode).toBe(422);
      expect(refused.json().error.details.field).toBe('changes.0.target.value');
      expect(refused.json().error.message.zh).toContain('不小于 0');
      expect(refused.json().error.message.en).toContain('at least 0');
    }
  });

  test('every answer to a finding says why, also one that follows the proposal', async () => {
    const finding = (await get()).items.find(({ what }) => what === 'finding')!;
    const refused = await change([{ kind: 'answer', item: finding.key, seen: finding.seen, choice: 'proposed' }]);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().error.message.zh).toContain('须写明理由');
  });

  test('one item twice in a request is refused, and nothing is kept', async () => {
    const twice = await change([
      accept('target.0'),
      { kind: 'reject', item: 'target.0', seen: '0', reason: '不是目标' },
    ]);
    expect(twice.statusCode).toBe(422);
    expect(twice.json().error.message.zh).toContain('出现两次');
    expect((await get()).items.find(({ key }) => key === 'target.0')!.state).toBe('open');
  });

  test('accept, correct, reject, undo: the newest stands, the reading stays', async () => {
    expect((await get()).counts).toEqual({ open: 8, decided: 0, findings: 1, findingsOpen: 1 });
    const done = await change([
      accept('target.0'),
      { kind: 'reject', item: 'target.2', seen: '0', reason: '不是目标' },
    ]);
    expect(done.json().items.map((item: { key: string; state: string }) => [item.key, item.state])).toEqual([
      ['target.0', 'accepted'],
      ['target.2', 'rejected'],
    ]);
    await change([
      {
        kind: 'correct',
        item: 'target.0',
        seen: await newest('target.0'),
        target: { value: '97', unit: '%' },
        reason: '更正',
      },
    ]);
    const item = (await get()).items.find(({ key }) => key === 'target.0')!;
    expect(item).toMatchObject({ state: 'corrected', target: { value: '97' } });
    expect(item.history[0]).toMatchObject({ actor: 'officer', organization: '测试机构 330100', reason: '更正' });
    const detail = (await the.app.inject({ url: `/api/documents/${id}`, headers: people.officer!.headers })).json();
    expect(detail.documents[0].targets[0].value).toBe('96');
    await change([{ kind: 'undo', event: item.seen, seen: item.seen }], 'administrator');
    expect((await get()).items.find(({ key }) => key === 'target.0')).toMatchObject({
      state: 'accepted',
      target: { value: '96' },
    });
  });

  test('all or nothing: one bad change in a batch and none is kept', async () => {
    const before = await rowsOf('review_event');
    expect((await change([accept('target.0'), accept('target.99')])).statusCode).toBe(422);
    expect(await rowsOf('review_event')).toBe(before);
  });

  test.each([
    ['an unknown item', [accept('target.77')], 422],
    ['an item of no kind', [accept('plan.1')], 422],
    ['accepting a finding', [accept('finding.0')], 422],
    ['a correction of nothing', [{ kind: 'correct', item: 'target.0', seen: '0', target: {} }], 422],
    ['a target corrected as a task', [{ kind: 'correct', item: 'target.0', seen: '0', task: { title: 'x' } }], 422],
    ['a value that is no number', [{ kind: 'correct', item: 'target.0', seen: '0', target: { value: '九' } }], 422],
    ['a range upside down', [{ kind: 'correct', item: 'target.0', seen: '0', target: { valueHigh: '5' } }], 422],
    ['a field that does not exist', [{ kind: 'correct', item: 'target.0', seen: '0', target: { span: {} } }], 422],
    ['a rejection without a reason', [{ kind: 'reject', item: 'target.0', seen: '0' }], 422],
    ['an answer without a reason', [{ kind: 'answer', item: 'finding.0', seen: '0', choice: 'original' }], 422],
    ['an undo of nothing', [{ kind: 'undo', event: '999999', seen: '0' }], 422],
    ['no change at all', [], 422],
    ['a confirmation too early', [{ kind: 'confirm', seen: '0' }], 409],
  ])('%s is refused', async (_, changes, status) => {
    const response = await change(changes as ReviewChange[]);
    expect(response.statusCode).toBe(status);
    expect(response.json().error.message.zh).toBeTruthy();
  });

  test('a part out of range and a span outside the text are refused', async () => {
    expect((await change([accept('target.0')], 'officer', 7)).statusCode).toBe(404);
    expect(
      (await the.app.inject({ url: `/api/documents/${id}/review?part=7`, headers: people.officer!.headers }))
        .statusCode,
    ).toBe(404);
    const target = {
      indicator: '新',
      comparator: '>=',
      value: '1',
      unit: '家',
      year: 2026,
      period: 'by',
      kind: 'level',
    } as const;
    for (const span of [
      { start: 0, end: 1_000_000 },
      { start: 5, end: 5 },
      { start: 9, end: 3 },
    ])
      expect((await change([{ kind: 'add', span, target } as ReviewChange])).statusCode).toBe(422);
  });

  test('words selected in the text become a target; the reader proposes what it reads in them', async () => {
    const start = textOf(serial - 1).indexOf('公共服务满意度');
    const query = `part=0&start=${start}&end=${start + '公共服务满意度达到85分'.length}`;
    const proposal = await the.app.inject({
      url: `/api/documents/${id}/suggestion?${query}`,
      headers: people.officer!.headers,
    });
    expect(proposal.json()).toMatchObject({
      clause: '二（二）',
      target: { indicator: '公共服务满意度', value: '85', unit: '分' },
    });
    const span = { start, end: start + 12 };
    const target = {
      indicator: '服务满意度',
      comparator: '>=',
      value: '85',
      unit: '分',
      year: 2026,
      period: 'by',
      kind: 'level',
    };
    const added = (await change([{ kind: 'add', span, target } as ReviewChange])).json().items[0];
    expect(added).toMatchObject({ state: 'added', target: { span, value: '85' } });
    const gone = await change([{ kind: 'undo', event: added.seen, seen: added.seen }]);
    expect(gone.json().gone).toEqual([added.key]);
  });

  test('an answer can put the target right in the same step', async () => {
    const answer: ReviewChange = {
      kind: 'answer',
      item: 'finding.0',
      seen: '0',
      choice: 'other',
      reason: '与起草处核对',
      correct: { item: 'target.4', seen: '0', target: { value: '78' } },
    };
    const { items } = (await change([answer])).json() as Review;
    expect(items.find(({ key }) => key === 'finding.0')).toMatchObject({
      state: 'answered',
      concerns: ['target.3', 'target.4'],
    });
    expect(items.find(({ key }) => key === 'target.4')).toMatchObject({ state: 'corrected', target: { value: '78' } });
  });

  test('the desk shows a doubt until it is answered, and again when the answer is taken back', async () => {
    const count = async () =>
      (await the.app.inject({ url: '/api/desk', headers: people.officer!.headers })).json().findingCount as number;
    const before = await count();
    const ask = { kind: 'answer', item: 'finding.0', seen: '0', choice: 'verify', reason: '去函' } as const;
    await change([ask]);
    expect(await count()).toBe(before);
    await change([{ ...ask, seen: await newest('finding.0'), choice: 'original', reason: '复函确认' }]);
    expect(await count()).toBe(before - 1);
    const seen = await newest('finding.0');
    await change([{ kind: 'undo', event: seen, seen }]);
    expect(await count()).toBe(before);
  });

  test('two people on one item: the second is told who, when and what it is now', async () => {
    await change([{ kind: 'correct', item: 'target.1', seen: '0', target: { value: '21' } }], 'administrator');
    const second = await change([accept('target.1')]);
    expect(second.statusCode).toBe(409);
    const { code, details, message } = second.json().error;
    expect(code).toBe('review.changed');
    expect(details).toMatchObject({ who: 'administrator', items: [{ key: 'target.1', target: { value: '21' } }] });
    expect(message.zh).toContain('administrator');
    expect((await change([accept('target.1', details.items[0].seen)])).statusCode).toBe(200);
  });

  test('two people at the same moment: one wins', async () => {
    const both = await Promise.all([change([accept('target.0')]), change([accept('target.0')], 'administrator')]);
    expect(both.map((response) => response.statusCode).sort()).toEqual([200, 409]);
  });

  test('who may: officers and administrators of the region and above', async () => {
    for (const [who, status] of [
      ['viewer', 403],
      ['auditor', 403],
      ['reporter', 403],
      ['child', 403],
      ['sibling', 404],
      ['parent', 200],
    ] as const)
      expect(
        (await change([accept('target.0', (await get()).items.find(({ key }) => key === 'target.0')!.seen)], who))
          .statusCode,
        who,
      ).toBe(status);
    const attempt = the.services.db.within(the.scopeOf('viewer'), (tx) =>
      tx
        .insertInto('review_event')
        .values({
          document_id: id,
          part: 0,
          item: 'target.0',
          kind: 'accept',
          at: new Date(0),
          person_id: the.scopeOf('viewer').personId,
          actor: 'x',
          organization_id: 'test-own',
        })
        .execute(),
    );
    await expect(attempt).rejects.toThrow(/row-level security/);
  });

  test('events can be neither changed nor removed', async () => {
    await change([accept('target.0')]);
    const scope = the.scopeOf('administrator');
    await expect(the.services.db.within(scope, (tx) => tx.deleteFrom('review_event').execute())).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      the.services.db.within(scope, (tx) => tx.updateTable('review_event').set({ actor: 'x' }).execute()),
    ).rejects.toThrow(/permission denied/);
  });
});
