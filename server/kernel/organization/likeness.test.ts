import { expect, test } from 'vitest';
import { organizations } from './index.ts';
import { likeness } from './likeness.ts';

const best = (name: string) =>
  organizations
    .map(({ code, zh, shortNames }) => ({
      code,
      score: Math.max(...[zh, ...shortNames].map((n) => likeness(name, n))),
    }))
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))[0]!;

test.each([
  ['省发展与改革委', 'zj-fgw'],
  ['浙江省财政局', 'zj-czt'],
  ['省教育委员会', 'zj-jyt'],
  ['杭州市人民政府办', 'gov-330100'],
  ['省交通厅（省公路局）', 'zj-jtt'],
])('%s is most like %s', (name, code) => {
  expect(best(name).code).toBe(code);
  expect(best(name).score).toBeGreaterThan(0.4);
});

test('equal whatever the brackets; nothing for nothing; always between 0 and 1', () => {
  expect(likeness('甲局〔乙局〕', '甲局(乙局)')).toBe(1);
  expect(likeness('', '省财政厅')).toBe(0);
  expect(likeness('各有关单位', '省财政厅')).toBeLessThan(0.2);
  for (const { zh } of organizations) {
    const score = likeness('省市场监管局', zh);
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  }
});
