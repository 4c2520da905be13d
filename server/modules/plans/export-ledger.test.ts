/** What was written is opened again and read back. */
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LedgerView, PlanDetail } from '../../../packages/contract/index.ts';
import { extractText } from '../../../packages/plan-text/extract/index.ts';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { loadPacks, readPacks } from './index.ts';

let the: TestApp;
let plan: PlanDetail;
const id = 'zj-quality-2017-2019';
beforeAll(async () => {
  the = await openTestApp('ledger');
  await loadPacks(the.services, readPacks());
  plan = (await the.app.inject({ url: `/api/plans/${id}` })).json();
});
afterAll(() => the.close());
const load = async (query: string) =>
  (await the.app.inject({ url: `/api/plans/${id}/ledger?asOf=2019-06-30&${query}` })).rawPayload;

test('XLSX: two sheets across, header rows repeat, every task with its units', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await load('format=xlsx')).buffer as ArrayBuffer);
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['任务分解表', '指标分解表']);
  const [tasks, targets] = book.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet];
  expect(tasks.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, printTitlesRow: '3:3' });
  expect(tasks.getRow(3).values).toEqual([undefined, '序号', '编号', '条款', '任务', '牵头单位', '配合单位', '时限']);
  expect(tasks.rowCount - 3).toBe(plan.tasks.length);
  plan.tasks.forEach((task, index) => {
    const row = tasks.getRow(index + 4);
    expect([2, 3, 4, 5].map((at) => row.getCell(at).text)).toEqual([
      task.code,
      task.clause,
      task.title,
      task.lead?.name ?? '',
    ]);
    expect(row.getCell(6).text).toBe(task.joint.map((unit) => unit.name).join('、'));
  });
  expect(tasks.getCell('A4').font.name).toBe('仿宋');
  expect(targets.getRow(3).getCell(3).text).toBe('指标');
  expect(targets.rowCount).toBeGreaterThan(100);
});

test('DOCX: A4 across, header rows repeat, East-Asian fonts, page numbers, the same words', async () => {
  const bytes = new Uint8Array(await load('format=docx'));
  const files = unzipSync(bytes);
  const body = strFromU8(files['word/document.xml']!);
  expect(body).toMatch(/<w:pgSz[^>]*w:w="16838"[^>]*w:h="11906"[^>]*w:orient="landscape"/);
  expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(2);
  expect(body).toContain('w:eastAsia="仿宋"');
  expect(body).toContain('w:eastAsia="宋体"');
  const footers = Object.keys(files).filter((name) => /^word\/footer\d+\.xml$/.test(name));
  expect(strFromU8(files[footers[0]!]!)).toMatch(/PAGE/);
  const { text } = await extractText(bytes, 'ledger.docx');
  expect(text).toContain('任务分解表');
  expect(text).toContain(plan.title);
  for (const task of plan.tasks) expect(text).toContain(task.title);
});

test('CSV: one table each, read back row by row, formulas tamed', async () => {
  const read = async (table: string) =>
    Papa.parse<string[]>((await load(`format=csv&table=${table}`)).toString('utf8').replace(/^\uFEFF/, '')).data;
  const tasks = await read('tasks');
  expect(tasks).toHaveLength(plan.tasks.length + 1);
  const targets = await read('targets');
  expect(targets[0]?.slice(0, 5)).toEqual(['序号', '编号', '指标', '单位', '基期']);
  expect(targets[0]?.slice(-2)).toEqual(['时限', '牵头／地区']);
  expect(targets[1]?.[1]).toMatch(/^T\d{3}/);
  expect(targets.flat().every((cell) => !/^[=+@]/.test(cell))).toBe(true);
});

test('the time limit is what the clause says, else the end of the plan', async () => {
  const limits = async (plan: string, language: string) => {
    const url = `/api/plans/${plan}/ledger?asOf=2019-06-30&language=${language}`;
    const view: LedgerView = (await the.app.inject({ url })).json();
    return new Map(view.tables[0]!.rows.map((row) => [row[1], row.at(-1)]));
  };
  expect((await limits('zj-food-safety-2018', 'zh')).get('R10')).toBe('2018年底');
  const city = await limits('jx-quality-2016-2020', 'zh');
  expect([city.get('R04'), city.get('R05')]).toEqual(['到2020年', '2020 年底']);
  expect((await limits('jx-quality-2016-2020', 'en')).get('R04')).toBe('By end of 2020');
});

test('in English headings and words are English', async () => {
  const url = `/api/plans/${id}/ledger?asOf=2019-06-30&language=en`;
  const english: LedgerView = (await the.app.inject({ url })).json();
  expect(english.title).toBe(plan.titleEn);
  expect(english.under).toContain('As of 2019-06-30');
  expect(english.tables[0]?.columns.map(({ title }) => title).join()).toBe(
    'No.,Code,Clause,Task,Lead unit,Joint units,Time limit',
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await load('format=xlsx&language=en')).buffer as ArrayBuffer);
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['Division of tasks', 'Division of indicators']);
});

test('an unknown plan and an unknown format are refused', async () => {
  expect((await the.app.inject({ url: '/api/plans/none/ledger?format=csv' })).statusCode).toBe(404);
  expect((await the.app.inject({ url: `/api/plans/${id}/ledger?format=pdf` })).statusCode).toBe(422);
});
