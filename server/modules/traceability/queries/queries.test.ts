/** Named queries. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, EX, GS1_CONTEXT, objectEvent, openRepository, type Repository } from '../../../http/test-epcis.ts';

let repository: Repository;
beforeAll(async () => {
  repository = await openRepository('trace_queries');
});
afterAll(() => repository?.close());

const named = (name: string) => `https://id.example.com/event/${name}`;
const event = (name: string, more: object = {}) => objectEvent({ eventID: named(name), ...more });
const get = (url: string, headers: Record<string, string> = {}, as?: string) =>
  repository.call('GET', url, undefined, headers, as);
const post = (body: unknown, headers: Record<string, string> = {}) =>
  repository.call('POST', '/queries', body, headers);
const typeOf = (body: string) => JSON.parse(body).type.replace('epcisException:', '');

test('made, read, asked, removed', async () => {
  const name = '春茶-lot';
  const events = Array.from({ length: 3 }, (_, i) => event(`q${i}`, { bizStep: 'holding', 'ex:lot': i }));
  await repository.capture(documentOf(events));
  const query = { '@context': [GS1_CONTEXT, { mine: EX }], EQ_bizStep: ['holding'], 'GE_mine:lot': 1 };
  const made = await post({ name, query });
  const location = made.headers.location!;
  expect([made.status, location]).toEqual([201, `/epcis/queries/${encodeURIComponent(name)}`]);
  expect((await get(location)).json()).toEqual({ name, query });
  expect((await get('/queries')).json()).toContainEqual({ name, query });

  const page = await get(`${location}/events?perPage=1`);
  const { queryResults } = page.json().epcisBody;
  expect(queryResults.queryName).toBe(name);
  const rest = await repository.events(/<([^>]+)>/.exec(page.headers.link!)![1]!);
  const ids = [...queryResults.resultsBody.eventList, ...rest].map((one) => one.eventID);
  expect(ids.sort()).toEqual([named('q1'), named('q2')]);
  const xml = await get(`${location}/events`, { accept: 'application/xml' });
  expect(xml.body).toContain(`<queryName>${name}</queryName>`);

  const again = await post({ name, query: {} });
  expect([again.status, typeOf(again.body)]).toEqual([409, 'DuplicateNameException']);
  const remove = (as?: string) => repository.call('DELETE', location, undefined, {}, as);
  expect((await remove('foreign')).status).toBe(404);
  expect((await remove('viewer')).status).toBe(403);
  expect((await remove()).status).toBe(204);
  for (const url of [location, `${location}/events`, `${location}/subscriptions`]) {
    const gone = await get(url);
    expect([gone.status, typeOf(gone.body)]).toEqual([404, 'NoSuchNameException']);
  }
});

test('a prefix by header, and of captured documents', async () => {
  await repository.capture(documentOf([event('h1', { bizStep: 'picking', 'ex:row': 'A' })]));
  const header = { 'GS1-Extensions': `r=${EX}` };
  expect((await post({ name: 'by-header', query: { 'EQ_r:row': ['A'] } }, header)).status).toBe(201);
  expect((await post({ name: 'by-capture', query: { 'EQ_ex:row': ['A'] } })).status).toBe(201);
  for (const name of ['by-header', 'by-capture'])
    expect(await repository.events(`/queries/${name}/events`)).toMatchObject([{ eventID: named('h1') }]);
});

test('queries come in pages', async () => {
  for (const name of ['page-a', 'page-b', 'page-c']) await post({ name, query: {} });
  const first = await get('/queries?perPage=1');
  const second = await get(/<([^>]+)>/.exec(first.headers.link!)![1]!);
  expect(second.json()).toHaveLength(1);
  expect(second.json()[0].name > first.json()[0].name).toBe(true);
});

const nested = `{"name":"x","query":{"@context":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`;
test.each<[string, unknown, string]>([
  ['an unknown parameter', { name: 'x', query: { EQ_colour: ['red'] } }, 'QueryParameterException'],
  ['a prefix of nobody', { name: 'x', query: { 'EQ_none:field': ['red'] } }, 'QueryParameterException'],
  ['a bad value', { name: 'x', query: { GE_eventTime: 'today' } }, 'QueryParameterException'],
  ['a bad action', { name: 'x', query: { EQ_action: ['LOOK'] } }, 'QueryParameterException'],
  ['a context elsewhere', { name: 'x', query: { '@context': 'https://x.example.com/' } }, 'QueryValidationException'],
  ['no name', { query: {} }, 'QueryValidationException'],
  ['a name with a slash', { name: 'a/b', query: {} }, 'QueryValidationException'],
  ['a name of dots', { name: '..', query: {} }, 'QueryValidationException'],
  ['no query', { name: 'x' }, 'QueryValidationException'],
  ['a list as query', { name: 'x', query: [] }, 'QueryValidationException'],
  ['parameters outside', { name: 'x', query: {}, EQ_bizStep: ['shipping'] }, 'QueryValidationException'],
  ['the name of the standard', { name: 'SimpleEventQuery', query: {} }, 'DuplicateNameException'],
  ['no object', [], 'ValidationException'],
  ['no JSON', '{', 'ValidationException'],
  ['10,000 levels', nested, 'ValidationException'],
  ['NUL', { name: 'x', query: { EQ_stringValue: ['a\u0000'] } }, 'ValidationException'],
])('refused: %s', async (_, body, type) => {
  const answer = await post(body);
  expect([answer.status, typeOf(answer.body)]).toEqual([type.startsWith('Dup') ? 409 : 400, type]);
  expect(answer.json().detail).toMatch(/[\u4e00-\u9fff].* \/ /);
  expect((await get('/queries/x')).status).toBe(404);
});

test('other media types, WebSockets, parameters beside the name', async () => {
  expect((await post('<q/>', { 'content-type': 'application/xml' })).status).toBe(415);
  await post({ name: 'still', query: {} });
  const socket = await get('/queries/still/events?stream=true', { upgrade: 'websocket', connection: 'Upgrade' });
  expect([socket.status, typeOf(socket.body)]).toEqual([501, 'NotImplementedException']);
  expect((await get('/queries/still/events?EQ_bizStep=packing')).status).toBe(400);
  expect((await get('/queries/still', { accept: 'application/xml' })).status).toBe(406);
});
