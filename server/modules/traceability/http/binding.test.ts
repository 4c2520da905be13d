/** The REST binding: negotiation, pages, who sees what. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  documentOf,
  EX,
  GS1_CONTEXT,
  objectEvent,
  openRepository,
  type Repository,
} from '../../../http/test-epcis.ts';

let repository: Repository;
beforeAll(async () => {
  repository = await openRepository('trace_binding');
});
afterAll(() => repository?.close());

const named = (name: string) => `https://id.example.com/event/${name}`;
const event = (name: string, more: object = {}) => objectEvent({ eventID: named(name), ...more });
const get = (url: string, headers: Record<string, string> = {}, as?: string) =>
  repository.call('GET', url, undefined, headers, as);
const typeOf = (body: string) => JSON.parse(body).type.replace('epcisException:', '');

describe('negotiation', () => {
  const farm = encodeURIComponent('龙井');
  beforeAll(async () => {
    const readPoint = { id: 'urn:epc:id:sgln:4012345.00001.0' };
    await repository.capture(documentOf([event('n1', { disposition: 'in_transit', 'ex:farm': '龙井', readPoint })]));
  });
  const path = `/events/${encodeURIComponent(named('n1'))}`;

  test('JSON-LD or XML, as the client likes best', async () => {
    for (const [accept, type] of [
      ['application/json', 'application/json'],
      ['application/ld+json', 'application/json'],
      ['*/*', 'application/json'],
      ['application/xml', 'application/xml'],
      ['text/xml', 'application/xml'],
      ['application/json;q=0.1, application/xml', 'application/xml'],
      ['text/html, application/xml;q=0.9', 'application/xml'],
    ] as const)
      expect([accept, (await get(path, { accept })).headers['content-type']!.split(';')[0]]).toEqual([accept, type]);
    for (const accept of ['text/html', 'image/png', 'application/json;q=0'])
      expect(typeOf((await get(path, { accept })).body)).toBe('NotAcceptableException');
  });
  test('an event in XML is the same event', async () => {
    const xml = (await get(path, { accept: 'application/xml' })).body;
    expect(xml).toMatch(/^<\?xml[^>]*\?>\s*<epcisq:EPCISQueryDocument/);
    expect(xml).toContain('https://ref.gs1.org/cbv/BizStep-shipping');
    expect(xml).toContain('https://id.gs1.org/01/04012345');
    expect(xml).toContain(':farm>龙井<');
    const urn = await get(path, { accept: 'application/xml', 'GS1-CBV-XML-Format': 'Always_URN' });
    expect(urn.body).toContain('urn:epcglobal:cbv:bizstep:shipping');
    expect((await get(path, { 'GS1-CBV-XML-Format': 'Latin' })).status).toBe(406);
  });
  test('problems too come in XML', async () => {
    const answer = await get('/events/none', { accept: 'application/xml' });
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+xml']);
    expect(answer.body).toContain('<type>epcisException:NoSuchResourceException</type>');
  });
  test('the form of EPCs', async () => {
    const epc = async (format: string) =>
      (await repository.events(path, { 'GS1-EPC-Format': format })).map((one) => (one.epcList as string[])[0]);
    expect(await epc('Never_Translates')).toEqual([expect.stringMatching(/^urn:epc:id:sgtin:/)]);
    expect(await epc('Always_GS1_Digital_Link')).toEqual([expect.stringMatching(/^https:\/\/id\.gs1\.org\/01\//)]);
    expect((await get(path, { 'GS1-EPC-Format': 'Always_EPC_URN' })).status).toBe(406);
  });
  test('versions', async () => {
    for (const [headers, status] of [
      [{ 'GS1-EPCIS-Min': '1.2.0', 'GS1-EPCIS-Max': '2.0.0' }, 200],
      [{ 'GS1-EPCIS-Max': '1.2' }, 406],
      [{ 'GS1-EPCIS-Min': '2.1' }, 406],
      [{ 'GS1-CBV-Max': '1.2' }, 406],
      [{ 'GS1-CBV-Min': '2' }, 200],
      [{ 'GS1-EPCIS-Version': '2.0.0' }, 200],
      [{ 'GS1-EPCIS-Version': 'two' }, 406],
    ] as [Record<string, string>, number][])
      expect([headers, (await get(path, headers)).status]).toEqual([headers, status]);
    expect((await get(path)).headers).toMatchObject({ 'gs1-epcis-version': '2.0.0', 'gs1-cbv-version': '2.0.0' });
  });
  test('a prefix of the client means what the client says', async () => {
    const asked = (name: string, namespace: string) =>
      repository.events(`/events?EQ_${name}:farm=${farm}`, { 'GS1-Extensions': `${name}=${namespace}` });
    expect(await asked('my', EX)).toHaveLength(1);
    expect(await asked('ex', 'https://other.example.com/')).toHaveLength(0);
    expect(await repository.events(`/events?EQ_ex:farm=${farm}`)).toHaveLength(1);
  });
});

describe('pages', () => {
  const next = (answer: Answer) => /<([^>]+)>; rel="next"/.exec(answer.headers.link ?? '')?.[1];
  const idsOf = (answer: Answer): string[] =>
    answer.json().epcisBody.queryResults.resultsBody.eventList.map((one: { eventID: string }) => one.eventID);
  const packed = (name: string, eventTime: string) => event(name, { bizStep: 'packing', eventTime });
  beforeAll(async () => {
    const events = Array.from({ length: 7 }, (_, i) => packed(`page${i}`, `2026-11-0${7 - i}T00:00:00Z`));
    await repository.capture(documentOf(events));
  });
  const query = '/events?EQ_bizStep=packing&orderBy=eventTime&orderDirection=ASC&perPage=3';

  test('go on where the last one ended, over what was there at the first', async () => {
    const seen: string[] = [];
    let answer = await get(query);
    seen.push(...idsOf(answer));
    await repository.capture(documentOf([packed('page-late', '2026-11-03T12:00:00Z')]));
    while (next(answer)) {
      answer = await get(next(answer)!);
      seen.push(...idsOf(answer));
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => named(`page${i}`)));
    expect(idsOf(await get(`${query}0`))).toContain(named('page-late'));
  });
  test('a token belongs to whoever asked, to its list, and for an hour', async () => {
    const first = await get(query);
    expect(first.headers['gs1-next-page-token-expires']).toBeDefined();
    const link = next(first)!;
    const refused = await get(link, {}, 'administrator');
    expect([refused.status, typeOf(refused.body)]).toEqual([400, 'QueryParameterException']);
    expect((await get(link.replace('/events', '/bizSteps/packing/events'))).status).toBe(400);
    expect((await get(link)).status).toBe(200);
    const { clock } = repository.the.services;
    const now = clock.now();
    clock.set(new Date(now.getTime() + 3_601_000).toISOString());
    expect((await get(link)).status).toBe(400);
    clock.set(now.toISOString());
  });
  test('a token that was let go', async () => {
    const link = next(await get(query))!;
    const token = new URL(link, 'http://x').searchParams.get('nextPageToken')!;
    const remove = (as?: string) => repository.call('DELETE', `/nextPageToken/${token}`, undefined, {}, as);
    expect((await remove('viewer')).status).toBe(404);
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect((await get(link)).status).toBe(400);
  });
  test('captures and resources come in pages as well', async () => {
    for (const list of ['/capture', '/epcs']) {
      const first = await get(`${list}?perPage=1`);
      const second = await get(next(first)!);
      expect(second.status).toBe(200);
      expect(second.body).not.toBe(first.body);
    }
    expect((await get('/events?perPage=0')).status).toBe(400);
    expect((await get('/events?perPage=x')).status).toBe(400);
  });
  test('limits on the number of events', async () => {
    expect(idsOf(await get(`${query}0&eventCountLimit=2`))).toHaveLength(2);
    const tooMany = await get('/events?EQ_bizStep=packing&maxEventCount=2');
    expect([tooMany.status, typeOf(tooMany.body)]).toEqual([413, 'QueryTooLargeException']);
    expect((await get('/events?EQ_bizStep=packing&maxEventCount=100')).status).toBe(200);
  });
  test('an address that is too long', async () => {
    const answer = await get(`/events?EQ_stringValue=${'x'.repeat(9000)}`);
    expect([answer.status, typeOf(answer.body)]).toEqual([414, 'URITooLongException']);
  });
});

