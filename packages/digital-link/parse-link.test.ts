import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildElementString, type LinkOptions, parseDigitalLink, parseElementString } from './index.ts';

type Vector = { accept: boolean; uri: string; elementString: string | null; options: Record<string, string> };
const file = new URL('../../../shared/conformance/digital-link/parse-visible.json', import.meta.url);

const optionsOf = (given: Record<string, string>): LinkOptions => ({
  convenienceAlphas: given.permitConvenienceAlphas === 'true',
  zeroSuppressedGtin: given.gs1_encoder_setPermitZeroSuppressedGTINinDLuris === 'true',
  unknownAis: given.gs1_encoder_setPermitUnknownAIs === 'true',
  unknownAttributes: given.gs1_encoder_setValidationEnabled === 'gs1_encoder_vUNKNOWN_AI_NOT_DL_ATTR, false',
});

describe.skipIf(!existsSync(file))('third-party cases (../shared)', () => {
  const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];
  it.each(vectors)('$uri', ({ accept, uri, elementString, options }) => {
    for (const associations of [true, false]) {
      const reading = parseDigitalLink(uri, { ...optionsOf(options), associations });
      expect(reading.problems.length === 0, JSON.stringify(reading.problems)).toBe(accept);
      expect(reading.valid).toBe(accept);
      if (!accept) continue;
      expect(buildElementString(reading.elements, 'caret')).toBe(elementString);
      const again = parseElementString(elementString!, { unknownAis: true, associations });
      if (options.gs1_encoder_setPermitUnknownAIs !== 'true')
        expect(again.elements.map(({ ai, value }) => [ai, value])).toEqual(
          reading.elements.map(({ ai, value }) => [ai, value]),
        );
    }
  });
});
if (!existsSync(file)) it.skip('skipped: ../shared/conformance/digital-link is not here', () => {});
