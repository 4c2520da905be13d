/** Building GS1 Digital Links (URI Syntax 1.x): the key and its qualifiers in the path, attributes in the query. */
import { type AiEntry, findAi } from './ai.ts';
import type { Element } from './associations.ts';
import { CANONICAL_STEM } from './epc-uri.ts';
import { parseDigitalLink } from './parse-link.ts';
import { percentEncodeStrictly } from './percent.ts';
import { type Problem, problem } from './problems.ts';

export type PlainElement = Pick<Element, 'ai' | 'value'>;
export type BuildOptions = {
  stem?: string;
  /** Which primary key leads, if there are several; otherwise the first. */
  key?: string;
  /** Attributes by AI, not in the order given: two who build the same get the same. */
  sorted?: boolean;
  /** Further pairs of the query, already encoded. */
  other?: readonly string[];
};
export type BuildAnswer = { ok: true; uri: string } | { ok: false; problems: Problem[] };

/** The link is read again before it is given out: what does not hold as a Digital Link is not built. */
export function buildDigitalLink(elements: readonly PlainElement[], options: BuildOptions = {}): BuildAnswer {
  const known = elements.map(({ ai, value }) => ({ entry: findAi(ai), ai, value }));
  const unknown = known.find(({ entry }) => entry === undefined);
  if (unknown !== undefined) return { ok: false, problems: [problem('unknown-ai', 0, 0, { ai: unknown.ai })] };
  const key = known.find(
    ({ entry, ai }) => entry!.key !== undefined && (options.key === undefined || ai === options.key),
  );
  if (key === undefined) return { ok: false, problems: [problem('no-key', 0)] };
  const way = longestWay(key.entry!, new Set(elements.map(({ ai }) => ai)));
  const path = [key, ...way.map((ai) => known.find((element) => element.ai === ai)!)];
  const rest = known.filter((element) => !path.includes(element));
  if (options.sorted) rest.sort((a, b) => (a.ai < b.ai ? -1 : 1));
  else rest.sort((a, b) => Number(b.entry!.fixed) - Number(a.entry!.fixed));
  const query = [...rest.map(({ ai, value }) => `${ai}=${percentEncodeStrictly(value)}`), ...(options.other ?? [])];
  const stem = (options.stem ?? CANONICAL_STEM).replace(/\/$/, '');
  const uri = `${stem}${path.map(({ ai, value }) => `/${ai}/${percentEncodeStrictly(value)}`).join('')}${
    query.length > 0 ? `?${query.join('&')}` : ''
  }`;
  const { problems } = parseDigitalLink(uri, { associations: false });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, uri };
}

/** Of the sequences of qualifiers the one of which most are there. */
function longestWay(key: AiEntry, there: ReadonlySet<string>): string[] {
  const ways = key.key!.map((way) => way.filter((ai) => there.has(ai)));
  return ways.reduce((best, way) => (way.length > best.length ? way : best), []);
}
