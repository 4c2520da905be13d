import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../../../../packages/composite/weights/ahp.ts';
import { judgedAll, matrixOf, type Pairs, pairKey, pairsOf } from './pairs.ts';

const pairsFor = (n: number): fc.Arbitrary<Pairs> => {
  const keys = Array.from({ length: n }, (_, i) => Array.from({ length: n - i - 1 }, (_, k) => pairKey(i, i + 1 + k)));
  return fc.record(Object.fromEntries(keys.flat().map((key) => [key, fc.integer({ min: -8, max: 8 })])));
};

test('judgements become a matrix that the science accepts, and come back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 7 }).chain((n) => fc.tuple(fc.constant(n), pairsFor(n))),
      ([n, pairs]) => {
        const matrix = matrixOf(pairs, n);
        const { weights } = judge(matrix, 'n');
        expect([...weights].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(pairsOf(matrix)).toEqual({ ...pairs });
        expect(matrix.flat().every((own) => own > 0 && own <= 9)).toBe(true);
        expect(judgedAll(pairs, n)).toBe(true);
      },
    ),
  );
});

test('what is said to weigh more, weighs more', () => {
  const { weights, ratio } = judge(matrixOf({ '0-1': 2, '0-2': 4, '1-2': 0 }, 3), 'n');
  expect(weights[0]!).toBeGreaterThan(weights[1]!);
  expect(ratio).toBeLessThan(0.1);
  expect(judgedAll({ '0-1': 2 }, 3)).toBe(false);
});
