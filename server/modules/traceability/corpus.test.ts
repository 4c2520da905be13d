/** The corpus of queries (docs/epcis-query-corpus): what each must find, asked as JSON and as a query string. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRepository, type Repository } from '../../http/test-epcis.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'docs/epcis-query-corpus');
type Entry = {
  parameter: string;
  query: Record<string, unknown>;
  finds: string[];
  why: string;
  ordered?: boolean;
  error?: string;
};
const queries: Entry[] = JSON.parse(readFileSync(join(folder, 'queries.json'), 'utf8'));
const named = queries.map((entry, i) => ({ ...entry, name: `${i + 1} ${JSON.stringify(entry.query)}` }));

let repository: Repository;
beforeAll(async () => {
  repository = await openRepository('trace_corpus');
  const job = await repository.capture(readFileSync(join(folder, 'events.jsonld'), 'utf8'));
  expect(job).toMatchObject({ success: true, errors: [] });
});
afterAll(() => repository?.close());

type Given = Awaited<ReturnType<Repository['call']>>;
function judge(answer: Given, { finds, ordered, error }: Entry): void {
  if (error) {
    expect(answer.json().type, answer.body).toBe(`epcisException:${error}`);
    return;
  }
  expect(answer.status, answer.body).toBe(200);
  const events: { eventID: string }[] = answer.json().epcisBody.queryResults.resultsBody.eventList;
  const names = events.map(({ eventID }) => eventID.split('/').at(-1));
  if (ordered) expect(names).toEqual(finds);
  else expect(names.sort()).toEqual([...finds].sort());
}

let asked = 0;
test.each(named)('as JSON: $name', async (entry) => {
  const name = `corpus-${++asked}`;
  const made = await repository.call('POST', '/queries', { name, query: entry.query });
  if (entry.error === 'QueryParameterException') judge(made, entry);
  else {
    expect([made.status, made.body]).toEqual([201, '']);
    judge(await repository.call('GET', `/queries/${name}/events?perPage=100`), entry);
  }
});

test.each(named)('as a query string: $name', async (entry) => {
  const search = new URLSearchParams({ perPage: '100' });
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(entry.query)) {
    if (name === '@context')
      // Prefixes stand in a header here.
      headers['GS1-Extensions'] = Object.entries((value as [string, Record<string, string>])[1])
        .map((pair) => pair.join('='))
        .join(',');
    else search.set(name, Array.isArray(value) ? value.join('|') : String(value ?? ''));
  }
  judge(await repository.call('GET', `/events?${search}`, undefined, headers), entry);
});

const spec = join(root, '../shared/conformance/epcis/gs1/spec/query-schema.json');
const here = existsSync(spec);
if (!here) console.log('shared/conformance/epcis is missing: the coverage of the query schema is not checked');

describe.skipIf(!here)("every parameter of GS1's query schema", () => {
  const schema = here ? JSON.parse(readFileSync(spec, 'utf8')).definitions['EPCIS-Query'] : {};
  const find = (value: unknown): Record<string, object>[] =>
    typeof value !== 'object' || value === null
      ? []
      : 'patternProperties' in value
        ? [value as Record<string, object>]
        : Object.values(value).flatMap(find);
  const [found] = find(schema);
  const fixed = Object.keys(found?.properties ?? {});
  const patterns = Object.keys(found?.patternProperties ?? {});
  /** How often it finds something, and how often nothing or less. */
  const covered = (fits: (name: string) => boolean) => {
    const about = queries.filter(({ query }) => Object.keys(query).some(fits));
    return [about.filter(({ finds }) => finds.length > 0).length, about.length];
  };
  test('there are 61 and 108', () => expect([fixed.length, patterns.length]).toEqual([61, 108]));
  test.each(fixed)('%s', (name) => {
    const [matches, all] = covered((one) => one === name);
    expect(matches).toBeGreaterThanOrEqual(1);
    expect(all).toBeGreaterThanOrEqual(2);
  });
  // The schema doubles the backslash before the colon of a name, so that its patterns fit nothing: undone here.
  test.each(patterns)('%s', (pattern) => {
    const fits = new RegExp(pattern.replaceAll('\\\\', '\\'));
    const [matches, all] = covered((one) => fits.test(one));
    expect(matches).toBeGreaterThanOrEqual(1);
    expect(all).toBeGreaterThanOrEqual(2);
  });
});
