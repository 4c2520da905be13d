import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalDigitalLink, epcUriToDigitalLink } from './index.ts';

const canonical = (uri: string) => epcUriToDigitalLink(uri) ?? canonicalDigitalLink(uri);

const vectors = new URL('../../../shared/conformance/digital-link/epc-uri-to-canonical-dl.json', import.meta.url);
describe.skipIf(!existsSync(vectors))('third-party cases (../shared)', () => {
  const pairs: [string, string][] = existsSync(vectors) ? JSON.parse(readFileSync(vectors, 'utf8')).pairs : [];
  it.each(pairs)('%s', (uri, link) => expect(canonical(uri)).toBe(link));
});
if (!existsSync(vectors)) it.skip('skipped: ../shared/conformance/digital-link is not here', () => {});

test.each([
  'urn:epc:id:sgtin:4012345.011111', // no serial
  'urn:epc:id:sgtin:4012345.01111.1', // one digit short
  'urn:epc:id:sgtin:4012345.0111111.1', // one digit more
  'urn:epc:id:sgtin:40123.01111111.1', // prefixes have 6 to 12 digits
  'urn:epc:id:sgtin:4012345.011111.123456789012345678901',
  'urn:epc:id:sgtin:4012345.011111.a%2',
  'urn:epc:id:sgtin:4012345.011111.a%00',
  'urn:epc:id:sgtin:4012345.011111.a b',
  'urn:epc:id:sgtin:4012345.011111.é',
  'urn:epc:id:lgtin:4012345.012345.Lot987',
  'urn:epc:class:sgtin:4012345.012345.1',
  'urn:epc:idpat:sgtin:4012345.*.*',
  'urn:epc:idpat:sgtin:*.*.*',
  'urn:epc:idpat:giai:4012345.*',
  'urn:epc:id:cpi:0614141.abc.1',
  'urn:epc:id:cpi:0614141.ABC.X',
  'urn:epc:id:sscc:4012345.3111111111.1',
  'urn:epc:id:gid:95100000.12345.400',
  'urn:epc:id:constructor:4012345.1',
  'urn:epc:',
  '',
])('%s is no such EPC URI', (uri) => expect(epcUriToDigitalLink(uri)).toBeUndefined());

test.each([
  'https://example.org/',
  'https://example.org/01/9780345418913/',
  'https://example.org/01/9780345418913/99/utfgf',
  'https://id.gs1.org/99/9780345418913',
  'https://example.org/01/97803',
  'https://example.org/abc/9780345418913',
  'https://id.gs1.org/8006/04012345123456/22/ABCD/10/XYZ',
  'https://id.gs1.org/01/9780345418913/21/%E0%A4%A',
  'https://id.gs1.org/01/9780345418913/254/1',
  'ftp://id.gs1.org/01/9780345418913',
  '42',
])('%s is no Digital Link', (uri) => expect(canonicalDigitalLink(uri)).toBeUndefined());

test('one way of writing escapes, any host, stem, port, query and fragment', () => {
  const wanted = 'https://id.gs1.org/01/09780345418913/21/a%2Fb-c';
  for (const uri of [
    'HTTPS://example.org:8080/some/stem/01/9780345418913/21/a%2fb%2Dc?17=261122#top',
    'http://user@example.org/gtin/09780345418913/lot/x/ser/a%2Fb-c',
    wanted,
  ])
    expect(canonicalDigitalLink(uri)).toBe(wanted);
});

test('anything is answered, never thrown; the canonical form is its own canonical form', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '01',
      '21',
      '10',
      'gtin',
      '9780345418913',
      '414',
      '8006',
      '%2F',
      '%',
      '\ud800',
      '?',
      '#',
      '254',
      '*',
      '.',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('https://a/', 'urn:epc:id:sgtin:4012345.', ''),
      fc.array(part),
      fc.constantFrom('/', '.', ''),
      (head, parts, glue) => {
        const link = canonical(head + parts.join(glue));
        if (link !== undefined) expect(canonicalDigitalLink(link)).toBe(link);
      },
    ),
    { numRuns: 2000 },
  );
});

test('very long text takes no time', () => {
  for (const text of ['/', '/01/', '9', '%2F', '.']) {
    expect(canonicalDigitalLink(`https://a${text.repeat(300_000)}`)).toBeUndefined();
    expect(epcUriToDigitalLink(`urn:epc:id:sgtin:4012345.011111.${text.repeat(300_000)}`)).toBeUndefined();
    expect(epcUriToDigitalLink(`urn:epc:id:giai:4012345.${text.repeat(300_000)}`)).toBeUndefined();
  }
});
