import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanSummary, TargetPage, TargetRow } from '../../../packages/contract/index.ts';
import { openTestApp, type TestApp, upload } from '../../http/test-app.ts';
import { sha256Of } from '../../kernel/evidence/store-evidence.ts';
import { linkDocuments, loadPacks, readPacks } from './index.ts';

let the: TestApp;
let officer: { headers: Record<string, string> };
beforeAll(async () => {
  the = await openTestApp('plans');
  await loadPacks(the.services, readPacks());
  officer = await the.signIn('officer');
});
afterAll(() => the.close());

const get = async <T>(url: string, headers: Record<string, string> = {}): Promise<T> =>
  (await the.app.inject({ url, headers })).json() as T;
const send = (name: string, content: string | Uint8Array) => {
  const body = upload(name, content);
  return the.app.inject({
    method: 'POST',
    url: '/api/documents',
    payload: body.payload,
    headers: { ...officer.headers, ...body.headers },
  });
};

describe('packs', () => {
  test('loading them again changes nothing', async () => {
    expect(await loadPacks(the.services, readPacks())).toEqual([]);
  });

  test('a changed pack replaces its plan and nothing else', async () => {
    const packs = readPacks();
    const changed = packs.map((entry) =>
      entry.pack.id === 'zj-land-2018-2020'
        ? { ...entry, digest: 'another', pack: { ...entry.pack, titleEn: 'Changed' } }
        : entry,
    );
    expect(await loadPacks(the.services, changed)).toEqual(['zj-land-2018-2020']);
    const { plans } = await get<{ plans: PlanSummary[] }>('/api/plans');
    expect(plans).toHaveLength(packs.length);
    expect(plans.find((plan) => plan.id === 'zj-land-2018-2020')?.titleEn).toBe('Changed');
  });

  test('units are resolved to the organizations of their day', async () => {
    const { rows } = await get<{ rows: { lead: { name: string; organizationId: string } | null }[] }>(
      '/api/tasks?plan=zj-quality-2017-2019',
    );
    const leads = rows.flatMap((task) => (task.lead ? [task.lead] : []));
    expect(leads.length).toBeGreaterThan(20);
    for (const lead of leads) expect(lead.organizationId, lead.name).not.toBeNull();
    const { id, validTo } = await get<{ id: string; validTo: string | null }>(
      `/api/organizations/${leads.find((lead) => lead.name === '省质监局')!.organizationId}`,
    );
    expect(id).toBeTruthy();
    expect(validTo?.slice(0, 4)).toBe('2018');
  });
});

