import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApart } from '../../../server/modules/plans/reading-thread.ts';
import { makeDocx, makePdf } from './fixtures.ts';
import { ExtractError } from './index.ts';

const p = '<w:p><w:r><w:t>质量提升行动计划</w:t></w:r></w:p>';
const files: Record<string, Uint8Array> = {
  docx: makeDocx(p.repeat(20), { numbering: '<w:num w:numId="1"/>', styles: '<w:style w:styleId="a"/>' }),
  pdf: makePdf([[{ text: '质量' }], [{ text: '提升' }]]),
  'compressed pdf': makePdf([[{ text: '质量' }]], { compress: true }),
  'named font': makePdf([[{ text: '质量' }]], { encoding: 'UniGB-UCS2-H' }),
  html: new TextEncoder().encode('<html><table><tr><td rowspan=2>质</td></tr></table><p>量</p>'),
  text: new TextEncoder().encode('到2025年，质量合格率达到98％以上。'),
};

/** As the server does it: PDF.js leaves rejected promises behind that only a thread of its own keeps away. */
const read = async (bytes: Uint8Array) => (await readApart({ bytes, fileName: 'fuzz' })).extraction;

/** Whatever the bytes are: an extraction whose anchors lie in its text, or a refusal that says why. */
async function readsOrRefuses(bytes: Uint8Array): Promise<void> {
  try {
    const { text, anchors } = await read(bytes);
    expect(text.trim()).not.toBe('');
    for (const [i, anchor] of anchors.entries()) {
      expect(anchor.start).toBeLessThanOrEqual(text.length);
      expect(anchor.start).toBeGreaterThanOrEqual(anchors[i - 1]?.start ?? 0);
    }
  } catch (error) {
    if (!(error instanceof ExtractError)) throw error;
  }
}

describe.each(Object.entries(files))('%s', (_, file) => {
  it('is read whole', async () => expect((await read(file)).text).toContain('质'));

  it('truncated anywhere, it is read or refused', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: file.length }), (length) => readsOrRefuses(file.subarray(0, length))),
      { numRuns: 150 },
    ));

  it('with bits flipped, it is read or refused', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: file.length - 1 }), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 8,
        }),
        (flips) => {
          const copy = file.slice();
          for (const [at, mask] of flips) copy[at]! ^= mask;
          return readsOrRefuses(copy);
        },
      ),
      { numRuns: 150 },
    ));
});

it('any bytes are read or refused', () =>
  fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), readsOrRefuses), { numRuns: 500 }));
