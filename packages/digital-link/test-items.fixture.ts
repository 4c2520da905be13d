/** For tests: items with a key, its qualifiers and attributes, all values by the rules. */
import fc from 'fast-check';
import { gs1CheckDigit } from '../identifiers/index.ts';
import { findAi, type PlainElement } from './index.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const checked = (length: number) => digits(length - 1).map((body) => body + gs1CheckDigit(body));
const text = (max: number) => fc.stringMatching(new RegExp(`^[!"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]{1,${max}}$`));
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(2, 10).replaceAll('-', ''));
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));

const keys: Record<string, fc.Arbitrary<string>> = {
  '00': checked(18),
  '01': checked(14),
  '253': joined(checked(13), fc.oneof(fc.constant(''), text(17))),
  '255': joined(checked(13), fc.stringMatching(/^\d{0,12}$/)),
  '401': joined(digits(7), text(23)),
  '402': checked(17),
  '414': checked(13),
  '417': checked(13),
  '8003': joined(fc.constant('0'), checked(13), fc.oneof(fc.constant(''), text(16))),
  '8004': joined(digits(7), text(23)),
  '8006': joined(checked(14), fc.constantFrom('0102', '0202', '1299')),
  '8010': joined(digits(7), fc.stringMatching(/^[#\-/0-9A-Z]{1,23}$/)),
  '8017': checked(18),
  '8018': checked(18),
};
const qualifiers: Record<string, fc.Arbitrary<string>> = {
  '10': text(20), '21': text(20), '22': text(20), '235': text(28), '254': text(20),
  '8011': fc.stringMatching(/^[1-9]\d{0,11}$/), '8019': fc.stringMatching(/^\d{1,10}$/),
}; // biome-ignore format: pairs
const attributes: Record<string, fc.Arbitrary<string>> = {
  '11': day, '15': day, '17': day, '20': digits(2), '240': text(30), '30': fc.stringMatching(/^\d{1,8}$/), '3103': digits(6),
  '3922': fc.stringMatching(/^\d{1,15}$/), '423': fc.constantFrom('156', '156840'), '7003': day.map((date) => `${date}2359`),
  '7007': fc.oneof(day, joined(day, day)), '8008': joined(day, fc.constantFrom('23', '2359', '235959')), '90': text(30), '99': text(90),
}; // biome-ignore format: pairs

/** Elements that make a Digital Link; whether they need each other is not looked at. */
export const anyItem: fc.Arbitrary<PlainElement[]> = fc
  .constantFrom(...Object.keys(keys))
  .chain((key) => {
    const ways = findAi(key)!.key!;
    return fc.tuple(
      keys[key]!.map((value) => [{ ai: key, value }]),
      fc
        .constantFrom(...ways)
        .chain((way) => fc.subarray(way.filter((ai) => ai in qualifiers)).chain(valuesOf(qualifiers))),
      fc.subarray(Object.keys(attributes), { maxLength: 4 }).chain(valuesOf(attributes)),
    );
  })
  .map((parts) => parts.flat());

const valuesOf =
  (table: Record<string, fc.Arbitrary<string>>) =>
  (ais: string[]): fc.Arbitrary<PlainElement[]> =>
    ais.length === 0 ? fc.constant([]) : fc.tuple(...ais.map((ai) => table[ai]!.map((value) => ({ ai, value }))));
