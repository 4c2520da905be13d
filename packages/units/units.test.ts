import { expect, test } from 'vitest';
import { toBaseUnit, unitCodes } from './index.ts';

test.each([
  // Fixed points and definitions.
  ['CEL', 0, 'temperature', 273.15],
  ['FAH', 32, 'temperature', 273.15],
  ['FAH', -40, 'temperature', 233.15],
  ['CEL', -40, 'temperature', 233.15],
  ['KEL', 273.15, 'temperature', 273.15],
  ['INH', 1, 'length', 0.0254],
  ['LBR', 1, 'mass', 0.45359237],
  ['ATM', 1, 'pressure', 101_325],
  ['KMH', 36, 'speed', 10],
  ['P1', 65, 'ratio', 0.65],
  ['DD', 180, 'angle', Math.PI],
  ['KWH', 1, 'energy', 3.6e6],
] as const)('%s %d', (code, value, dimension, base) => {
  const found = toBaseUnit(value, code)!;
  expect(found.dimension).toBe(dimension);
  expect(found.value).toBeCloseTo(base, 9);
});

test('a difference has no zero point', () => {
  expect(toBaseUnit(2, 'CEL', 'difference')).toEqual({ dimension: 'temperature', value: 2 });
  expect(toBaseUnit(9, 'FAH', 'difference')!.value).toBeCloseTo(5, 12);
});

test('what is not known stays unknown; every code has one dimension and the form of the recommendation', () => {
  expect(toBaseUnit(1, 'XYZ')).toBeUndefined();
  expect(toBaseUnit(1, 'constructor')).toBeUndefined();
  const codes = [...unitCodes().keys()];
  expect(codes.length).toBeGreaterThan(130);
  for (const code of codes) expect(code).toMatch(/^[A-Z0-9]{2,3}$/);
});
