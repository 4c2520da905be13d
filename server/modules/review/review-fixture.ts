/** For tests of review and adoption over HTTP: two officers of one city and the people around them. */
import { expect } from 'vitest';
import type { Review, ReviewChange } from '../../../packages/contract/index.ts';
import { openTestApp, regionOf, type TestApp, upload } from '../../http/test-app.ts';
import { systemScope } from '../../kernel/scope/scope.ts';

/** The server of the test file. */
export let the: TestApp;
export const people: Record<string, { headers: Record<string, string> }> = {};
export async function openReview(label: string): Promise<void> {
  the = await openTestApp(label);
  // `officer` and `administrator` of Hangzhou are two people; `parent` is the province's, `sibling` Ningbo's.
  for (const name of ['officer', 'administrator', 'viewer', 'auditor', 'reporter', 'parent', 'child', 'sibling'])
    people[name] = await the.signIn(name);
}

export const textOf = (
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

export let serial = 0;
/** The document of the test. */
export let id = '';
export async function importOne(): Promise<string> {
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
/** Each test has a document of its own. */
export async function importNext(): Promise<void> {
  id = await importOne();
}

export const get = async (who = 'officer', part = 0): Promise<Review> =>
  (await the.app.inject({ url: `/api/documents/${id}/review?part=${part}`, headers: people[who]!.headers })).json();
export const change = (changes: ReviewChange[], who = 'officer', part = 0) =>
  the.app.inject({
    method: 'POST',
    url: `/api/documents/${id}/review`,
    payload: { part, changes },
    headers: people[who]!.headers,
  });
export const newest = async (key: string) => (await get()).items.find((item) => item.key === key)!.seen;
export const accept = (item: string, seen = '0'): ReviewChange => ({ kind: 'accept', item, seen });

export async function decideAll(who = 'officer'): Promise<void> {
  const { items } = await get();
  const changes = items.flatMap(({ key, what, seen, state }): ReviewChange[] => {
    if (what === 'finding') return [{ kind: 'answer', item: key, seen, choice: 'original', reason: '以总数为准' }];
    return state === 'open' ? [{ kind: 'accept', item: key, seen }] : [];
  });
  expect((await change(changes, who)).statusCode).toBe(200);
}
export async function confirm(who: string) {
  const { version } = await get(who);
  return change([{ kind: 'confirm', seen: version }], who);
}
export const plan = (more: Record<string, unknown> = {}) => ({
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
export const adopt = (body: Record<string, unknown> = plan(), who = 'administrator') =>
  the.app.inject({
    method: 'POST',
    url: `/api/documents/${id}/adopt`,
    payload: body,
    headers: people[who]!.headers,
  });
export async function ready(): Promise<void> {
  await decideAll();
  expect((await confirm('officer')).statusCode).toBe(200);
}
export const rowsOf = (table: 'plan' | 'target' | 'plan_task' | 'review_event') =>
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
