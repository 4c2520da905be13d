/** Every page, at two widths and in two languages: no error, one heading, nothing sideways, axe finds nothing serious. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accessibilityFaults,
  desktop,
  expectNoSidewaysScroll,
  openBrowser,
  openPage,
  type Program,
  phone,
  shots,
  signIn,
  startDemo,
} from './support.ts';

let program: Program;
let browser: Browser;
let documentId = '';
let taskId = '';
let amendmentId = '';
let personId = '';
beforeAll(async () => {
  [program, browser] = await Promise.all([startDemo(), openBrowser()]);
  documentId = await importOne();
  personId = await findOne();
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

async function importOne(): Promise<string> {
  const { context, page } = await openPage(browser, desktop);
  await signIn(page, program, 'province');
  const text = `某省质量提升行动计划\n\n一、总体要求\n${'到2027年，产品质量合格率达到96%以上，新增示范企业20家。\n'.repeat(3)}\n二、主要任务\n（一）加强标准供给。完善标准体系。（责任单位：省市场监管局、省财政厅，列第一位的为牵头单位，下同）\n`;
  const response = await context.request.post(`${program.base}/api/documents`, {
    headers: { 'x-zhimai': '1' },
    multipart: { file: { name: '计划.txt', mimeType: 'text/plain', buffer: Buffer.from(text) } },
  });
  const { id } = (await response.json()) as { id: string };
  const amended = await context.request.post(`${program.base}/api/plans/zj-quality-2021-2025/amendments`, {
    headers: { 'x-zhimai': '1' },
    data: {
      reason: '年度目标调整（模拟）',
      basis: '模拟文件',
      effectiveOn: '2023-07-01',
      changes: [{ kind: 'target.set', target: 'zj-quality-2021-2025.T003', fields: { value: '97' } }],
    },
  });
  amendmentId = ((await amended.json()) as { id: string }).id;
  const post = (path: string, data: object) =>
    context.request.post(program.base + path, { headers: { 'x-zhimai': '1' }, data });
  const deadline = await context.request.get(`${program.base}/api/calendar/deadline?workingDays=10`);
  const { on: dueOn } = (await deadline.json()) as { on: string };
  const given = {
    title: '完成重点产品风险排查',
    region: '330000',
    leadId: 'zj-scjgj',
    jointIds: ['zj-jxt'],
    dueOn,
    issue: true,
  };
  taskId = ((await (await post('/api/work', given)).json()) as { id: string }).id;
  await post(`/api/work/${taskId}/steps`, { action: 'accept', version: 2 });
  await post(`/api/work/${taskId}/reports`, { percent: 40, done: '已排查四个市。', problems: '样品送检滞后。' });
  await post('/api/work', {
    ...given,
    title: '杭州市风险排查',
    region: '330100',
    leadId: 'gov-330100',
    parentId: taskId,
  });
  await context.close();
  return id;
}

async function findOne(): Promise<string> {
  const { context, page } = await openPage(browser, desktop);
  await signIn(page, program, 'admin');
  const response = await context.request.get(`${program.base}/api/people?q=hangzhou`);
  const { rows } = (await response.json()) as { rows: { id: string }[] };
  await context.close();
  return rows[0]!.id;
}

const work = () => [
  '/',
  '/tasks',
  '/tasks?state=done',
  '/tasks?view=board',
  '/tasks?view=calendar',
  '/tasks?view=slips',
  '/tasks?new=1',
  `/tasks/${taskId}`,
  '/plans/zj-quality-2017-2019?issue=1',
  '/plans',
  '/plans/zj-quality-2017-2019',
  '/plans/zj-quality-2016-2020',
  '/plans/zj-quality-2017-2019/ledger',
  '/plans/zj-quality-2017-2019/ledger?table=targets',
  '/plans/zj-quality-2021-2025/amend',
  `/amendments/${amendmentId}`,
  '/plans/compare?a=zj-quality-2017-2019&b=zj-quality-2021-2025&state=changed',
  `/documents/compare?a=${documentId}&b=plan:zj-quality-2017-2019`,
  `/documents/${documentId}?adopt=1`,
  '/targets',
  '/targets?status=missed&asOf=2022-01-01',
  '/targets/zj-quality-2016-2020.T006?asOf=2022-01-01',
  '/targets/zj-quality-2017-2019.T001',
  '/cities',
  '/documents',
  `/documents/${documentId}`,
  '/organizations',
  '/organizations/zj-scjgj',
  '/regions',
  '/regions?asOf=2016-06-30',
  '/account',
  '/search',
  '/notices',
  '/jobs',
  '/dictionary',
  '/search?q=zhiliang',
  '/nowhere',
];
const administrator = () => [
  '/people',
  '/people?state=disabled',
  `/people/${personId}`,
  '/organizations',
  '/organizations/names',
  '/organizations/reform?from=zj-nyj&fromName=%E8%83%BD%E6%BA%90%E5%B1%80',
  '/access',
];
const open = () => [
  '/public',
  '/public/plans',
  '/public/plans/zj-quality-2021-2025',
  '/public/plans/zj-quality-2021-2025/ledger',
  '/public/plans/compare?a=zj-quality-2017-2019&b=zj-quality-2021-2025&what=tasks',
  '/public/targets',
  '/public/targets/zj-quality-2016-2020.T006?asOf=2022-01-01',
  '/public/cities',
  '/public/search?q=%E8%B4%A8%E9%87%8F',
  '/sign-in',
];

async function look(page: Page, faults: string[], path: string, label: string): Promise<string[]> {
  faults.length = 0;
  await page.goto(program.base + path);
  await page.waitForLoadState('networkidle');
  await page.locator('h1').first().waitFor();
  await expectNoSidewaysScroll(page);
  expect(await page.locator('h1').count(), `h1 of ${path}`).toBe(1);
  const name = `${path.replace(/[^\w-]+/g, '_').replace(/^_/, '') || 'desk'}-${label}.png`;
  await page.screenshot({ path: join(shots, name) });
  // Structure and colours are the same in both languages: axe, which is slow, looks at one.
  const found = label.endsWith('zh-CN') ? await accessibilityFaults(page) : [];
  return [...faults, ...found].map((fault) => `${path}: ${fault}`);
}

describe.each([
  ['desktop', desktop, 'zh-CN'],
  ['desktop', desktop, 'en'],
  ['phone', phone, 'zh-CN'],
  ['phone', phone, 'en'],
] as const)('%s %o %s', (device, size, language) => {
  let context: BrowserContext;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    ({ context, page, faults } = await openPage(browser, size, language));
    await context.addInitScript((wanted) => localStorage.setItem('zhimai.language', wanted), language);
  });
  afterAll(() => context?.close());

  test('public face', async () => {
    const found: string[] = [];
    for (const path of open()) found.push(...(await look(page, faults, path, `${device}-${language}`)));
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
  });

  test('work face', async () => {
    await signIn(page, program, 'province');
    const found: string[] = [];
    for (const path of [...work(), '/audit']) found.push(...(await look(page, faults, path, `${device}-${language}`)));
    expect(found).toEqual([]);
  });

  test('what an administrator sees', async () => {
    await context.clearCookies();
    await signIn(page, program, 'admin');
    const found: string[] = [];
    for (const path of administrator()) found.push(...(await look(page, faults, path, `${device}-admin-${language}`)));
    expect(found).toEqual([]);
  });
});
