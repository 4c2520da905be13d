import { expect, test } from 'vitest';
import { readPlan } from './index.ts';

const codes = (sentence: string) => {
  const { documents } = readPlan(`某市计划（2025—2027年）\n\n一、目标\n${sentence}\n`);
  return documents.flatMap((document) => document.findings).map((found) => found.code);
};

test('years that do not make their total are found, and no part is called a second value', () => {
  expect(codes('到2027年，累计新增示范企业120家，其中2025年、2026年、2027年分别新增40家、50家、60家。')).toEqual([
    'annual-total-mismatch',
  ]);
});

test('years that make it are left alone', () => {
  expect(codes('到2027年，累计新增示范企业150家，其中2025年、2026年、2027年分别新增40家、50家、60家。')).toEqual([]);
});

test('two values of one year without the other years are a conflict', () => {
  expect(codes('到2027年，新增示范企业120家。到2027年，新增示范企业60家。')).toEqual(['conflicting-values']);
});
