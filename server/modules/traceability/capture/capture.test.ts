/** Captures: what is kept, what is refused, and how it is said. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, EX, GS1_CONTEXT, objectEvent, openRepository, type Repository } from '../../../http/test-epcis.ts';
import { CAPTURE_BYTES, CAPTURE_EVENTS } from './limits.ts';

let repository: Repository;
beforeAll(async () => {
  repository = await openRepository('trace_capture');
});
afterAll(() => repository?.close());

const named = (name: string) => `https://id.example.com/event/${name}`;
const event = (name: string, more: object = {}) => objectEvent({ eventID: named(name), ...more });
const get = (url: string) => repository.call('GET', url);
const has = async (name: string) => (await get(`/events/${encodeURIComponent(named(name))}`)).status === 200;
const typeOf = (body: string) => JSON.parse(body).type.replace('epcisException:', '');
const send = (body: unknown, headers: Record<string, string> = {}) =>
  repository.call('POST', '/capture', body, headers);

test('rollback: one fault, nothing is kept', async () => {
  const job = await repository.capture(documentOf([event('r1'), event('r2', { action: 'LOOK' }), event('r3')]));
  expect(job).toMatchObject({ running: false, success: false, captureErrorBehaviour: 'rollback' });
  expect(job.errors).toMatchObject([{ instance: expect.stringContaining('/epcisBody/eventList/1'), status: 400 }]);
  expect([await has('r1'), await has('r2'), await has('r3')]).toEqual([false, false, false]);
});

test('proceed: what is right is kept', async () => {
  const job = await repository.capture(documentOf([event('p1'), event('p2', { action: 'LOOK' }), event('p3')]), {
    'GS1-Capture-Error-Behaviour': 'proceed',
  });
  expect(job).toMatchObject({ success: false, captureErrorBehaviour: 'proceed', errors: [{ status: 400 }] });
  expect([await has('p1'), await has('p2'), await has('p3')]).toEqual([true, false, true]);
});

test('the same event again changes nothing; another one of its id is refused', async () => {
  const same = event('same');
  expect(await repository.capture(documentOf([same]))).toMatchObject({ success: true });
  expect(await repository.capture(documentOf([same]))).toMatchObject({ success: true, errors: [] });
  expect(await repository.capture(documentOf([{ ...same, bizStep: 'receiving' }]))).toMatchObject({
    success: false,
    errors: [{ type: 'epcisException:ResourceAlreadyExistsException', status: 409 }],
  });
  expect(await repository.events(`/events?EQ_eventID=${named('same')}`)).toMatchObject([{ bizStep: 'shipping' }]);
});

test('an event, and the declaration that it is wrong', async () => {
  const wrong = event('wrong');
  await repository.capture(documentOf([wrong]));
  const errorDeclaration = {
    declarationTime: '2026-11-10T00:00:00Z',
    reason: 'incorrect_data',
    correctiveEventIDs: [named('right')],
  };
  expect(await repository.capture(documentOf([{ ...wrong, errorDeclaration }]))).toMatchObject({ success: true });
  expect(await repository.events(`/events?EQ_eventID=${named('wrong')}`)).toHaveLength(2);
  expect(await repository.events('/events?EXISTS_errorDeclaration=')).toHaveLength(1);
});

test('XML of 2.0 and of 1.2', async () => {
  const xml = (version: string, namespace: string, id: string) => {
    const eventID = `<eventID>${named(id)}</eventID>`;
    return `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="${namespace}" schemaVersion="${version}" creationDate="2026-11-01T00:00:00Z">
<EPCISBody><EventList><ObjectEvent><eventTime>2026-11-05T08:00:00+08:00</eventTime>
<eventTimeZoneOffset>+08:00</eventTimeZoneOffset>${version === '1.2' ? `<baseExtension>${eventID}</baseExtension>` : eventID}
<epcList><epc>urn:epc:id:sgtin:4012345.011111.77</epc></epcList><action>OBSERVE</action>
<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>`;
  };
  const type = { 'content-type': 'application/xml' };
  for (const document of [xml('2.0', 'urn:epcglobal:epcis:xsd:2', 'x2'), xml('1.2', 'urn:epcglobal:epcis:xsd:1', 'x1')])
    expect(await repository.capture(document, type)).toMatchObject({ success: true, errors: [] });
  const found = await repository.events('/events?MATCH_epc=urn:epc:id:sgtin:4012345.011111.77');
  expect(found).toMatchObject([{ bizStep: 'shipping' }, { bizStep: 'shipping' }]);
});

test('a single event', async () => {
  const one = { '@context': [GS1_CONTEXT, { ex: EX }], ...event('single') };
  const made = await repository.call('POST', '/events', one);
  expect([made.status, made.headers.location]).toEqual([201, `/epcis/events/${encodeURIComponent(named('single'))}`]);
  expect(made.json()).toEqual(one);
  const again = await repository.call('POST', '/events', one);
  expect([again.status, typeOf(again.body)]).toEqual([409, 'ResourceAlreadyExistsException']);
  expect((await repository.call('POST', '/events', { ...one, action: 'LOOK' })).status).toBe(400);
  expect((await repository.call('POST', '/events', [one, one])).status).toBe(400);
  const { eventID: _, ...nameless } = event('unused');
  const hashed = await repository.call('POST', '/events', { '@context': GS1_CONTEXT, ...nameless });
  expect(decodeURIComponent(hashed.headers.location!)).toMatch(/\/ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
  expect((await get(hashed.headers.location!)).status).toBe(200);
});

const head = `"@context":"${GS1_CONTEXT}","type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-01T00:00:00Z"`;
const deep = (n: number) => `{${head},"epcisBody":{"eventList":[{"ex":${'['.repeat(n)}${']'.repeat(n)}}]}}`;
const whole = JSON.stringify(documentOf([event('cut1'), event('cut2')]));
const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY b${i} "${'&a;'.repeat(10)}">`).join('');
const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${entities}]><x>&b8;</x>`;
const outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>';
const cutXml =
  '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-11-01T00:00:00Z"><EPCISBody>';
const text = (events: object[], more: object = {}) => JSON.stringify(documentOf(events, { ...more }));
const elsewhere = [GS1_CONTEXT, 'https://other.example.com/x.jsonld'];

test.each<[string, string | Buffer, RegExp]>([
  ['cut off', whole.slice(0, -40), /不完整.* \/ .*ends in the middle/],
  ['10,000 levels deep', deep(10_000), /嵌套.* \/ .*levels deep/],
  ['not JSON', whole.replace('"type"', 'type'), /语法.* \/ .*syntax/],
  ['wrong encoding', Buffer.from(whole.replace('cut1', '\u00e9'), 'latin1'), /编码.* \/ .*encoding/],
  ['the same id twice', text([event('d1'), event('d1')]), /重复.* \/ .*twice/],
  ['the future', text([event('cut1', { eventTime: '2036-01-01T00:00:00Z' })]), /未来.* \/ .*future/],
  ['a context elsewhere', text([event('cut1')], { '@context': elsewhere }), /未知的上下文.* \/ .*Unknown context/],
  ['no context', text([event('cut1')], { '@context': undefined }), /@context/],
  ['a prefix of nobody', text([event('cut1', { 'no:such': 1 })]), /前缀.* \/ .*prefix/],
  ['NUL', text([event('cut1', { 'ex:nul': 'a\u0000b' })]), /无法保存.* \/ .*NUL/],
  ['NUL in the header', text([event('cut1')], { epcisHeader: { 'ex:nul': '\u0000' } }), /无法保存.* \/ .*NUL/],
  ['no version', text([event('cut1')], { schemaVersion: undefined }), /schemaVersion/],
  ['no document', '{"a":1}', /EPCIS/],
  ['an XML bomb', bomb, /DOCTYPE/],
  ['an entity of elsewhere', outside, /DOCTYPE/],
  ['XML cut off', cutXml, /不完整.* \/ .*ends in the middle/],
])('%s: a clear problem in both languages, nothing half written', async (_, body, says) => {
  const type = String(body).startsWith('<') ? 'application/xml' : 'application/json';
  for (const behaviour of ['rollback', 'proceed']) {
    const job = await repository.capture(body, { 'content-type': type, 'GS1-Capture-Error-Behaviour': behaviour });
    expect(job).toMatchObject({ running: false, success: false });
    expect((job.errors as { detail: string }[]).map(({ detail }) => detail).join('\n')).toMatch(says);
    expect([await has('cut1'), await has('cut2')]).toEqual([false, false]);
  }
});

test('what is not looked at at all', async () => {
  const empty = await send('');
  expect([empty.status, typeOf(empty.body)]).toEqual([400, 'ValidationException']);
  expect((await send('<x/>')).status).toBe(400);
  expect((await send('{}', { 'content-type': 'application/xml' })).status).toBe(400);
  const csv = await send('a;b', { 'content-type': 'text/csv' });
  expect([csv.status, typeOf(csv.body)]).toEqual([415, 'UnsupportedMediaTypeException']);
  expect((await send('{}', { 'GS1-Capture-Error-Behaviour': 'maybe' })).status).toBe(400);
});

test('limits are told, and kept', async () => {
  const told = await repository.call('OPTIONS', '/capture');
  expect(told.headers).toMatchObject({
    'gs1-epcis-capture-limit': String(CAPTURE_EVENTS),
    'gs1-epcis-capture-file-size-limit': String(CAPTURE_BYTES),
  });
  const large = await send(Buffer.alloc(CAPTURE_BYTES + 1, ' '));
  expect([large.status, typeOf(large.body)]).toEqual([413, 'CaptureLimitExceededException']);
  expect(large.headers['gs1-epcis-capture-file-size-limit']).toBe(String(CAPTURE_BYTES));
});
