import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDigitalLink, compressDigitalLink, decompressDigitalLink } from './index.ts';
import { anyItem } from './test-items.fixture.ts';

const ok = (answer: ReturnType<typeof compressDigitalLink>): string => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.uri;
};

describe('published examples', () => {
  test('with a pair of the query that is not GS1’s', () => {
    const link = 'https://example.org/01/9780345418913/21/43786?foo=bar';
    expect(ok(compressDigitalLink(link, { zeroSuppressedGtin: true }))).toBe(
      'https://example.org/DBHKVAdpQgqrCvBv0UMG21W',
    );
    expect(ok(decompressDigitalLink('https://example.org/DBHKVAdpQgqrCvBv0UMG21W'))).toBe(
      'https://example.org/01/09780345418913/21/43786?foo=bar',
    );
  });
  test('without grouped AIs', () => {
    const link = 'https://example.com/01/09506000134376/10/LOT01';
    expect(ok(compressDigitalLink(link, { ungrouped: true }))).toBe('https://example.com/ARFKk4XB0CDKWcnpq');
    expect(ok(decompressDigitalLink('https://example.com/ARFKk4XB0CDKWcnpq'))).toBe(link);
  });
});

test('what is compressed comes back, in each way of compressing', () => {
  fc.assert(
    fc.property(anyItem, fc.boolean(), fc.boolean(), (elements, ungrouped, readableKey) => {
      const link = ok(buildDigitalLink(elements, { sorted: true }));
      const packed = ok(compressDigitalLink(link, { ungrouped, readableKey }));
      const back = ok(decompressDigitalLink(packed === link ? ok(compressDigitalLink(link)) : packed));
      // The order of the query is not kept.
      expect(back.split(/[?&]/).sort()).toEqual(link.split(/[?&]/).sort());
      if (!readableKey && !ungrouped) expect(packed.length).toBeLessThanOrEqual(link.length + 2);
    }),
    { numRuns: 400 },
  );
});

test('pairs of the query come back whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Za-z_][\w-]{0,8}$/),
      fc.string({ unit: 'binary', maxLength: 12 }),
      (name, value) => {
        fc.pre(!/[\ud800-\udfff]/.test(value));
        const pair = `${name}=${encodeURIComponent(value)}`;
        const link = `https://example.org/01/09520123456788?${pair}`;
        expect(ok(decompressDigitalLink(ok(compressDigitalLink(link))))).toBe(link);
      },
    ),
  );
});

test.each([
  '',
  'https://example.org/',
  'https://example.org/AAAA',
  'https://example.org/%',
  'https://example.org/____',
  'x',
])('%s is no compressed link', (uri) => expect(decompressDigitalLink(uri).ok).toBe(false));

test('any text in place of a compressed one is answered, soon', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w-]{1,60}$/), (text) => {
      const answer = decompressDigitalLink(`https://example.org/${text}`);
      if (answer.ok) expect(compressDigitalLink(answer.uri).ok).toBe(true);
    }),
    { numRuns: 3000 },
  );
  expect(decompressDigitalLink(`https://example.org/${'A'.repeat(1_000_000)}`).ok).toBe(false);
  expect(decompressDigitalLink(`https://example.org${'/'.repeat(8000)}`).ok).toBe(false);
});
