/**
 * Search over 100,000 generated entries (simulated: made of real words in no real order), asked as a signed-in user.
 * Limit: 100 ms at the 95th percentile. Peer: `ilike '%…%'` over the same rows in the same run. `node bench/search.ts`
 */
import { sql } from 'kysely';
import pg from 'pg';
import { openTestDatabase } from '../server/db/test-server.ts';
import type { UserScope } from '../server/kernel/scope/scope.ts';
import { systemScope } from '../server/kernel/scope/scope.ts';
import { findEntries, indexEntries } from '../server/kernel/search/index.ts';

const WANTED = Number(process.argv[2] ?? 100_000);
const database = await openTestDatabase('bench_search');
const { db } = database;

const places = '浙江 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 西湖 余杭 萧山 鄞州 海宁 义乌'.split(' ');
const things =
  '质量 标准 计量 认证 检测 品牌 产品 食品 药品 工程 服务 环境 水质 空气 专利 商标 企业 产业 制造 农业 物流 旅游 教育 医疗 养老 电梯 锅炉 机动车 纺织 家电 玩具 建材'.split(
    ' ',
  );
const verbs =
  '提升 监督 抽查 合格率 达标率 覆盖率 满意度 建设 示范 培育 推广 应用 评价 改革 治理 保护 认定 登记 备案 整治 行动 计划 方案 工程 目标'.split(
    ' ',
  );
const english =
  'quality standard inspection product service safety brand coverage rate plan target enterprise pilot'.split(' ');
let seed = 42;
const next = (n: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * n);
};
const pick = (list: string[]) => list[next(list.length)]!;
const kinds = ['plan', 'clause', 'task', 'target', 'organization', 'document'];
const regions = ['330000', '330100', '330200', '330106', '340100'];

const start = performance.now();
for (let from = 0; from < WANTED; from += 5000)
  await db.within(systemScope('bench'), (tx) =>
    indexEntries(
      tx,
      Array.from({ length: Math.min(5000, WANTED - from) }, (_, n) => ({
        kind: pick(kinds),
        id: `${from + n}`,
        title: `${pick(places)}${pick(things)}${pick(things)}${pick(verbs)}${from + n}号${pick(verbs)}`,
        titleEn: `${pick(english)} ${pick(english)} ${pick(english)}`,
        subtitle: `模拟 · ${pick(places)}`,
        body: `${pick(things)}${pick(verbs)}，${pick(places)}${pick(things)}${pick(verbs)}，${pick(things)}${pick(verbs)}`,
        link: '/',
        regionCode: pick(regions),
        visibility: next(3) === 0 ? ('public' as const) : ('internal' as const),
      })),
    ),
  );
const migrator = new pg.Client({ connectionString: database.migratorUrl });
await migrator.connect();
await migrator.query('vacuum analyze search_entry');
await migrator.end();
console.log(`${WANTED} simulated entries written in ${((performance.now() - start) / 1000).toFixed(0)} s`);

const scope: UserScope = {
  kind: 'user',
  personId: '00000000-0000-4000-8000-000000000000',
  postId: '00000000-0000-4000-8000-000000000000',
  displayName: 'bench',
  organizationId: 'x',
  regionCode: '330100',
  roles: ['officer'],
  sessionId: null,
  address: null,
};
const questions = [
  '质量',
  '质量提升',
  '杭州质量',
  '合格率',
  '电梯监督',
  '机动车检测',
  '水',
  '标准 温州',
  '抽查 食品 宁波',
  '4711',
  '99999号',
  'quality',
  'insp',
  'quality plan',
  'zhiliang',
  'zhiliangtisheng',
  'hangzhou',
  'hzzl',
  'zl',
  'z',
  'shipin choucha',
  '不存在的词',
  'xyzzy',
  '杭州质量标准提升1号',
];
const times = { search: [] as number[], ilike: [] as number[] };
const byQuestion: string[] = [];
for (const q of questions) {
  const own: number[] = [];
  let total = 0;
  for (let run = 0; run < 12; run++) {
    const from = performance.now();
    const answer = await db.within(scope, (tx) => findEntries(tx, scope, { q }));
    total = answer.total;
    if (run >= 2) own.push(performance.now() - from);
  }
  const peer: number[] = [];
  for (let run = 0; run < 3; run++) {
    const from = performance.now();
    await db.within(scope, (tx) =>
      sql`select kind, object_id, title from search_entry where hay ilike ${`%${q}%`} order by length(title) limit 30`.execute(
        tx,
      ),
    );
    peer.push(performance.now() - from);
  }
  times.search.push(...own);
  times.ilike.push(...peer);
  byQuestion.push(
    `${at(own, 0.95).toFixed(0).padStart(6)} ms  ${at(peer, 0.5).toFixed(0).padStart(6)} ms  ${String(total).padStart(5)}  ${q}`,
  );
}
function at(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
console.log('  search p95   ilike   found  question');
console.log(byQuestion.join('\n'));
const p95 = at(times.search, 0.95);
const peer = at(times.ilike, 0.95);
console.log(
  `p95 ${p95.toFixed(0)} ms, limit 100 ms (ratio ${(p95 / 100).toFixed(2)}); ilike ${peer.toFixed(0)} ms (ratio ${(p95 / peer).toFixed(2)}); pinyin and initials are found by search only`,
);
await database.close();
process.exit(0);
