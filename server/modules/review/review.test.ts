/** Review and adoption through HTTP, with two officers of one city and the people around them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Review, ReviewChange, TargetPage } from '../../../packages/contract/index.ts';
import { openTestApp, regionOf, type TestApp, upload } from '../../http/test-app.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { loadPacks, readPacks } from '../plans/index.ts';

let the: TestApp;
const people: Record<string, { headers: Record<string, string> }> = {};
beforeAll(async () => {
  the = await openTestApp('review');
  // `officer` and `administrator` of Hangzhou are two people; `parent` is the province's, `sibling` Ningbo's.
  for (const name of ['officer', 'administrator', 'viewer', 'auditor', 'reporter', 'parent', 'child', 'sibling'])
    people[name] = await the.signIn(name);
});
afterAll(() => the.close());

const textOf = (
  number: number,
) => `杭州市质量提升行动计划${'甲乙丙丁戊己庚辛壬癸'[number % 10]}${'子丑寅卯辰'[Math.floor(number / 10)]}（2024—2026年）

一、总体要求
到2026年，产品质量监督抽查合格率达到96%以上，新增示范企业20家，制定地方标准30项。

二、主要任务
（一）加强标准供给。每年培育领军企业26家，到2026年共培育领军企业165家。（责任单位：市市场监管局、省财政厅，列第一位的为牵头单位，下同）
（二）提升服务质量。公共服务满意度达到85分。（责任单位：省发展改革委）

杭州市人民政府办公厅
2024年3月15日
`;

let serial = 0;
let id = '';
async function importOne(): Promise<string> {
  const body = upload(`${serial}.txt`, textOf(serial));
  serial += 1;
  const response = await the.app.inject({
    method: 'POST',
    url: '/api/documents',
    payload: body.payload,
    headers: { ...people.officer!.headers, ...body.headers },
  });
  return response.json().id;
}
beforeEach(async () => {
  id = await importOne();
});

const get = async (who = 'officer', part = 0): Promise<Review> =>
  (await the.app.inject({ url: `/api/documents/${id}/review?part=${part}`, headers: people[who]!.headers })).json();
const change = (changes: ReviewChange[], who = 'officer', part = 0) =>
  the.app.inject({
    method: 'POST',
    url: `/api/documents/${id}/review`,
    payload: { part, changes },
    headers: people[who]!.headers,
  });
const newest = async (key: string) => (await get()).items.find((item) => item.key === key)!.seen;
const accept = (item: string, seen = '0'): ReviewChange => ({ kind: 'accept', item, seen });

async function decideAll(who = 'officer'): Promise<void> {
  const { items } = await get();
  const changes = items.flatMap(({ key, what, seen, state }): ReviewChange[] => {
    if (what === 'finding') return [{ kind: 'answer', item: key, seen, choice: 'original', reason: '以总数为准' }];
    return state === 'open' ? [{ kind: 'accept', item: key, seen }] : [];
  });
  expect((await change(changes, who)).statusCode).toBe(200);
}
async function confirm(who: string) {
  const { version } = await get(who);
  return change([{ kind: 'confirm', seen: version }], who);
}
const plan = (more: Record<string, unknown> = {}) => ({
  part: 0,
  title: `杭州市质量提升行动计划 ${serial}`,
  shortTitle: `杭州质量 ${serial}`,
  issuer: '杭州市人民政府办公厅',
  issuedOn: '2024-03-15',
  region: regionOf.own,
  from: 2024,
  to: 2026,
  visibility: 'internal',
  ...more,
});
const adopt = (body: Record<string, unknown> = plan(), who = 'administrator') =>
  the.app.inject({
    method: 'POST',
    url: `/api/documents/${id}/adopt`,
    payload: body,
    headers: people[who]!.headers,
  });
async function ready(): Promise<void> {
  await decideAll();
  expect((await confirm('officer')).statusCode).toBe(200);
}
const rowsOf = (table: 'plan' | 'target' | 'plan_task' | 'review_event') =>
  the.services.db.within(systemScope('test'), async (tx) =>
    Number(
      (
        await tx
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    ),
  );

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

describe('adoption', () => {
  test('says everything that is missing, then that two people are needed', async () => {
    const early = (await adopt()).json().error;
    expect(early.code).toBe('adopt.incomplete');
    expect(early.details.list.map((one: { code: string }) => one.code)).toEqual(['findings', 'open', 'confirmation']);
    await ready();
    const own = (await adopt(plan(), 'officer')).json().error;
    expect(own.details.list).toMatchObject([{ code: 'second-person' }]);
    await change([
      {
        kind: 'undo',
        event: (await get()).items.find(({ key }) => key === 'target.0')!.seen,
        seen: (await get()).version,
      },
    ]);
    await change([accept('target.0', await newest('target.0'))]);
    expect((await adopt()).json().error.details.list).toMatchObject([{ code: 'confirmation' }]);
    await confirm('officer');
    expect((await adopt()).statusCode).toBe(201);
    const removed = await the.app.inject({
      method: 'DELETE',
      url: `/api/documents/${id}`,
      headers: people.officer!.headers,
    });
    expect(removed.json().error).toMatchObject({ code: 'document.adopted', details: { title: plan().shortTitle } });
  });

  test('the plan holds what was decided, with units, indicators, days and words', async () => {
    await change([
      { kind: 'correct', item: 'target.0', seen: '0', target: { value: '97' } },
      { kind: 'reject', item: 'target.2', seen: '0', reason: '不是目标' },
    ]);
    await ready();
    const { planId, targets, tasks } = (await adopt()).json();
    expect([targets, tasks]).toEqual([5, 2]);
    const headers = people.viewer!.headers;
    const board = (await the.app.inject({ url: `/api/targets?plan=${planId}`, headers })).json() as TargetPage;
    expect(board.rows.map((row) => [row.code, row.indicator, row.value, row.unit, row.dueOn, row.startsOn])).toEqual([
      ['T001', '产品质量监督抽查合格率', '97', '%', '2026-12-31', '2024-01-01'],
      ['T002', '示范企业', '20', '家', '2026-12-31', '2024-01-01'],
      ['T003', '领军企业', '26', '家', '2026-12-31', '2024-01-01'],
      ['T004', '领军企业', '165', '家', '2026-12-31', '2024-01-01'],
      ['T005', '公共服务满意度', '85', '分', '2026-12-31', '2024-01-01'],
    ]);
    const detail = (await the.app.inject({ url: `/api/plans/${planId}`, headers })).json();
    expect(detail).toMatchObject({ documentId: id, from: 2024, to: 2026 });
    expect(detail.tasks.map((task: { code: string; lead: { name: string } }) => [task.code, task.lead.name])).toEqual([
      ['R01', '市市场监管局'],
      ['R02', '省发展改革委'],
    ]);
    expect(detail.tasks[1].lead.organizationId).toBeTruthy();
    const target = (await the.app.inject({ url: `/api/targets/${planId}.T002`, headers })).json();
    expect(target.source.words.text).toContain('示范企业');
    const state = await get();
    expect(state.plan?.id).toBe(planId);
    expect((await change([accept('target.0', state.version)])).json().error.code).toBe('adopt.done');
    const audit = (
      await the.app.inject({ url: `/api/audit?q=${planId}&size=5`, headers: people.auditor!.headers })
    ).json();
    expect(audit.rows[0].action).toBe('plan.adopt');
  });

  test('twice at once: one plan; the second is told which', async () => {
    await ready();
    const before = await rowsOf('plan');
    const both = await Promise.all([adopt(), adopt(plan(), 'parent')]);
    expect(both.map((response) => response.statusCode).sort()).toEqual([201, 409]);
    const refused = both.find((response) => response.statusCode === 409)!.json().error;
    expect(refused).toMatchObject({ code: 'adopt.done' });
    expect(refused.details.planId).toBeTruthy();
    expect(await rowsOf('plan')).toBe(before + 1);
  });

  test('the same plan from another file is a duplicate', async () => {
    await ready();
    const body = plan({ documentNumber: `杭政办〔2024〕${serial}号` });
    expect((await adopt(body)).statusCode).toBe(201);
    id = await importOne();
    await ready();
    const again = (await adopt({ ...body, title: '另一个题目' })).json().error;
    expect(again.code).toBe('adopt.duplicate');
    const number = { ...body, documentNumber: null };
    expect((await adopt(number)).json().error.code).toBe('adopt.duplicate');
  });

  test('something that fails half-way leaves nothing behind', async () => {
    await ready();
    const before = [await rowsOf('plan'), await rowsOf('target'), await rowsOf('plan_task')];
    const db = the.services.db;
    const { within } = db;
    // The connection dies when the targets are to be written.
    db.within = ((scope, work) =>
      within(scope, (tx) =>
        work(
          new Proxy(tx, {
            get: (of, name) => {
              if (name !== 'insertInto') return Reflect.get(of, name);
              return (table: string) => {
                if (table === 'target') throw new Error('cut');
                return of.insertInto(table as 'plan');
              };
            },
          }),
        ),
      )) as typeof within;
    const cut = await adopt();
    db.within = within;
    expect(cut.statusCode).toBe(500);
    expect([await rowsOf('plan'), await rowsOf('target'), await rowsOf('plan_task')]).toEqual(before);
    expect((await adopt()).statusCode).toBe(201);
  });

  test.each([
    ['years backwards', { from: 2026, to: 2024 }],
    ['years that no target is due in', { from: 2030, to: 2035 }],
    ['more years than a plan has', { from: 1991, to: 2026 }],
    ['issued tomorrow', { issuedOn: '2027-01-01' }],
    ['over before it was issued', { from: 2020, to: 2022 }],
    ['no title', { title: ' ' }],
    ['an unknown region', { region: '330198' }],
    ['a day that does not exist', { issuedOn: '2024-02-30' }],
  ])('%s is refused', async (_, more) => {
    await ready();
    expect((await adopt(plan(more))).statusCode).toBe(422);
  });

  test('a plan for a region that the office does not act for is refused', async () => {
    await ready();
    expect((await adopt(plan({ region: regionOf.sibling }))).statusCode).toBe(403);
  });

  test('packs are loaded without touching what was adopted', async () => {
    await ready();
    const { planId } = (await adopt()).json();
    const packs = readPacks().slice(0, 1);
    const clash = packs.map((entry) => ({ ...entry, pack: { ...entry.pack, id: planId } }));
    expect(await loadPacks(the.services, clash)).toEqual([]);
    const kept = await the.services.db.within(systemScope('test'), (tx) =>
      tx.selectFrom('plan').select('origin').where('id', '=', planId).executeTakeFirstOrThrow(),
    );
    expect(kept.origin).toBe('adopted');
  });
});

describe('who may see an adopted plan', () => {
  const everyone = [
    'officer',
    'administrator',
    'auditor',
    'viewer',
    'reporter',
    'parent',
    'child',
    'sibling',
    'public',
  ];
  const seers: Record<string, string[]> = {
    public: everyone,
    internal: everyone.filter((who) => who !== 'sibling' && who !== 'public'),
    restricted: ['officer', 'administrator', 'auditor'],
  };
  test('public, internal, restricted: plan, tasks, targets and document alike', async () => {
    await ready();
    const { planId } = (await adopt()).json();
    for (const [visibility, who] of Object.entries(seers)) {
      const set = await the.app.inject({
        method: 'PUT',
        url: `/api/plans/${planId}/visibility`,
        payload: { visibility },
        headers: people.officer!.headers,
      });
      expect(set.statusCode).toBe(204);
      for (const one of everyone) {
        const headers = people[one]?.headers ?? {};
        const sees = who.includes(one);
        const url = {
          plan: `/api/plans/${planId}`,
          target: `/api/targets/${planId}.T001`,
          document: `/api/documents/${id}`,
        };
        expect((await the.app.inject({ url: url.plan, headers })).statusCode, `${one} ${visibility} plan`).toBe(
          sees ? 200 : 404,
        );
        expect((await the.app.inject({ url: url.target, headers })).statusCode, `${one} ${visibility} target`).toBe(
          sees ? 200 : 404,
        );
        const tasks = (await the.app.inject({ url: `/api/tasks?plan=${planId}`, headers })).json();
        expect(tasks.total > 0, `${one} ${visibility} tasks`).toBe(sees);
        if (one !== 'public')
          expect(
            (await the.app.inject({ url: url.document, headers })).statusCode,
            `${one} ${visibility} document`,
          ).toBe(sees ? 200 : 404);
      }
    }
  });

  test('a restricted plan is read by the people of a unit that its tasks name', async () => {
    await ready();
    const { planId } = (await adopt(plan({ visibility: 'restricted' }))).json();
    const named = { ...the.scopeOf('reporter', '330000'), organizationId: 'zj-czt' };
    const other = { ...named, organizationId: 'test-parent' };
    const unit = await the.services.db.within(systemScope('test'), (tx) =>
      tx
        .selectFrom('task_unit')
        .select('organization_id')
        .where('task_id', '=', `${planId}.R01`)
        .where('name', '=', '省财政厅')
        .executeTakeFirstOrThrow(),
    );
    for (const [scope, n] of [
      [{ ...named, organizationId: unit.organization_id! }, 1],
      [other, 0],
    ] as const)
      for (const read of [
        await the.services.db.within(scope, (tx) =>
          tx.selectFrom('plan').select('id').where('id', '=', planId).execute(),
        ),
        await the.services.db.within(scope, (tx) =>
          tx.selectFrom('source_document').select('id').where('id', '=', id).execute(),
        ),
        await the.services.db.within(scope, (tx) =>
          tx.selectFrom('target').select('id').where('id', '=', `${planId}.T001`).execute(),
        ),
      ])
        expect(read).toHaveLength(n);
    // Nor can the province restrict what it then could not read.
    const above = await the.app.inject({
      method: 'PUT',
      url: `/api/plans/${planId}/visibility`,
      payload: { visibility: 'public' },
      headers: people.parent!.headers,
    });
    expect(above.statusCode).toBe(404);
  });
});
