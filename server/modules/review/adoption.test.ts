/** Adoption through HTTP: what it needs, what it makes, and who may see it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TargetPage } from '../../../packages/contract/index.ts';
import { regionOf } from '../../http/test-app.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { fillLimits, loadPacks, readPacks } from '../plans/index.ts';
import {
  accept,
  adopt,
  change,
  confirm,
  get,
  id,
  importNext,
  newest,
  openReview,
  people,
  plan,
  ready,
  rowsOf,
  serial,
  the,
} from './review-fixture.ts';

beforeAll(() => openReview('adoption'));
beforeEach(importNext);
afterAll(() => the.close());

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
    // Not public: the office finds its entry, everybody else finds nothing.
    const logOf = async (asker: Record<string, string>) =>
      (await the.app.inject({ url: `/api/log/of?subject=plan/${planId}`, headers: asker })).json().waiting;
    expect(await logOf(people.officer!.headers)).toMatchObject([{ kind: 'plan.adopted' }]);
    expect(await logOf({})).toEqual([]);
    const opened = await the.app.inject({
      method: 'PUT',
      url: `/api/plans/${planId}/visibility`,
      payload: { visibility: 'public' },
      headers: people.officer!.headers,
    });
    expect(opened.statusCode).toBe(204);
    expect(await logOf({})).toMatchObject([{ kind: 'plan.adopted' }]);
  });

  test('a task has the time limit of its clause; one adopted before there were limits gets it once', async () => {
    await ready();
    const { planId } = (await adopt()).json();
    const limits = async () => {
      const { tasks } = (
        await the.app.inject({ url: `/api/plans/${planId}`, headers: people.officer!.headers })
      ).json();
      return tasks.map((task: { limit: unknown }) => task.limit);
    };
    const read = [{ words: '到2026年', year: 2026 }, null];
    expect(await limits()).toEqual(read);
    await the.services.db.within(systemScope('test'), (tx) =>
      tx.updateTable('plan_task').set({ limit_words: null, limit_year: null }).where('plan_id', '=', planId).execute(),
    );
    expect(await limits()).toEqual([null, null]);
    expect(await fillLimits(the.services)).toBe(1);
    expect(await limits()).toEqual(read);
    expect(await fillLimits(the.services)).toBe(0);
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
    await importNext();
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
    // The log knows of it under a cover only.
    const logged = await the.services.db.within(systemScope('test'), (tx) =>
      tx.selectFrom('log_pending').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
    );
    expect(logged.subject).toMatch(/^sealed\//);
    expect(String(logged.entry)).not.toContain(planId);
    expect((await the.app.inject({ url: `/api/log/of?subject=plan/${planId}` })).json().waiting).toEqual([]);
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
