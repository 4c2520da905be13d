import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkUscc, usccCheckSign } from './index.ts';

test.each([
  ['91110000600037341L', true],
  ['９１１１０００06 0003-7341l', true],
  ['', 'length'],
  ['91110000600037341', 'length'],
  ['91110000600037341LL', 'length'],
  ['9111000060003734IL', 'characters'],
  ['0111000060003734XL', 'authority'],
  ['91A1000060003734XL', 'region'],
  ['91110000600037342L', 'check-digit'],
  ['一二三四五六七八九十一二三四五六七八', 'characters'],
])('%s', (text, wanted) => {
  const answer = checkUscc(text);
  expect(answer.ok || answer.reason).toBe(wanted);
});

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const sign = fc.constantFrom(...alphabet);
const first = fc
  .tuple(
    fc.constantFrom(...'123456789NY'),
    sign,
    fc.stringMatching(/^\d{6}$/),
    fc.array(sign, { minLength: 9, maxLength: 9 }),
  )
  .map(([authority, kind, region, own]) => authority + kind + region + own.join(''));

test('a code with its own check sign is good; one sign changed is not', () => {
  fc.assert(
    fc.property(first, fc.nat(17), sign, (head, at, other) => {
      const code = head + usccCheckSign(head);
      expect(checkUscc(code)).toEqual({ ok: true, uscc: code });
      fc.pre(code[at] !== other);
      expect(checkUscc(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
    }),
  );
});

test('two neighbours that changed places are noticed', () => {
  fc.assert(
    fc.property(first, fc.nat(16), (head, at) => {
      const code = head + usccCheckSign(head);
      fc.pre(code[at] !== code[at + 1]);
      const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
      expect(checkUscc(swapped).ok).toBe(false);
    }),
  );
});

const vectors = new URL('../../../shared/conformance/uscc/vectors.json', import.meta.url);
describe.skipIf(!existsSync(vectors))('third-party cases (../shared)', () => {
  const cases = existsSync(vectors) ? JSON.parse(readFileSync(vectors, 'utf8')) : {};
  const list = (key: string): string[] => cases[key] ?? [];
  it('takes the valid ones', () => {
    for (const code of list('valid')) expect(checkUscc(code)).toEqual({ ok: true, uscc: code });
  });
  it('names a wrong check sign', () => {
    for (const code of list('badChecksum')) expect(checkUscc(code)).toEqual({ ok: false, reason: 'check-digit' });
  });
  it('refuses a wrong form for its form', () => {
    for (const code of list('badFormat')) {
      const answer = checkUscc(code);
      expect(answer.ok ? 'ok' : answer.reason).toMatch(/length|characters|authority|region/);
    }
  });
});
if (!existsSync(vectors)) it.skip('skipped: ../shared/conformance/uscc is not here', () => {});
