/** Application Identifiers: what the table says of one, and which one a text begins with. */
import { aiRows } from './ai-table.ts';

export type Component = { set: 'N' | 'X' | 'Y' | 'Z'; min: number; max: number; optional: boolean; rules: string[] };

export type AiEntry = {
  ai: string;
  title: string;
  /** Its length is fixed in advance (GenSpecs §7.8.4): no separator is needed after it. */
  fixed: boolean;
  attribute: boolean;
  components: readonly Component[];
  min: number;
  max: number;
  /** Alternatives, each several AIs or patterns that must all be there; one alternative is enough. */
  requires: readonly (readonly string[])[];
  excludes: readonly string[];
  /** For a primary key of a Digital Link: the sequences of qualifiers it may have. */
  key?: readonly (readonly string[])[];
  unknown?: true;
};

const entries = new Map<string, AiEntry>();
/** All AIs that begin with the same two digits have the same length (GenSpecs §3). */
const lengths = new Map<string, number>();

for (const [range, flags, form, relations, title] of aiRows) {
  const [first, last] = range.split('-') as [string, string?];
  for (let number = Number(first); number <= Number(last ?? first); number++) {
    const ai = String(number).padStart(first.length, '0');
    const components = form.split(' ').map(readComponent);
    entries.set(ai, {
      ai,
      title,
      fixed: flags.includes('f'),
      attribute: flags.includes('a'),
      components,
      min: components.reduce((sum, { min, optional }) => sum + (optional ? 0 : min), 0),
      max: components.reduce((sum, { max }) => sum + max, 0),
      requires: relations.requires?.split(',').map((group) => group.split('+')) ?? [],
      excludes: relations.excludes?.split(',') ?? [],
      ...(relations.key === undefined
        ? {}
        : { key: relations.key.split('|').map((way) => (way === '' ? [] : way.split(','))) }),
    });
    lengths.set(ai.slice(0, 2), ai.length);
  }
}

function readComponent(text: string): Component {
  const [form, ...rules] = text.split(':') as [string, ...string[]];
  const [, set, range, size, optional] = /^([NXYZ])(\.\.)?(\d+)(\?)?/.exec(form)!;
  const max = Number(size);
  const min = range === undefined ? max : 1;
  return { set: set as Component['set'], min, max, optional: form.endsWith('?') || optional === '?', rules };
}

/** Lengths fixed in advance by the first two digits also for AIs that nobody has assigned yet (GenSpecs §7.8.4). */
function fixedLength(prefix: string): number | undefined {
  const number = Number(prefix);
  if (number === 0) return 18;
  if (number >= 1 && number <= 3) return 14;
  if (number === 4) return 16;
  if (number >= 11 && number <= 19) return 6;
  if (number === 20) return 2;
  if (number >= 31 && number <= 36) return 6;
  return number === 41 ? 13 : undefined;
}

export const allAis = (): Iterable<AiEntry> => entries.values();

/** The entry of an AI; with `unknown` also one that is not assigned, if its length is possible. */
export function findAi(ai: string, unknown = false): AiEntry | undefined {
  const entry = entries.get(ai);
  if (entry !== undefined || !unknown || !/^\d{2,4}$/.test(ai)) return entry;
  const length = lengths.get(ai.slice(0, 2));
  return length === undefined || length === ai.length ? unknownAi(ai) : undefined;
}

/** The AI that a text begins with; an unknown one only if its first two digits say how long it is. */
export function findAiAt(text: string, at: number, unknown = false): AiEntry | undefined {
  const length = lengths.get(text.slice(at, at + 2));
  return length === undefined ? undefined : findAi(text.slice(at, at + length), unknown);
}

function unknownAi(ai: string): AiEntry {
  const size = fixedLength(ai.slice(0, 2));
  const component: Component = { set: 'X', min: size ?? 1, max: size ?? 90, optional: false, rules: [] };
  const { min, max } = component;
  return {
    ai, title: '', fixed: size !== undefined, attribute: false, components: [component], min, max, requires: [],
    excludes: [], unknown: true,
  }; // biome-ignore format: plain facts
}

/** `310n`: any digit for each n. */
export const matchesAi = (pattern: string, ai: string): boolean =>
  pattern.length === ai.length && [...pattern].every((sign, at) => sign === 'n' || sign === ai[at]);

/** May these qualifiers follow this key, in this order? (GS1 Digital Link: URI Syntax, key qualifiers.) */
export const mayQualify = (key: AiEntry, qualifiers: readonly string[]): boolean =>
  key.key?.some((way) => {
    let from = 0;
    return qualifiers.every((ai) => {
      const at = way.indexOf(ai, from);
      from = at + 1;
      return at >= 0;
    });
  }) ?? false;

/** Would this AI be a qualifier beside those that are there? Then it may not stand in the query. */
export const isMissingQualifier = (key: AiEntry, qualifiers: readonly string[], ai: string): boolean =>
  !qualifiers.includes(ai) &&
  (key.key?.some((way) => way.includes(ai) && qualifiers.every((other) => way.includes(other))) ?? false);
