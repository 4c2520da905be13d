import { describe, expect, test } from 'vitest';
import type { RunData, RunDetail, SchemeNode } from '../../../app/contract.ts';
import {
  cannotTry,
  ownPoints,
  problemWords,
  readWeights,
  sharesOf,
  tryWeights,
  weightsComputed,
  writeWeights,
} from './what-if.ts';

const node = (code: string, parent: string | null, weight: number, indicator?: string): SchemeNode => ({
  code,
  name: code,
  nameEn: code,
  parent,
  weight,
  ...(indicator ? { indicator, goalposts: [0, 10] as [number, number] } : {}),
});
const nodes = [
  node('index', null, 1),
  node('left', 'index', 3),
  node('right', 'index', 1),
  node('a', 'left', 1, 'ind-a'),
  node('b', 'left', 1, 'ind-b'),
  node('c', 'right', 1, 'ind-c'),
];
const steps = [
  { step: 'impute', method: 'median', group: 'kind' },
  { step: 'normalise', method: 'goalposts', scale: 100 },
  { step: 'aggregate', method: 'arithmetic', weights: { method: 'given' } },
];
const region = (code: string) => ({ code, name: code, nameEn: code });
const run = {
  nodes,
  steps,
  year: 2025,
  weights: { index: { left: 0.75, right: 0.25 }, left: { a: 0.5, b: 0.5 }, right: { c: 1 } },
  rows: ['330106', '330108', '330110'].map((code) => ({ region: region(code), parent: region('330100') })),
} as unknown as RunDetail;
const data: RunData = {
  indicators: ['ind-a', 'ind-b', 'ind-c'],
  rows: [
    { region: '330106', kind: 'district', values: ['8', '6', '0'] },
    { region: '330108', kind: 'district', values: ['4', '4', '10'] },
    { region: '330110', kind: 'district', values: ['2', null, '5'] },
  ],
};

describe('other weights on the frozen data', () => {
  test('without a change the scores are those of the scheme', () => {
    // 0.75 × mean(80, 60) and 0.25 × 0; the gap of the third is the median of 6 and 4.
    expect(tryWeights(run, data, {})).toEqual([
      { region: '330108', rank: 1, score: 55 },
      { region: '330106', rank: 2, score: 52.5 },
      { region: '330110', rank: 3, score: 0.75 * 35 + 0.25 * 50 },
    ]);
  });

  test('more weight to the left turns the first two round', () => {
    const tried = tryWeights(run, data, { right: 15 });
    expect(tried.map((row) => row.region)).toEqual(['330106', '330108', '330110']);
    expect(tried[0]!.score).toBeCloseTo((70 * 75) / 90, 9);
  });

  test('a weight inside a field changes that field only', () => {
    const [first] = tryWeights(run, data, { b: 0 });
    expect(first).toEqual({ region: '330106', rank: 1, score: 60 });
  });

  test('all weights of a field at nothing are refused in words', () => {
    let words = { zh: '', en: '' };
    try {
      tryWeights(run, data, { left: 0, right: 0 });
    } catch (error) {
      words = problemWords(error);
    }
    expect(words.zh).toContain('index');
    expect(words.en).not.toBe('');
    expect(() => problemWords(new TypeError('x'))).toThrow(TypeError);
  });

  test('computed weights start where the run had them', () => {
    const entropy = { ...run, steps: [...steps.slice(0, 2), { step: 'aggregate', weights: { method: 'entropy' } }] };
    expect(weightsComputed(entropy.steps)).toBe(true);
    expect(weightsComputed(steps)).toBe(false);
    expect(tryWeights(entropy, data, {})).toEqual(tryWeights(run, data, {}));
  });
});

test('the address keeps what is changed and forgets what is not a weight', () => {
  expect(readWeights('left:30,b:0', run)).toEqual({ left: 30, b: 0 });
  expect(readWeights('nobody:3,left:-1,right:101,index:5,a:,b:x', run)).toEqual({});
  expect(readWeights(undefined, run)).toEqual({});
  expect(readWeights(writeWeights({ left: 30, b: 0 }), run)).toEqual({ left: 30, b: 0 });
});

test('shares add up to one', () => {
  expect(ownPoints(run, 'left')).toBe(75);
  expect([...sharesOf(run, 'index', { left: 25 })]).toEqual([
    ['left', 0.5],
    ['right', 0.5],
  ]);
  expect([...sharesOf(run, 'index', { left: 0, right: 0 }).values()]).toEqual([0, 0]);
});

test('what cannot be tried says why', () => {
  expect(cannotTry(steps)).toBeUndefined();
  expect(cannotTry([{ step: 'aggregate', weights: { method: 'benefit-of-doubt' } }])).toBe('cannotSolver');
  expect(cannotTry([{ step: 'impute', method: 'median', nodes: { a: { method: 'panel' } } }])).toBe('cannotPanel');
});
