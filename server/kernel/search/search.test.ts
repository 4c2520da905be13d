import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../db/test-server.ts';
import { fixedClock } from '../clock.ts';
import { type PublicScope, type Scope, systemScope, type UserScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { ensureSearch, findEntries, indexEntries, rebuildSearch, removeEntries, type SearchEntry } from './index.ts';
import { marksBySound, marksIn, queryOf, tokensOf } from './words.ts';

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let services: Services;
const everybody: PublicScope = { kind: 'public', address: null };
const user = (regionCode: string, organizationId = 'nobody', roles: UserScope['roles'] = ['viewer']): UserScope => ({
  kind: 'user',
  personId: '00000000-0000-4000-8000-000000000000',
  postId: '00000000-0000-4000-8000-000000000000',
  displayName: 'x',
  organizationId,
  regionCode,
  roles,
  sessionId: null,
  address: null,
});
const entry = (id: string, title: string, more: Partial<SearchEntry> = {}): SearchEntry => ({
  kind: 'plan',
  id,
  title,
  link: `/plans/${id}`,
  regionCode: '330000',
  visibility: 'public',
  ...more,
});

beforeAll(async () => {
  database = await openTestDatabase('search');
  services = { db: database.db, clock: fixedClock('2026-11-22T00:00:00Z') };
  await services.db.within(systemScope('test'), (tx) =>
    indexEntries(tx, [
      entry('a', '质量提升'),
      entry('b', '质量提升三年行动计划', { titleEn: 'Three-year quality action plan' }),
      entry('c', '浙江省质量提升行动'),
      entry('d', '食品安全', { body: '全面推进质量提升的各项工作，落实企业主体责任' }),
      entry('e', '重庆银行行长', { kind: 'task' }),
      entry('f', '机动车100%检测_合格率', { kind: 'target', titleEn: 'Vehicle tests' }),
      entry('g', '内部文件甲', { kind: 'document', visibility: 'internal', regionCode: '330100' }),
      entry('h', '限定文件乙', {
        kind: 'document',
        visibility: 'restricted',
        regionCode: '330100',
        parties: ['org-1'],
      }),
    ]),
  );
});
afterAll(() => database.close());

const ask = (q: string, scope: Scope = everybody, kinds?: string[]) =>
  services.db.within(scope, (tx) => findEntries(tx, scope, { q, kinds, size: 20 }));
const ids = async (q: string, scope?: Scope, kinds?: string[]) =>
  (await ask(q, scope, kinds)).groups.flatMap((group) => group.hits.map((hit) => hit.id));

describe('what is found, and in which order', () => {
  test('exact before beginning, part and text', async () => {
    const answer = await ask('质量提升');
    expect(answer.groups[0]!.hits.map((hit) => [hit.id, hit.match])).toEqual([
      ['a', 'exact'],
      ['b', 'prefix'],
      ['c', 'title'],
      ['d', 'text'],
    ]);
    expect(answer.total).toBe(4);
  });

  test('pinyin in full, begun, from any syllable on; initials; readings by context', async () => {
    expect(await ids('zhiliangtisheng')).toEqual(['a', 'c', 'b']);
    expect(await ids('zhilia')).toEqual(['a', 'c', 'b']);
    expect(await ids('xingdong')).toEqual(expect.arrayContaining(['b', 'c']));
    expect(await ids('zlts')).toEqual(['a', 'c', 'b']);
    expect(await ids('chongqing')).toEqual(['e']);
    expect(await ids('yinhang')).toEqual(['e']);
    expect(await ids('hz')).toEqual(['e']);
    // In the middle of a syllable nothing begins.
    expect(await ids('hiliang')).toEqual([]);
  });

  test('one character, Latin words in part, words together in any order, widths and cases alike', async () => {
    expect(await ids('检')).toEqual(['f']);
    expect(await ids('QUAL')).toEqual(['b']);
    expect(await ids('行动 浙江')).toEqual(['c']);
    expect(await ids('质量 action')).toEqual(['b']);
    expect(await ids('１００')).toEqual(['f']);
    expect(await ids('质量2031')).toEqual([]);
    expect(await ids('质量', everybody, ['task'])).toEqual([]);
  });

  test('signs of patterns stand for themselves and hostile words do no harm', async () => {
    for (const q of [
      '%',
      '_',
      "'",
      '\\',
      "a' | 'b",
      '"',
      '!()&|:*',
      '*:*',
      '|',
      '',
      '   ',
      '😀',
      'a'.repeat(100),
      '％',
    ])
      expect((await ask(q)).total, q).toBe(0);
    expect(await ids('100%检测_合格')).toEqual(['f']);
    expect(await ids("质量'提升")).toEqual(expect.arrayContaining(['a']));
  });

  test('marks stand where the words are, also those found by sound', async () => {
    const [hit] = (await ask('tisheng')).groups[0]!.hits;
    expect(hit!.marks.zh.map(([from, to]) => hit!.title.zh.slice(from, to))).toEqual(['提升']);
    const text = (await ask('主体责任')).groups[0]!.hits[0]!;
    expect(text.snippet).toContain('主体责任');
    expect(text.marks.snippet.map(([from, to]) => text.snippet!.slice(from, to))).toEqual(['主体责任']);
  });
});

describe('scope', () => {
  test('the public sees what is public, users their line, parties what is restricted', async () => {
    expect(await ids('文件')).toEqual([]);
    expect(await ids('文件', user('330000'))).toEqual(['g']);
    expect(await ids('文件', user('330106'))).toEqual(['g']);
    expect(await ids('文件', user('330200'))).toEqual([]);
    expect(await ids('文件', user('330100', 'org-1', ['reporter']))).toEqual(['g', 'h']);
    expect(await ids('文件', user('330100', 'org-2', ['reporter']))).toEqual(['g']);
    expect(await ids('文件', user('330100', 'org-2', ['officer']))).toEqual(['g', 'h']);
    expect(await ids('文件', user('330000', 'org-2', ['officer']))).toEqual(['g']);
  });

  test('the database agrees when it is asked past the service, and takes no writing past it', async () => {
    const seen = (scope: Scope) =>
      services.db.within(scope, (tx) =>
        tx.selectFrom('search_entry').select('object_id').where('kind', '=', 'document').execute(),
      );
    expect(await seen(everybody)).toEqual([]);
    expect((await seen(user('330100'))).map((row) => row.object_id)).toEqual(['g']);
    const write = services.db.within(user('330100', 'x', ['administrator']), (tx) =>
      sql`delete from search_entry`.execute(tx),
    );
    await expect(write).rejects.toThrow(/permission denied/);
    await expect(services.db.within(everybody, (tx) => removeEntries(tx, 'plan'))).rejects.toThrow(/no scope/);
  });
});

test('an entry follows its object: in the same transaction or not at all', async () => {
  const scope = systemScope('test');
  await services.db.within(scope, (tx) => indexEntries(tx, [entry('z', '追溯体系')]));
  await services.db
    .within(scope, async (tx) => {
      await indexEntries(tx, [entry('z', '召回体系')]);
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  expect(await ids('追溯')).toEqual(['z']);
  await services.db.within(scope, (tx) => indexEntries(tx, [entry('z', '召回体系')]));
  expect(await ids('追溯')).toEqual([]);
  expect(await ids('召回')).toEqual(['z']);
  await services.db.within(scope, (tx) => removeEntries(tx, 'plan', ['z']));
  expect(await ids('召回')).toEqual([]);
});

test('a rebuild replaces its kinds and is made at start only when the version differs', async () => {
  const source = { kinds: ['test'], entries: async () => [entry('new', '重建之后', { kind: 'test' })] };
  await services.db.within(systemScope('test'), (tx) => indexEntries(tx, [entry('old', '重建之前', { kind: 'test' })]));
  expect(await ensureSearch(services, [source])).toBe(true);
  expect(await ids('重建')).toEqual(['new']);
  expect(await ensureSearch(services, [source])).toBe(false);
  expect(await rebuildSearch(services, [source])).toEqual({ test: 1 });
});

test('the index is used, not a walk through the table', async () => {
  await services.db.within(systemScope('test'), async (tx) => {
    // The planner takes the index where the table is large enough to be worth it.
    await indexEntries(
      tx,
      Array.from({ length: 3000 }, (_, n) => entry(`n${n}`, `批次${n}号产品抽查`, { kind: 'many' })),
    );
  });
  const { asked } = queryOf('质量提升')!;
  const client = new (await import('pg')).default.Client({ connectionString: database.migratorUrl });
  await client.connect();
  try {
    await client.query('analyze search_entry');
    const plan = async (where: string, value: string) =>
      JSON.stringify(
        (await client.query(`explain (format json) select kind from search_entry where ${where}`, [value])).rows,
      );
    expect(await plan('tokens @@ $1::tsquery', asked)).toContain('search_entry_tokens');
    expect(await plan('title_norm ~>=~ $1 and title_norm ~<~ ($1 || chr(1114111))', '质量提升')).toContain(
      'search_entry_title',
    );
  } finally {
    await client.end();
  }
});

test('words: pure rules', () => {
  expect(tokensOf('质量', [], { syllables: ['zhi', 'liang'], initials: 'zl' })).toEqual(
    expect.arrayContaining(['质', '量', '质量', 'p:zhi', 'p:^zh', 'p:^l', 'i:zl']),
  );
  expect(marksIn('ＡＢc质量', ['abc'])).toEqual([[0, 3]]);
  expect(marksIn('①质量质量', ['质量'])).toEqual([[1, 5]]);
  expect(marksBySound('新质量，提升', queryOf('liangti')!, '|xin|zhi|liang|ti|sheng', 'xzlts')).toEqual([[2, 5]]);
});