describe('the board', () => {
  test('counts are those of the rows, on any day', async () => {
    for (const asOf of ['2016-06-30', '2019-06-30', '2022-06-30', '2026-11-22']) {
      const page = await get<TargetPage>(`/api/targets?asOf=${asOf}&size=500`);
      const rest = await get<TargetPage>(`/api/targets?asOf=${asOf}&size=500&page=2`);
      const rows = [...page.rows, ...rest.rows];
      expect(rows).toHaveLength(page.total);
      for (const [status, n] of Object.entries(page.statusCounts))
        expect(rows.filter((row) => row.status === status)).toHaveLength(n);
    }
  });

  test('what table 1-1 reports: nineteen targets of 2020 reached, the test centres missed, and nothing known before', async () => {
    const now = await get<TargetPage>('/api/targets?plan=zj-quality-2016-2020&asOf=2022-01-01');
    expect(now.statusCounts).toMatchObject({ reached: 19, missed: 1 });
    const missed = now.rows.find((row) => row.status === 'missed')!;
    expect(missed).toMatchObject({
      indicator: '创建国家产品质量监督检验中心（新增）',
      latest: { value: '6', period: '2016/2020' },
    });
    const before = await get<TargetPage>('/api/targets?plan=zj-quality-2016-2020&asOf=2020-12-31');
    expect(before.statusCounts['no-data']).toBe(20);
  });

  test('filters, words and order', async () => {
    const words = await get<TargetPage>(`/api/targets?q=${encodeURIComponent('信息 认证')}`);
    expect(words.total).toBeGreaterThan(0);
    for (const row of words.rows) expect(`${row.indicator}${row.breakdown}`).toMatch(/信息.*认证|认证.*信息/);
    const sorted = await get<TargetPage>(
      '/api/targets?plan=zj-quality-2016-2020&sort=value&order=desc&asOf=2022-01-01',
    );
    const values = sorted.rows.map((row) => Number(row.value));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    const some = await get<TargetPage>('/api/targets?status=missed,off-track&asOf=2022-01-01');
    expect(some.total).toBe(1);
    expect(some.statusCounts.reached).toBeGreaterThan(1);
  });

  test('bad questions get a clear answer', async () => {
    for (const query of ['asOf=2019-02-30', 'size=100000', 'page=0', 'sort=secret', 'region=33']) {
      const response = await the.app.inject({ url: `/api/targets?${query}` });
      expect(response.statusCode, query).toBe(422);
      expect(response.json().error.details.field).toBe(query.split('=')[0]);
    }
    expect((await the.app.inject({ url: "/api/targets?q=%25'%20or%201=1--" })).json().total).toBe(0);
  });

  test('cities of the greening plan', async () => {
    const table = await get<{
      rows: { region: { code: string }; cells: Record<string, unknown> }[];
      indicators: unknown[];
    }>('/api/targets/by-region?plan=zj-greening-2018-2022');
    expect(table.rows).toHaveLength(12);
    expect(table.indicators).toHaveLength(7);
  });

  test('export holds the rows of the filter, and decimals survive', async () => {
    const url = '/api/targets/export?plan=zj-quality-2016-2020&asOf=2022-01-01';
    const csv = (await the.app.inject({ url: `${url}&format=csv` })).body;
    expect(csv.trim().split('\r\n')).toHaveLength(21);
    expect(csv).toContain('87.13');
    const book = new ExcelJS.Workbook();
    const response = await the.app.inject({ url: `${url}&format=xlsx` });
    await book.xlsx.load(response.rawPayload as unknown as ExcelJS.Buffer);
    expect(book.worksheets[0]!.rowCount).toBe(21);
  });
});

