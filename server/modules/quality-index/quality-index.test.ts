/** An index from its draft to the public page, over HTTP, on simulated values. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  RoundDetail,
  RunComparison,
  RunDetail,
  RunProfile,
  SchemeContent,
  SchemeDetail,
  VersionDetail,
} from '../../../packages/contract/index.ts';
import { openTestApp, regionOf, type TestApp } from '../../http/test-app.ts';
import { settleInstallation } from '../../kernel/installation/index.ts';
import { type JobRunner, startJobs } from '../../kernel/jobs/index.ts';
import { addPerson } from '../../kernel/person/add-person.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { loadSimulated, simulateObservations } from '../../simulate/index.ts';
import { addObservations } from '../indicators/index.ts';
import { loadPacks, readPacks } from '../plans/index.ts';
import { indexRunJob, loadSchemes } from './index.ts';

let the: TestApp;
let jobs: JobRunner;
const headers: Record<string, Record<string, string>> = {};
beforeAll(async () => {
  the = await openTestApp('quality-index');
  await settleInstallation(the.services, 'demo');
  await loadPacks(the.services, readPacks());
  await loadSchemes(the.services);
  await loadSimulated(the.services, simulateObservations(7, { from: 2023, to: 2025 }));
  await the.services.db.within(systemScope('test'), (tx) =>
    addPerson(tx, systemScope('test'), the.services.clock, {
      userName: 'parent2',
      displayName: 'parent2',
      organizationId: 'test-parent',
      regionCode: regionOf.parent,
      roles: ['officer'],
      password: 'a-test-password',
    }),
  );
  for (const who of ['parent', 'parent2', 'own', 'viewer', 'sibling']) headers[who] = (await the.signIn(who)).headers;
  jobs = await startJobs(the.services, [indexRunJob], { patience: 1 });
});
afterAll(async () => {
  await jobs.stop();
  await the.close();
});

type Answer<T> = { status: number; body: T & { error: { code: string; message: { zh: string; en: string } } } };
// biome-ignore lint/suspicious/noExplicitAny: each caller knows what it asked for
async function call<T = any>(
  who: string,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<Answer<T>> {
  const response = await the.app.inject({
    method,
    url,
    headers: who === 'public' ? { 'x-zhimai': '1' } : headers[who]!,
    ...(payload ? { payload } : {}),
  });
  return {
    status: response.statusCode,
    body: response.headers['content-type']?.includes('json') ? response.json() : (response.rawPayload as never),
  };
}
const SCHEME = '/api/index/schemes/zj-regional-quality';
const draftId = async () => (await call<SchemeDetail>('parent', 'GET', SCHEME)).body.versions[0]!.id;
const version = async (id: string) => (await call<VersionDetail>('parent', 'GET', `/api/index/versions/${id}`)).body;
async function save(id: string, change: (content: SchemeContent) => void, who = 'parent') {
  const { content, revision } = await version(id);
  change(content);
  return call<VersionDetail>(who, 'PUT', `/api/index/versions/${id}`, { revision, content });
}
async function run(id: string, wanted: object, who = 'parent'): Promise<string> {
  const { status, body } = await call(who, 'POST', `/api/index/versions/${id}/runs`, {
    level: 'city',
    year: 2025,
    samples: 40,
    ...wanted,
  });
  expect(status, JSON.stringify(body)).toBe(202);
  return waitFor(body.jobId);
}
async function waitFor(jobId: string): Promise<string> {
  const job = async () => (await call('parent', 'GET', `/api/jobs/${jobId}`)).body;
  await expect.poll(async () => (await job()).state, { timeout: 60_000 }).not.toMatch(/waiting|running/);
  const done = await job();
  expect(done, JSON.stringify(done)).toMatchObject({ state: 'done' });
  return done.result.facts.runId;
}
const getRun = async (id: string, who = 'parent') => (await call<RunDetail>(who, 'GET', `/api/index/runs/${id}`)).body;

describe('the shipped scheme', () => {
  test('comes as a draft without problems, for cities and counties of three years', async () => {
    const { body } = await call<SchemeDetail>('parent', 'GET', SCHEME);
    expect(body).toMatchObject({ indicators: 24, adopted: null, draft: 1, published: [], mayEdit: true });
    expect(body.years.filter(({ level }) => level === 'city').map(({ year }) => year)).toEqual([2025, 2024, 2023]);
    expect(body.years.every(({ simulated }) => simulated)).toBe(true);
    const draft = await version(await draftId());
    expect(draft.problems).toEqual([]);
    expect(draft.case.actions.map(({ id }) => id)).toEqual(['propose']);
    await loadSchemes(the.services);
    expect((await call<SchemeDetail>('parent', 'GET', SCHEME)).body.versions).toHaveLength(1);
  });

  test('a draft is seen by its own office only', async () => {
    const id = await draftId();
    for (const who of ['public', 'own', 'viewer', 'sibling']) {
      expect((await call(who, 'GET', SCHEME)).status, who).toBe(404);
      expect((await call(who, 'GET', `/api/index/versions/${id}`)).status, who).toBe(404);
      expect((await call(who, 'GET', '/api/index/schemes')).body.schemes, who).toEqual([]);
    }
    expect(
      (await call('own', 'POST', `/api/index/versions/${id}/runs`, { kind: 'trial', level: 'city', year: 2025 }))
        .status,
    ).toBe(404);
  });
});

describe('a draft', () => {
  test('faults are named at their node and keep it from being run or proposed', async () => {
    const id = await draftId();
    const before = await version(id);
    const { body } = await save(id, (content) => {
      content.nodes.find(({ code }) => code === 'brands')!.parent = null;
    });
    expect(body.problems[0]!.message.zh).toContain('brands');
    const refused = await call('parent', 'POST', `/api/index/versions/${id}/runs`, {
      kind: 'trial',
      level: 'city',
      year: 2025,
    });
    expect(refused.body.error.code).toBe('index.problems');
    const step = await call('parent', 'POST', `/api/index/versions/${id}/steps`, {
      action: 'propose',
      version: body.case.version,
    });
    expect(step.body.error.code).toBe('index.problems');
    for (const [change, node] of [
      [(c: SchemeContent) => { c.nodes[0]!.indicator = 'ind-none'; }, 'ind-0003'],
      [(c: SchemeContent) => { for (const n of c.nodes) if (n.parent === 'works') n.weight = 0; }, 'works'],
      [(c: SchemeContent) => { delete c.nodes[0]!.goalposts; }, 'ind-0003'],
      [(c: SchemeContent) => { c.steps.at(-1)!.weights = { method: 'given', nodes: { works: { method: 'ahp', matrix: [[1]] } } }; }, 'works'],
    ] as const) {
      await call('parent', 'PUT', `/api/index/versions/${id}`, { revision: (await version(id)).revision, content: before.content });
      const { body } = await save(id, change);
      expect(body.problems[0]!.node).toBe(node);
      expect(body.problems[0]!.message.zh).toContain(node);
    } // biome-ignore format: one case a line
    const last = await version(id);
    await call('parent', 'PUT', `/api/index/versions/${id}`, { revision: last.revision, content: before.content });
    expect((await version(id)).problems).toEqual([]);
    expect((await version(id)).digest).toBe(before.digest);
  });

  test('of two who save at once one is told who was faster', async () => {
    const id = await draftId();
    const { content, revision } = await version(id);
    const answers = await Promise.all(
      ['parent', 'parent2'].map((who) => call(who, 'PUT', `/api/index/versions/${id}`, { revision, content })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.error).toMatchObject({ code: 'index.changed' });
    expect(answers.find(({ status }) => status === 409)!.body.error.message.zh).toMatch(/parent2? 已于/);
  });

  test('a trial run ranks the eleven cities, and says what is simulated', async () => {
    const found = await getRun(await run(await draftId(), { kind: 'trial' }));
    expect(found).toMatchObject({ kind: 'trial', units: 11, simulated: true, year: 2025, publishedAt: null });
    expect(found.rows.map(({ rank }) => rank)).toEqual(found.rows.map(({ rank }) => rank).toSorted((a, b) => a - b));
    expect(found.groups.flat().length).toBeGreaterThanOrEqual(11);
    expect(found.sensitivity.map(({ factor }) => factor)).toEqual([
      'weights',
      'normalisation',
      'aggregation',
      'inclusion',
    ]);
    expect(found.rows[0]!.score).toMatch(/^\d+\.\d{6}$/);
    const published = await call('parent2', 'POST', `/api/index/runs/${found.id}/publish`, {
      note: '试算结果不应向公众公布。',
    });
    expect(published.body.error.code).toBe('index.not-official');
  });

  test('where a score has no parts, a region still shows its place and values', async () => {
    const id = await draftId();
    const { content } = await version(id);
    await save(id, ({ steps, uncertainty }) => {
      steps.find(({ step }) => step === 'aggregate')!.nodes = { index: { method: 'copeland' } };
      uncertainty.factors = [{ kind: 'weights', noise: 0.25 }];
    });
    const runId = await run(id, { kind: 'trial', samples: 4 });
    const region = (await getRun(runId)).rows[0]!.region.code;
    const url = `/api/index/runs/${runId}/profile?region=${region}`;
    const { body } = await call<RunProfile>('parent', 'GET', url);
    expect(body).toMatchObject({ rank: 1, method: 'none', reference: null, contributions: [], liftsLeftOut: true });
    expect(body.values).toHaveLength(24);
    await save(id, (changed) => Object.assign(changed, content));
  });

  test('two who freeze the same values at once are both served', async () => {
    const id = await draftId();
    await Promise.all([
      run(id, { kind: 'trial', year: 2023, samples: 4 }),
      run(id, { kind: 'trial', year: 2023, samples: 4 }),
    ]);
  });

  test('the same data and method give the same run; a year without values is refused', async () => {
    const id = await draftId();
    const [a, b] = [await getRun(await run(id, { kind: 'trial' })), await getRun(await run(id, { kind: 'trial' }))];
    expect(b.rows).toEqual(a.rows);
    expect(b.dataDigest).toBe(a.dataDigest);
    expect(b.sensitivity).toEqual(a.sensitivity);
    const empty = await call('parent', 'POST', `/api/index/versions/${id}/runs`, {
      kind: 'trial',
      level: 'city',
      year: 2015,
    });
    expect(empty.body.error.code).toBe('index.no-values');
    const late = await call('parent', 'POST', `/api/index/versions/${id}/runs`, {
      kind: 'trial',
      level: 'city',
      year: 2025,
      asOf: '2030-01-01',
    });
    expect(late.body.error.code).toBe('input.invalid');
    const early = await call('parent', 'POST', `/api/index/versions/${id}/runs`, {
      kind: 'official',
      level: 'city',
      year: 2025,
    });
    expect(early.body.error.code).toBe('index.not-adopted');
  });
});

describe('a round of weighting', () => {
  const people = async () =>
    (await call('parent', 'GET', '/api/index/candidates')).body.people as { id: string; name: string }[];
  const idOf = async (name: string) => (await people()).find((person) => person.name === name)!.id;

  test('judgements are checked, experts recuse themselves, weights go into the draft with their origin', async () => {
    const id = await draftId();
    const experts = [await idOf('own'), await idOf('viewer'), await idOf('sibling')];
    const opened = await call('parent', 'POST', `/api/index/versions/${id}/rounds`, {
      title: '第一轮',
      method: 'ahp',
      nodes: ['environment'],
      closesOn: '2026-12-01',
      experts,
    });
    expect(opened.status, JSON.stringify(opened.body)).toBe(201);
    const url = `/api/index/rounds/${opened.body.id}`;
    const seen = await call<RoundDetail>('viewer', 'GET', url);
    expect(seen.body.nodes[0]!.children).toHaveLength(4);
    expect(seen.body).toMatchObject({ mine: 'open', mayClose: false, schemeName: '区域质量发展指数' });
    expect(seen.body.experts).toHaveLength(1);
    const matrix = (a: number) => [[1, a, 1, 1], [1 / a, 1, 1 / a, 1 / a], [1, a, 1, 1], [1, a, 1, 1]]; // biome-ignore format: rows
    const circle = [[1, 9, 1 / 9, 1], [1 / 9, 1, 9, 1], [9, 1 / 9, 1, 1], [1, 1, 1, 1]]; // biome-ignore format: rows
    const answer = (who: string, of: number[][]) => call(who, 'PUT', `${url}/answer`, { environment: { matrix: of } });
    const inconsistent = await answer('viewer', circle);
    expect(inconsistent.body.error.code).toBe('round.answer');
    expect(inconsistent.body.error.message.zh).toContain('环境质量');
    expect((await answer('viewer', [[1, 2], [0.5, 1]])).body.error.code).toBe('round.answer'); // biome-ignore format: rows
    expect((await answer('parent', matrix(2))).body.error.code).toBe('round.not-invited');
    expect((await answer('viewer', matrix(2))).body.ratios.environment).toBeCloseTo(0, 6);
    expect((await answer('own', matrix(8))).status).toBe(200);
    expect((await call('sibling', 'POST', `${url}/recusal`, { reason: '本市参评' })).body.mine).toBe('recused');
    expect((await answer('sibling', matrix(2))).body.error.code).toBe('round.recused');
    // The office sees who has answered, not what.
    const office = await call<RoundDetail>('parent', 'GET', url);
    expect(office.body).toMatchObject({ invited: 3, answered: 2, recused: 1, result: null, answer: null });
    expect((await call('own', 'POST', `${url}/close`)).status).toBe(403);
    const closed = await call<RoundDetail>('parent', 'POST', `${url}/close`);
    const { weights, experts: counted } = closed.body.result!.environment!;
    // The geometric mean of 2 and 8 is 4: the second weighs a quarter of the others.
    expect(counted).toBe(2);
    const codes = closed.body.nodes[0]!.children.map(({ code }) => code);
    expect(weights[codes[1]!]! / weights[codes[0]!]!).toBeCloseTo(0.25, 4);
    expect((await answer('viewer', matrix(3))).body.error.code).toBe('round.closed');
    expect((await call('parent', 'POST', `${url}/apply`)).status).toBe(200);
    const draft = await version(id);
    expect(draft.weightsFrom.environment).toEqual({ roundId: opened.body.id, method: 'ahp', experts: 2 });
    expect(draft.content.nodes.find(({ code }) => code === codes[1])!.weight).toBe(weights[codes[1]!]);
    // Weights changed by hand afterwards no longer come from the round.
    await save(id, (content) => {
      content.nodes.find(({ code }) => code === codes[1])!.weight = 0.2;
    });
    expect((await version(id)).weightsFrom).toEqual({});
  });

  test('points must be a hundred', async () => {
    const id = await draftId();
    const opened = await call('parent', 'POST', `/api/index/versions/${id}/rounds`, {
      title: '第二轮',
      method: 'budget',
      nodes: ['works'],
      closesOn: '2026-12-01',
      experts: [await idOf('viewer')],
    });
    const url = `/api/index/rounds/${opened.body.id}`;
    const give = (points: Record<string, number>) => call('viewer', 'PUT', `${url}/answer`, { works: { points } });
    expect((await give({ 'ind-0131': 50, 'ind-0132': 40 })).body.error.code).toBe('round.answer');
    expect((await give({ 'ind-0131': 50, nobody: 50 })).body.error.code).toBe('round.answer');
    expect((await call('parent', 'POST', `${url}/close`)).body.error.code).toBe('round.no-answers');
    expect((await give({ 'ind-0131': 50, 'ind-0132': 30, 'ind-0013': 20 })).status).toBe(200);
    const closed = await call<RoundDetail>('parent', 'POST', `${url}/close`);
    expect(closed.body.result!.works!.weights).toEqual({ 'ind-0131': 0.5, 'ind-0132': 0.3, 'ind-0013': 0.2 });
  });
});

describe('adopted and published', () => {
  let runId: string;
  test('somebody else adopts; an official run is published by somebody else, and the public sees it marked', async () => {
    const id = await draftId();
    await save(id, (content) => {
      content.uncertainty.samples = 200;
    });
    const proposed = await call('parent', 'POST', `/api/index/versions/${id}/steps`, {
      action: 'propose',
      version: (await version(id)).case.version,
    });
    expect(proposed.body.state.id).toBe('proposed');
    const own = await call('parent', 'POST', `/api/index/versions/${id}/steps`, {
      action: 'adopt',
      version: proposed.body.case.version,
    });
    expect(own.status).toBe(403);
    const adopted = await call('parent2', 'POST', `/api/index/versions/${id}/steps`, {
      action: 'adopt',
      version: proposed.body.case.version,
    });
    expect(adopted.body.state.id).toBe('adopted');
    expect((await save(id, () => undefined)).body.error.code).toBe('index.not-draft');
    runId = await run(id, { kind: 'official', samples: undefined });
    expect((await call('public', 'GET', `/api/index/runs/${runId}`)).status).toBe(404);
    const note = '按已采用的方案，以冻结数据测算；名次附区间。';
    expect((await call('parent', 'POST', `/api/index/runs/${runId}/publish`, { note })).body.error.code).toBe(
      'index.own-run',
    );
    expect((await call('own', 'POST', `/api/index/runs/${runId}/publish`, { note })).status).toBe(404);
    expect((await call('parent2', 'POST', `/api/index/runs/${runId}/publish`, { note })).status).toBe(200);
    expect((await call('parent2', 'POST', `/api/index/runs/${runId}/publish`, { note })).body.error.code).toBe(
      'index.published',
    );
    const logged = (await call('public', 'GET', `/api/log/of?subject=index-run/${runId}`)).body;
    expect(logged.waiting).toMatchObject([{ kind: 'index.run-published' }]);
    const seen = await getRun(runId, 'public');
    expect(seen).toMatchObject({ note, simulated: true, mayPublish: false, samples: 200, actor: '' });
    expect(seen.others).toEqual([]);
    const list = (await call('public', 'GET', '/api/index/schemes')).body.schemes;
    expect(list[0].published).toEqual([{ runId, level: 'city', year: 2025, simulated: true }]);
  });

  test('a region’s score is explained, and its values lead back to observations', async () => {
    const seen = await getRun(runId, 'public');
    const region = seen.rows.at(-1)!.region.code;
    const { body } = await call<RunProfile>('public', 'GET', `/api/index/runs/${runId}/profile?region=${region}`);
    const leaves = new Set(seen.nodes.filter(({ indicator }) => indicator).map(({ code }) => code));
    const sum = body.contributions
      .filter(({ code }) => leaves.has(code))
      .reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(Number(body.score) - Number(body.reference), 5);
    expect(body.values).toHaveLength(24);
    const measured = body.values.filter(({ value }) => value !== null);
    expect(measured.every(({ simulated, source }) => simulated && source === 'simulated')).toBe(true);
    expect(body.lifts.some(({ rankNeeded }) => rankNeeded !== null && rankNeeded < body.rank)).toBe(true);
    expect((await call('public', 'GET', `/api/index/runs/${runId}/profile?region=110000`)).status).toBe(404);
  });

  test('the package gives the same scores again', async () => {
    const { buildTree, readConfig, readProblem, readTree, runIndex } = await import(
      '../../../packages/composite/index.ts'
    );
    const { default: Papa } = await import('papaparse');
    const { body } = await call<Buffer>('public', 'GET', `/api/index/runs/${runId}/package`);
    const files = unzipSync(new Uint8Array(body as unknown as Buffer));
    const text = (name: string) => new TextDecoder().decode(files[name]);
    const table = (name: string) =>
      Papa.parse<Record<string, string>>(text(name), { header: true, skipEmptyLines: true }).data;
    expect(text('README.txt')).toContain('模拟数据');
    expect(buildTree(readTree(table('tree.csv')).nodes).indicators).toBe(24);
    const { tree, data, model } = readProblem(
      readConfig(JSON.parse(text('config.json'))),
      table('data.csv'),
      table('tree.csv'),
    );
    const again = runIndex(tree, data, model);
    const scores = table('scores.csv');
    expect(scores).toHaveLength(11);
    for (const row of scores) {
      const at = again.units.indexOf(row.uCode!);
      expect(again.ranks[at]).toBe(Number(row.Rank));
      expect(again.scores.get('index')![at]!.toFixed(6)).toBe(row.index);
      expect(row.Simulated).toBe('模拟数据 / simulated data');
    }
  });

  test('another year is compared: every change adds up', async () => {
    const { body: scheme } = await call<SchemeDetail>('parent', 'GET', SCHEME);
    const before = await run(scheme.versions[0]!.id, { kind: 'official', year: 2024 });
    const { body } = await call<RunComparison>('parent', 'GET', `/api/index/runs/${runId}/comparison?with=${before}`);
    expect(body).toMatchObject({ before: { year: 2024 }, after: { year: 2025 } });
    expect(body.rows.length).toBe(11);
    for (const row of body.rows) {
      const sum = row.indicators.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum + row.structure).toBeCloseTo(row.after - row.before, 6);
    }
    // The public does not see what is not published, not even by comparing.
    expect((await call('public', 'GET', `/api/index/runs/${runId}/comparison?with=${before}`)).status).toBe(404);
    expect((await getRun(runId, 'public')).others).toEqual([]);
    expect((await call('parent', 'GET', `/api/index/runs/${runId}/comparison?with=${runId}`)).body.error.code).toBe(
      'index.other-scheme',
    );
  });

  test('the ranking as files', async () => {
    const csv = await the.app.inject({
      url: `/api/index/runs/${runId}/table?format=csv`,
      headers: { 'x-zhimai': '1' },
    });
    expect(csv.payload).toContain('名次区间');
    expect(csv.payload.split('模拟数据')).toHaveLength(12);
    expect((await the.app.inject({ url: `/api/index/runs/${runId}/table?format=xlsx&language=en` })).statusCode).toBe(
      200,
    );
  });

  test('ninety counties', async () => {
    const { body: scheme } = await call<SchemeDetail>('parent', 'GET', SCHEME);
    const found = await getRun(await run(scheme.versions[0]!.id, { kind: 'trial', level: 'county' }));
    expect(found.rows.length + found.screened.length).toBe(90);
    expect(found.rows[0]!.parent).not.toBeNull();
  });

  test('the next draft starts from the adopted version, which it replaces when adopted', async () => {
    const { body: scheme } = await call<SchemeDetail>('parent', 'GET', SCHEME);
    const adopted = scheme.versions[0]!.id;
    const next = await call('parent', 'POST', `/api/index/versions/${adopted}/next`);
    expect(next.status).toBe(201);
    const id = next.body.versionId;
    expect((await call('parent', 'POST', `/api/index/versions/${adopted}/next`)).body.error.code).toBe(
      'index.draft-open',
    );
    const proposed = await call('parent', 'POST', `/api/index/versions/${id}/steps`, { action: 'propose', version: 1 });
    await call('parent2', 'POST', `/api/index/versions/${id}/steps`, {
      action: 'adopt',
      version: proposed.body.case.version,
    });
    expect((await version(adopted)).state.id).toBe('retired');
    expect((await version(id)).state.id).toBe('adopted');
    // What was published under the old version stays readable.
    expect((await call('public', 'GET', `/api/index/runs/${runId}`)).status).toBe(200);
  });

  test('withdrawn with a reason, and gone from the public', async () => {
    expect((await call('parent', 'POST', `/api/index/runs/${runId}/withdraw`, { reason: '数据更正' })).status).toBe(
      200,
    );
    expect((await call('public', 'GET', `/api/index/runs/${runId}`)).status).toBe(404);
    expect(await getRun(runId)).toMatchObject({ withdrawnReason: '数据更正' });
  });
});

test('what was kept back is not published through an index, nor a run of a handful of samples', async () => {
  const { body: scheme } = await call<SchemeDetail>('parent', 'GET', SCHEME);
  const adopted = scheme.versions.find(({ state }) => state.id === 'adopted')!.id;
  await the.services.db.within(systemScope('test'), (tx) =>
    addObservations(
      tx,
      [
        {
          indicatorId: 'ind-0080',
          regionCode: '330100',
          breakdown: '',
          period: '2025',
          periodStart: '2025-01-01',
          periodEnd: '2025-12-31',
          value: '91.2345',
          knownOn: '2026-03-01',
          knownOnStated: true,
          source: 'reported',
          sourceNote: '内部',
          published: false,
          simulated: false,
        },
      ],
      { at: the.services.clock.now(), by: 'test' },
    ),
  );
  const id = await run(adopted, { kind: 'official' });
  expect((await getRun(id)).samples).toBe(200);
  const note = '含有未公开数据的结果不应公布。';
  const refused = await call('parent2', 'POST', `/api/index/runs/${id}/publish`, { note });
  expect(refused.body.error.code).toBe('index.unpublished');
  expect(refused.body.error.message.zh).toContain('ind-0080 330100 2025');
});

test('a city copies the scheme as its own, and keeps it to itself', async () => {
  // Nothing is published any more: the province's scheme cannot be seen from the city.
  const body = { id: 'hz-index', name: '杭州区县质量指数', from: 'zj-regional-quality' };
  expect((await call('own', 'POST', '/api/index/schemes', body)).status).toBe(404);
  expect((await call('parent', 'POST', '/api/index/schemes', { ...body, id: 'zj-second' })).status).toBe(201);
  expect((await call('parent', 'POST', '/api/index/schemes', { ...body, id: 'zj-second' })).body.error.code).toBe(
    'index.scheme-exists',
  );
});

test('the public of a real installation never sees an index of simulated values', async () => {
  const real = await openTestApp('quality-index-real');
  try {
    await settleInstallation(real.services, 'real');
    await loadPacks(real.services, readPacks());
    await loadSchemes(real.services);
    await real.services.db.within(systemScope('test'), async (tx) => {
      const { id: version_id } = await tx.selectFrom('index_version').select('id').executeTakeFirstOrThrow();
      const { id: vintage_id } = await tx
        .insertInto('index_vintage')
        .values({
          scheme_id: 'zj-regional-quality',
          region_code: '330000',
          level: 'city',
          year: 2025,
          as_of: '2026-01-01',
          digest: 'x',
          simulated: true,
          frozen_at: new Date(0),
          frozen_by: 'test',
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const row = {
        scheme_id: 'zj-regional-quality',
        version_id,
        vintage_id,
        region_code: '330000',
        kind: 'official',
        content: '{}',
        method_digest: 'x',
        samples: 2,
        result: '{"rows":[]}',
        simulated: true,
        run_at: new Date(0),
        actor: 'test',
      };
      await tx.insertInto('index_run').values(row).execute();
    });
    await expect(
      real.services.db.within(systemScope('test'), (tx) =>
        tx
          .updateTable('index_run')
          .set({ published_at: new Date(0) })
          .execute(),
      ),
    ).rejects.toThrow(/simulated/);
    const { headers: parent } = await real.signIn('parent');
    const { id } = (await real.app.inject({ url: SCHEME, headers: parent })).json().runs[0];
    const refused = await real.app.inject({
      method: 'POST',
      url: `/api/index/runs/${id}/publish`,
      headers: parent,
      payload: { note: '这个结果含模拟数据。' },
    });
    expect(refused.json().error.code).toBe('index.simulated');
  } finally {
    await real.close();
  }
});
