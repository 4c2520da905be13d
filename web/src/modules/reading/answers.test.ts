import { expect, test } from 'vitest';
import type { Finding, ReviewItem } from '../../app/contract.ts';
import { answersOf } from './answers.ts';

const finding = (code: string, zh: string): Finding => ({
  code,
  severity: 'warning',
  message: { zh, en: '' },
  spans: [],
});
const item = (target: object) => ({ key: 'target.0', target }) as unknown as ReviewItem;

test('a lost point: the proposal, or the digits as printed', () => {
  const answers = answersOf(finding('decimal-point-lost', ''), [item({ value: '81.9', raw: '８１９', suspect: true })]);
  expect(answers.map((one) => one.choice)).toEqual(['proposed', 'original', 'other', 'verify']);
  expect(answers[0]?.value).toBe('81.9');
  expect(answers[1]?.correct?.target).toEqual({ value: '819', suspect: false });
});
test('yearly figures against a total: either may hold', () => {
  const answers = answersOf(finding('annual-total-mismatch', '每年26家，3年合计应为78，文中为165家'), [
    item({ value: '26' }),
    item({ value: '165' }),
  ]);
  expect(answers.map((one) => one.words)).toEqual(['total', 'yearly', 'other', 'verify']);
  expect(answers[1]?.correct?.target).toEqual({ value: '78' });
});
test('anything else: keep, correct otherwise, ask the issuer', () => {
  expect(answersOf(finding('conflicting-values', ''), []).map((one) => one.choice)).toEqual([
    'original',
    'other',
    'verify',
  ]);
});
