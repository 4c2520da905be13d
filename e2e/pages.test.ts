/**
 * Every page, at two widths and in two languages: no error, one heading, nothing sideways, axe finds nothing serious.
 * A page is loaded once: it is then made narrow, and its language is switched, as a person does. Loading is what takes
 * the time, so three browsers' worth of pages are looked at side by side.
 */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IndexRuns, runIndices } from './index-runs.ts';
import {
  accessibilityFaults,
  desktop,
  openBrowser,
  openPage,
  type Program,
  phone,
  settled,
  shots,
  sidewaysFaults,
  signIn,
  startDemo,
} from './support.ts';

let program: Program;
let browser: Browser;
let documentId = '';
let taskId = '';
let amendmentId = '';
let personId = '';
let accountId = '';
let versionId = '';
let adoptedId = '';
let roundId = '';
const resultIds = { air: '', water: '' };
const captureIds: string[] = [];
const traceEvent = 'urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8';
let runs: IndexRuns;
beforeAll(async () => {
  [program, browser] = await Promise.all([startDemo(), openBrowser()]);
  documentId = await importOne();
  personId = await findOne();
  await findComputed();
  await captureEvents();
  runs = await runIndices(browser, program);
  await findIndex();
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

async function findComputed(): Promise<void> {
  const { context, page } = await openPage(browser, desktop);
  await signIn(page, program, 'province');
  const { results } = (await (await context.request.get(`${program.base}/api/environment`)).json()) as {
    results: { id: string; kind: 'air' | 'water' }[];
  };
  for (const { id, kind } of results) resultIds[kind] = id;
  const { rows } = (await (await context.request.get(`${program.base}/api/ecosystem`)).json()) as {
    rows: { id: string }[];
  };
  accountId = rows[0]!.id;
  await context.close();
}

/** A good capture and a bad one, both finished. */
async function captureEvents(): Promise<void> {
  const { context, page } = await openPage(browser, desktop);
  await signIn(page, program, 'province');
  const event = {
    type: 'ObjectEvent',
    eventID: traceEvent,
    eventTime: '2026-01-05T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    epcList: ['urn:epc:id:sgtin:4012345.011111.9876', 'urn:epc:id:sscc:4012345.1234567890'],
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    bizLocation: { id: 'urn:epc:id:sgln:4012345.00001.0' },
  };
  for (const [index, more] of [{}, { bizStep: 'flying', eventID: `${traceEvent}0` }].entries()) {
    const answer = await context.request.post(`${program.base}/epcis/capture`, {
      headers: { 'x-zhimai': '1' },
      data: {
        '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-01-06T00:00:00Z',
        epcisBody: { eventList: [{ ...event, ...more }] },
      },
    });
    const location = answer.headers().location!;
    captureIds[index] = location.split('/').at(-1)!;
    await page.waitForFunction(async (url) => !(await (await fetch(url)).json()).running, location);
  }
  await context.close();
}

/** The draft after the adopted version, and a round that waits. */
async function findIndex(): Promise<void> {
  const { context, page } = await openPage(browser, desktop);
  await signIn(page, program, 'province');
  const get = async (path: string) => (await context.request.get(program.base + path)).json();
  const post = async (path: string, data: object) =>
    (await context.request.post(program.base + path, { headers: { 'x-zhimai': '1' }, data })).json();
  adoptedId = (await get('/api/index/schemes/zj-regional-quality')).versions[0].id;
  versionId = (await post(`/api/index/versions/${adoptedId}/next`, {})).versionId;
  const { people } = (await get('/api/index/candidates')) as { people: { id: string }[] };
  const { on: closesOn } = await get('/api/calendar/deadline?workingDays=10');
  const round = {
    title: '工程质量权重',
    method: 'ahp',
    nodes: ['works'],
    closesOn,
    experts: people.map(({ id }) => id),
  };
  roundId = (await post(`/api/index/versions/${versionId}/rounds`, round)).id;
  await context.close();
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
  '/documents?q=nowhere',
  `/documents/${documentId}`,
  '/organizations',
  '/organizations/zj-scjgj',
  '/index',
  '/index?new=1',
  '/index/schemes/zj-regional-quality',
  '/index/schemes/zj-regional-quality?run=1',
  `/index/versions/${adoptedId}`,
  `/index/versions/${adoptedId}?tab=steps`,
  `/index/versions/${versionId}`,
  `/index/versions/${versionId}?node=ind-0109`,
  `/index/versions/${versionId}?tab=steps`,
  `/index/versions/${versionId}?tab=uncertain`,
  `/index/versions/${versionId}?tab=rounds`,
  `/index/versions/${versionId}?round=1`,
  `/index/rounds/${roundId}`,
  '/regions',
  '/regions?asOf=2016-06-30',
  '/regions?asOf=2016-06-30&changed=1&cols=change,code',
  '/account',
  '/search',
  '/notices',
  '/jobs',
  '/dictionary',
  '/log',
  '/search?q=zhiliang',
  '/nowhere',
];
const nature = () => [
  '/environment',
  '/environment?open=readings',
  '/environment?open=compute',
  '/environment/stations',
  '/environment/stations/1',
  `/environment/results/${resultIds.air}?day=2022-01-11`,
  `/environment/results/${resultIds.water}`,
  '/ecosystem',
  `/ecosystem/${accountId}`,
];
const trace = () => [
  '/traceability',
  '/traceability?q=%2801%2904012345111118&bizStep=shipping',
  '/traceability?q=nowhere',
  '/traceability?open=submit',
  `/traceability/event?id=${encodeURIComponent(traceEvent)}`,
  '/traceability/captures',
  '/traceability/captures?state=failed',
  ...captureIds.map((id) => `/traceability/captures/${id}`),
];
const index = () => [
  `/index/runs/${runs.cities}`,
  `/index/runs/${runs.cities}?tab=map&region=330300`,
  `/index/runs/${runs.cities}?tab=sensitivity`,
  `/index/runs/${runs.cities}?tab=whatIf&w=products:60,ind-0005:0`,
  `/index/runs/${runs.cities}?tab=years&region=330800`,
  `/index/runs/${runs.cities}?tab=method`,
  `/index/runs/${runs.cities}/regions/330800`,
  `/index/runs/${runs.counties}?city=330100&sort=score&order=desc`,
  `/index/runs/${runs.counties}?tab=map&by=products`,
  `/index/runs/${runs.counties}?tab=years`,
  `/index/runs/${runs.trial}`,
  `/index/runs/${runs.unpublished}?q=nowhere`,
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
  '/public/index',
  `/public/index/runs/${runs.cities}`,
  `/public/index/runs/${runs.cities}?tab=map&region=330800`,
  `/public/index/runs/${runs.counties}?tab=map`,
  `/public/index/runs/${runs.cities}/regions/330100`,
  '/public/log',
  '/public/log?q=nowhere',
  '/public/verify?index=0',
  '/public/verify',
  '/public/search?q=%E8%B4%A8%E9%87%8F',
  '/sign-in',
];

const looks = [
  { name: 'desktop-zh-CN', size: desktop, switchTo: undefined, axe: true },
  { name: 'phone-zh-CN', size: phone, switchTo: undefined, axe: true },
  // Structure and colours are the same in both languages: axe, which is slow, looks at one.
  { name: 'desktop-en', size: desktop, switchTo: 'English', axe: false },
  { name: 'phone-en', size: phone, switchTo: undefined, axe: false },
] as const;

async function switchLanguage(page: Page, to: string): Promise<void> {
  const button = page.getByTitle(to, { exact: true }).first();
  // Behind an open drawer it cannot be reached by the mouse.
  if ((await button.count()) > 0) return button.dispatchEvent('click');
  // A page without the frame has none: it is loaded again.
  await page.evaluate(() => localStorage.setItem('zhimai.language', 'en'));
  await page.reload();
}

/** One page in all its looks. What goes wrong is said with the look in which it did. */
async function look(page: Page, faults: string[], path: string, shot: string): Promise<string[]> {
  const found: string[] = [];
  faults.length = 0;
  await page.setViewportSize(desktop);
  // As the page before was left: in English.
  if (page.url() !== 'about:blank') await page.evaluate(() => localStorage.removeItem('zhimai.language'));
  await page.goto(program.base + path);
  for (const { name, size, switchTo, axe } of looks) {
    await page.setViewportSize(size);
    if (switchTo) await switchLanguage(page, switchTo);
    await page.locator('h1').first().waitFor();
    await settled(page);
    const headings = await page.locator('h1').count();
    if (headings !== 1) faults.push(`${headings} headings h1`);
    const language = name.endsWith('en') ? 'en' : 'zh-CN';
    if ((await page.evaluate(() => document.documentElement.lang)) !== language) faults.push(`not in ${language}`);
    faults.push(...(await sidewaysFaults(page)));
    const file = `${path.replace(/[^\w-]+/g, '_').replace(/^_/, '') || 'desk'}-${shot}${name}.png`;
    await page.screenshot({ path: join(shots, file) });
    if (axe) faults.push(...(await accessibilityFaults(page)));
    found.push(...faults.splice(0).map((fault) => `${path} (${name}): ${fault}`));
  }
  return found;
}

const half = (paths: string[], which: 0 | 1) => paths.filter((_, index) => index % 2 === which);

describe.concurrent('every page', () => {
  test.each([
    ['public face', undefined, open, ''],
    ['work face, one half', 'province', () => half([...work(), '/audit'], 0), ''],
    ['work face, the other half', 'province', () => half([...work(), '/audit'], 1), ''],
    ['environment and ecosystems', 'province', nature, ''],
    ['traceability', 'province', trace, ''],
    ['results of the quality index', 'province', index, ''],
    ['what an administrator sees', 'admin', administrator, 'admin-'],
  ] as const)(
    '%s',
    async (_, userName, paths, shot) => {
      const { context, page, faults } = await openPage(browser, desktop);
      if (userName) await signIn(page, program, userName);
      const found: string[] = [];
      for (const path of paths())
        found.push(...(await look(page, faults, path, shot).catch((error: Error) => [`${path}: ${error.message}`])));
      await context.close();
      expect(found).toEqual([]);
      // Five at once on two cores.
    },
    400_000,
  );

  test('loaded in English on a phone, pages begin in English', async () => {
    const { context, page, faults } = await openPage(browser, phone, 'en');
    await context.addInitScript(() => localStorage.setItem('zhimai.language', 'en'));
    await page.goto(`${program.base}/public`);
    await signIn(page, program, 'province');
    for (const path of ['/', '/tasks', '/targets', '/public/targets']) {
      await page.goto(program.base + path);
      await page.locator('h1').first().waitFor();
      await settled(page);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
      expect(await page.locator('h1').first().innerText()).not.toMatch(/[\u4e00-\u9fff]/);
      expect(await sidewaysFaults(page)).toEqual([]);
    }
    await context.close();
    expect(faults).toEqual([]);
  });
});