describe('documents', () => {
  const text =
    '某市质量提升行动计划\n\n一、目标\n到2027年，产品质量合格率达到96%以上，新增示范企业20家。\n（责任单位：市市场监管局、市财政局）\n';

  test('a file is kept, read and shown; the same file again is refused by name', async () => {
    const response = await send('计划.txt', text);
    expect(response.statusCode).toBe(201);
    const row = response.json();
    expect(row.counts).toMatchObject({ targets: 2 });
    const detail = await get<{
      text: string;
      documents: { targets: { value: string; span: { start: number; end: number } }[] }[];
    }>(`/api/documents/${row.id}`, officer.headers);
    expect(detail.text).toBe(text);
    const values = detail.documents.flatMap((document) => document.targets.map((target) => target.value));
    expect(values).toEqual(['96', '20']);
    const original = await the.app.inject({ url: `/api/documents/${row.id}/file`, headers: officer.headers });
    expect(original.rawPayload.toString()).toBe(text);
    expect(original.headers['content-disposition']).toContain('attachment');

    const again = await send('另一个名字.txt', text);
    expect(again.statusCode).toBe(409);
    expect(again.json().error.details.id).toBe(row.id);
    await the.app.inject({ method: 'DELETE', url: `/api/documents/${row.id}`, headers: officer.headers });
    expect((await send('计划.txt', text)).statusCode).toBe(201);
  });

  test('two regions that do not see each other may hold the same file', async () => {
    const sibling = await the.signIn('sibling');
    const body = upload('同一份.txt', '两个市收到同一份文件。');
    const into = (who: { headers: Record<string, string> }) =>
      the.app.inject({
        method: 'POST',
        url: '/api/documents',
        payload: body.payload,
        headers: { ...who.headers, ...body.headers },
      });
    const ours = await into(officer);
    const theirs = await into(sibling);
    expect([ours.statusCode, theirs.statusCode]).toEqual([201, 201]);
    for (const [who, id] of [
      [officer, ours.json().id],
      [sibling, theirs.json().id],
    ] as const)
      expect((await the.app.inject({ url: `/api/documents/${id}/file`, headers: who.headers })).statusCode).toBe(200);
    expect(
      (await the.app.inject({ url: `/api/documents/${theirs.json().id}`, headers: officer.headers })).statusCode,
    ).toBe(404);
  });

  test.each([
    ['empty.txt', new Uint8Array(0), 422, 'file.empty'],
    ['noise.txt', new Uint8Array(4000).map((_, i) => (i * 7919) % 256), 415, 'file.unsupported'],
    [
      'old.doc',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]),
      415,
      'file.unsupported',
    ],
    ['scan.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]), 415, 'file.unsupported'],
    [
      'bomb.docx',
      zipSync({ 'word/document.xml': new Uint8Array(300 * 2 ** 20), '[Content_Types].xml': strToU8('<Types/>') }),
      415,
      'file.unsupported',
    ],
  ])('%s is refused and leaves nothing', async (name, content, status, code) => {
    const before = await get<{ documents: unknown[] }>('/api/documents', officer.headers);
    const response = await send(name, content);
    expect(response.json().error.code).toBe(code);
    expect(response.statusCode).toBe(status);
    expect(response.json().error.message.zh).toContain(name);
    const after = await get<{ documents: unknown[] }>('/api/documents', officer.headers);
    expect(after.documents).toHaveLength(before.documents.length);
  });

  test('a file over the limit is cut off with the limit named', async () => {
    const response = await send('huge.txt', new Uint8Array(51 * 2 ** 20));
    expect(response.statusCode).toBe(413);
    expect(response.json().error.message.zh).toContain('50 MB');
  });

  test('no file at all', async () => {
    const response = await the.app.inject({
      method: 'POST',
      url: '/api/documents',
      headers: officer.headers,
      payload: {},
    });
    expect(response.json().error.code).toBe('input.no-file');
  });

  test('linked sources show their words at the target; a changed file is refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhimai-link-'));
    try {
      const path = join(folder, 'source.txt');
      const words = '某省行动计划\n\n一、目标\n到2027年，合格率达到96%。\n';
      writeFileSync(path, words);
      const start = words.indexOf('合格率');
      const template = readPacks().find(({ pack }) => pack.id === 'zj-land-2018-2020')!.pack;
      const span = { start, end: start + 8 };
      const pack = {
        ...template,
        id: 'linked-test',
        source: { sha256: sha256Of(Buffer.from(words)), format: 'text', span: { start: 0, end: words.length } },
        outline: [],
        tasks: [],
        targets: [{ ...template.targets[0]!, span }],
      };
      await loadPacks(the.services, [{ pack, digest: 'test', file: 'linked-test.json' }]);
      const id = 'linked-test.T001';
      const before = await get<TargetRow & { source: { words: unknown } }>(`/api/targets/${id}`);
      expect(before.source.words).toBeNull();
      expect(await linkDocuments(the.services, folder)).toMatchObject({ linked: [{ plans: ['linked-test'] }] });
      const after = await get<{ source: { documentId: string; words: { text: string } } }>(`/api/targets/${id}`);
      expect(after.source.words.text).toBe('合格率达到96%');
      writeFileSync(path, `${words}改动`);
      const file = await the.app.inject({
        url: `/api/documents/${after.source.documentId}/file`,
        headers: (await the.signIn('parent')).headers,
      });
      expect(file.json().error.code).toBe('file.missing');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('the desk shows what is late in reach', async () => {
  const desk = await get<{ attention: TargetRow[]; statusCounts: Record<string, number> }>(
    '/api/desk?asOf=2022-01-01',
    officer.headers,
  );
  expect(desk.attention.map((row) => row.status)).toEqual(['missed']);
  expect(desk.statusCounts.reached).toBeGreaterThanOrEqual(19);
});
