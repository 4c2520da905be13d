import { expect, test } from 'vitest';
import { checkValue, findAi } from './index.ts';

// Prefix (one digit more than six), offer, value saved, what must be bought: how much, its code and family.
const coupon = '1' + '0614141' + '123456' + '15' + '12' + '0' + '345';
test.each([
  [`${coupon}`, undefined],
  [`${coupon}3991231`, undefined],
  [`${coupon}32601314260101`, undefined],
  [`${coupon}32601314260201`, 'coupon'],
  [`${coupon}3260231`, 'coupon'],
  [`${coupon}9`, 'coupon'],
  [`${coupon}90000`, undefined],
  [`${coupon}90002`, 'coupon'],
  [`7${coupon.slice(1)}`, 'coupon'],
  ['01', 'coupon'],
  ['A', 'characters'],
])('(8110)%s', (value, code) => {
  expect(checkValue(findAi('8110')!, value)?.code).toBe(code);
});

test.each([
  ['00614141123456' + '0123456', undefined],
  ['00614141123456' + '01234567', 'coupon'],
  ['20614141123456' + '0123456', 'coupon'],
])('(8112)%s', (value, code) => expect(checkValue(findAi('8112')!, value)?.code).toBe(code));
