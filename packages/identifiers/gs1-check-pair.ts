/** GS1 General Specifications §7.9.5: the pair of check characters of a GMN (8013) and of what is formed like it. */

/** CSET 82; the place of a sign is its value. */
const SIGNS = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const PAIR = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Prime weights, the smallest for the last sign: a GMN has at most 25 signs, other users of the rule up to 90. */
const weights: readonly number[] = (() => {
  const primes: number[] = [];
  for (let n = 2; primes.length < 97; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
})();

/** The two check characters of what precedes them; undefined if a sign is not of CSET 82 or there are too many. */
export function gs1CheckPair(body: string): string | undefined {
  if (body.length > weights.length) return undefined;
  let sum = 0;
  for (let at = 0; at < body.length; at++) {
    const value = SIGNS.indexOf(body[at]!);
    if (value < 0) return undefined;
    sum += value * weights[body.length - 1 - at]!;
  }
  sum %= 1021;
  return PAIR[sum >> 5]! + PAIR[sum & 31]!;
}
