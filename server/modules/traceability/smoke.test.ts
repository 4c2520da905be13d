import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { captureDocument } from './capture/capture-job.ts';

let the: TestApp;
let headers: Record<string, string>;
beforeAll(async () => {
  the = await openTestApp('trace_smoke');
  headers = (await the.signIn('officer')).headers;
});
afterAll(() => the.close());
const document = (...events: object[]) => ({
  '@context': [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { ex: 'https://ns.example.com/epcis/' },
  ],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});
const ship = {
  type: 'ObjectEvent',
  eventTime: '2026-01-05T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  epcList: ['urn:epc:id:sgtin:4012345.011111.9876'],
  action: 'OBSERVE',
  bizStep: 'shipping',
  'ex:farm': '龙井',
};
test('capture, query', async () => {
  const posted = await the.app.inject({
    method: 'POST',
    url: '/epcis/capture',
    headers: { ...headers, 'content-type': 'application/json' },
    payload: JSON.stringify(document(ship)),
  });
  expect([posted.statusCode, posted.body]).toEqual([202, '']);
  const id = posted.headers.location!.split('/').at(-1)!;
  await captureDocument(the.services, the.scopeOf('officer'), id);
  const job = await the.app.inject({ url: posted.headers.location!, headers });
  expect(job.json()).toMatchObject({ running: false, success: true, errors: [] });
  const found = await the.app.inject({
    url: `/epcis/events?MATCH_epc=urn:epc:idpat:sgtin:4012345.*.*&EQ_ex:farm=${encodeURIComponent('龙井')}`,
    headers,
  });
  expect(found.statusCode).toBe(200);
  expect(found.json().epcisBody.queryResults.resultsBody.eventList).toMatchObject([
    { bizStep: 'shipping', 'ex:farm': '龙井', epcList: ['https://id.gs1.org/01/04012345111118/21/9876'] },
  ]);
  for (const url of [
    '/epcis',
    '/epcis/',
    '/epcis/eventTypes',
    '/epcis/epcs',
    '/epcis/bizSteps',
    '/epcis/bizSteps/shipping/events',
    '/epcis/capture',
    '/epcis/nothing',
  ])
    console.log(url, (await the.app.inject({ url, headers })).body.slice(0, 200));
});
