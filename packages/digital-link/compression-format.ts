/** The tables of GS1 Digital Link compression (GS1 Digital Link 1.1 §6; URI Syntax, annex): facts, and what follows. */
import { type AiEntry, findAi } from './ai.ts';

/** A part of a value: digits or text, exactly or at most so many signs. */
export type Part = { digits: boolean; fixed: boolean; size: number };

/**
 * How the value of an AI is cut up: what is digits of fixed length goes together as one number, what may be absent and
 * what varies follows. It comes from the AI table, so AIs younger than the published tables compress as well.
 * An IBAN (8007) had 24 signs when the tables were made.
 */
export function partsOf(entry: AiEntry): readonly Part[] {
  const known = cache.get(entry.ai);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  for (const { set, min, max, optional } of entry.components) {
    const part = { digits: set === 'N', fixed: min === max && !optional, size: entry.ai === '8007' ? 24 : max };
    const last = parts.at(-1);
    if (last?.digits === part.digits && (!last.fixed || part.fixed || !part.digits)) {
      last.size += part.size;
      last.fixed &&= part.fixed;
    } else parts.push(part);
  }
  cache.set(entry.ai, parts);
  return parts;
}

const cache = new Map<string, readonly Part[]>();

/** One byte for several AIs at once. Where several fit, the one that stands for most digits goes first. */
export const groups: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '0A': '01 22', '0B': '01 10', '0C': '01 21', '0D': '01 17', '0E': '01 7003', '0F': '01 30', '1A': '01 10 21 17',
    '1B': '01 15', '1C': '01 11', '1D': '01 16', '1E': '01 91', '1F': '01 10 15',
    ...numbered('2', '310', '01'), ...numbered('3', '320', '01'),
    '9A': '8010 8011', '9B': '8017 8019', '9C': '8018 8019', '9D': '414 254',
    ...tens('A', '392', '01'), ...tens('C', '390', '255'),
    'CA': '255 3940', 'CB': '255 3941', 'CC': '255 3942', 'CD': '255 3943',
  }).map(([byte, ais]) => [byte, ais.split(' ')]), // biome-ignore format: the table
);

/** 2A … 2F are the key with 3100 … 3105. */
function numbered(high: string, stem: string, key: string): Record<string, string> {
  return Object.fromEntries([...'ABCDEF'].map((low, at) => [high + low, `${key} ${stem}${at}`]));
}

function tens(high: string, stem: string, key: string): Record<string, string> {
  return Object.fromEntries([...'0123456789'].map((low) => [high + low, `${key} ${stem}${low}`]));
}

/** How text is written: the number of three bits that says so, bits for a sign, the signs. */
export const encodings = [
  { form: /^\d*$/, bits: 0 },
  { form: /^[0-9a-f]*$/, bits: 4 },
  { form: /^[0-9A-F]*$/, bits: 4 },
  { form: /^[\w-]*$/, bits: 6 },
  { form: /^[\0-\x7f]*$/, bits: 7 },
] as const;

export const compressible = (ai: string): AiEntry | undefined => findAi(ai);