describe('who sees what', () => {
  const path = `/events/${encodeURIComponent(named('mine'))}`;
  const list = '/events?EQ_bizStep=loading';
  beforeAll(() => repository.capture(documentOf([event('mine', { bizStep: 'loading' })])));

  test.each([
    ['own', true],
    ['parent', true],
    ['viewer', true],
    ['child', false],
    ['sibling', false],
    ['foreign', false],
  ] as const)('%s: %s', async (as, sees) => {
    expect(await repository.events(list, {}, as)).toHaveLength(sees ? 1 : 0);
    expect((await get(path, {}, as)).status).toBe(sees ? 200 : 404);
    expect((await get('/bizSteps/loading', {}, as)).status).toBe(200); // a word of the standard
    const jobs: unknown[] = (await get('/capture?perPage=100', {}, as)).json();
    expect(jobs.length > 0).toBe(sees);
    const [epc] = (await repository.events(path))[0]!.epcList as [string];
    expect((await get(`/epcs/${encodeURIComponent(epc)}`, {}, as)).status).toBe(sees ? 200 : 404);
  });
  test('the public sees nothing', async () => {
    for (const url of [path, list, '/capture', '/queries', '/'])
      expect((await get(url, {}, 'public')).status).toBe(401);
  });
  test('an id is taken once for all, whoever asks', async () => {
    await repository.capture(documentOf([event('taken')]));
    const body = { '@context': GS1_CONTEXT, ...event('taken') };
    expect((await repository.call('POST', '/events', body, {}, 'foreign')).status).toBe(409);
  });
  test('a viewer captures nothing', async () => {
    const viewed = (url: string, body: object) => repository.call('POST', url, body, {}, 'viewer');
    expect((await viewed('/capture', documentOf([event('v')]))).status).toBe(403);
    expect((await viewed('/events', event('v'))).status).toBe(403);
    expect((await viewed('/queries', { name: 'v', query: {} })).status).toBe(403);
  });
});
