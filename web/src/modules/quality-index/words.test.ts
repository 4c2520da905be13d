import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Aggregation, Imputation, Normalisation, Treatment, Weighting } from '../../../../packages/composite/schema.ts';
import type { SchemeContent } from '../../app/contract.ts';
import { factorSentence, methodWords, stepSentences } from './words.ts';

const shipped = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../plans/schemes/regional-quality-index.json'), 'utf8'),
) as SchemeContent;

describe('the shipped scheme in words', () => {
  test('its steps', () => {
    const zh = stepSentences(shipped.steps, shipped.nodes, 'zh').map(({ name, text }) => `${name}：${text}`);
    expect(zh).toEqual([
      '折算：设有分母的指标除以分母。',
      '筛选：至少有 60% 指标有数值的地区才参加。',
      '插补：缺值以各地区的中位数填补。',
      '标准化：按固定标杆换算：达到最好标杆得 100 分，最差标杆得 1 分，超出部分不计。',
      '合成：加权算术平均；区域质量发展指数用加权几何平均；方案给定的权重。',
    ]);
    const en = stepSentences(shipped.steps, shipped.nodes, 'en');
    expect(en.at(-1)!.text).toBe(
      'Weighted arithmetic mean; Regional quality development index: weighted geometric mean; weights given in the scheme.',
    );
    for (const { text } of en) expect(text).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test('its factors', () => {
    const zh = shipped.uncertainty.factors.map((factor) => factorSentence(factor, 'zh'));
    expect(zh.map(({ key }) => key)).toEqual(['weights', 'normalisation', 'aggregation', 'inclusion']);
    expect(zh[0]!.text).toBe('每个权重在上下 25% 之间随机变动。');
    expect(zh[2]!.text).toContain('（上层用加权几何平均）；或加权算术平均');
    for (const factor of shipped.uncertainty.factors)
      expect(factorSentence(factor, 'en').text).not.toMatch(/[\u4e00-\u9fff]|undefined/);
  });
});

/** Every method that the science knows has words of its own, in both languages. */
const methods = (schema: unknown) =>
  (schema as { def: { options: { shape: { method: { value: string } } }[] } }).def.options.map(
    (option) => option.shape.method.value,
  );
test.each([
  ['impute', methods(Imputation)],
  ['normalise', methods(Normalisation)],
  ['weighting', methods(Weighting)],
  ['aggregate', methods(Aggregation)],
])('all methods of %s', (step, known) => {
  expect(known.length).toBeGreaterThan(5);
  for (const method of known)
    for (const language of ['zh', 'en'] as const) {
      const words = methodWords(step, { method, p: 2, value: 0, unit: '330100' }, language);
      expect(words).not.toBe(method);
      expect(words).not.toContain('undefined');
      if (language === 'en') expect(words).not.toMatch(/[\u4e00-\u9fff]/);
    }
});

test('treatments', () => {
  for (const method of methods(Treatment)) {
    const words = methodWords('treat', { first: { method }, second: 'none', pass: null }, 'en');
    expect(words).not.toContain('undefined');
  }
  expect(methodWords('treat', {}, 'zh')).toBe('偏度超过 2 且峰度超过 3.5 的指标先缩尾（每项最多 5 个），不够再取对数');
  expect(methodWords('treat', 'none', 'zh')).toBe('不处理异常值');
});

test('a method that is not known is named by its code', () => {
  expect(methodWords('normalise', { method: 'new-one' }, 'zh')).toBe('new-one');
});
