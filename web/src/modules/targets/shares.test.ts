import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addUp, minus, readPasted, shareOut } from './shares.ts';

describe('shares', () => {
  test('sums are exact', () => {
    expect(addUp(['0.1', '0.2'])).toBe('0.3');
    expect(addUp(['10', '', 'x', '0.50'])).toBe('10.5');
    expect(minus('100', '99.5')).toBe('0.5');
    expect(minus('1', '3')).toBe('-2');
  });
  test('parts add up to the whole, and differ by one unit of its last place at most', () => {
    const whole = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 90 }), ([digits, by], count) => {
        const text = by === 0 ? String(digits) : `${digits}.${String(digits % 10 ** by).padStart(by, '0')}`;
        const parts = shareOut(text, count);
        expect(Number(addUp(parts)) - Number(addUp([text]))).toBe(0);
        const step = 10 ** -by;
        expect(Math.max(...parts.map(Number)) - Math.min(...parts.map(Number))).toBeLessThanOrEqual(step * 1.01);
      }),
    );
  });
  test('two columns from a spreadsheet', () => {
    expect(readPasted('杭州市\t1,200\r\n宁波市\t８０\n\n合计\tx')).toEqual([
      { name: '杭州市', value: '1200' },
      { name: '宁波市', value: '80' },
    ]);
  });
});
