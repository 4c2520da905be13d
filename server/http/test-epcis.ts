/** For tests: the repository over HTTP, with captures that are done when they are answered. */
import type { Role } from '../../packages/contract/index.ts';
import { captureDocument } from '../modules/traceability/index.ts';
import type { ServerOptions } from './options.ts';
import { openTestApp, type TestApp } from './test-app.ts';

export const GS1_CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
export const EX = 'https://ns.example.com/epcis/';

type Fields = Record<string, unknown>;
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  json: () => any;
};
export type Repository = {
  the: TestApp;
  call(method: string, url: string, body?: unknown, headers?: Record<string, string>, as?: string): Promise<Answer>;
  /** Hands a document in and has it captured; answers with the finished job. */
  capture(document: unknown, headers?: Record<string, string>, as?: Role): Promise<Fields & { success: boolean }>;
  /** The events of an answer. */
  events(url: string, headers?: Record<string, string>, as?: string): Promise<Fields[]>;
  close(): Promise<void>;
};

export const documentOf = (events: readonly object[], more: Fields = {}): Fields => ({
  '@context': [GS1_CONTEXT, { ex: EX }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-01T00:00:00Z',
  epcisBody: { eventList: events },
  ...more,
});

let next = 0;
/** One more thing seen, each time another. */
export const objectEvent = (more: Fields = {}): Fields => ({
  type: 'ObjectEvent',
  eventTime: '2026-11-05T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  epcList: [`urn:epc:id:sgtin:4012345.011111.${1000 + next++}`],
  action: 'OBSERVE',
  bizStep: 'shipping',
  ...more,
});

export async function openRepository(label: string, options: Partial<ServerOptions> = {}): Promise<Repository> {
  const the = await openTestApp(label, options);
  const signedIn = new Map<string, Record<string, string>>();
  const headersOf = async (name: string): Promise<Record<string, string>> => {
    if (name === 'public') return { 'x-zhimai': '1' };
    if (!signedIn.has(name)) signedIn.set(name, (await the.signIn(name)).headers);
    return signedIn.get(name)!;
  };
  const call: Repository['call'] = async (method, url, body, headers = {}, as = 'officer') => {
    const first = await ask(method, url, body, headers, as);
    // A test that moves time on outlives its sign-in.
    if (first.status !== 401 || as === 'public') return first;
    signedIn.delete(as);
    return ask(method, url, body, headers, as);
  };
  const ask: Repository['call'] = async (method, url, body, headers = {}, as = 'officer') => {
    const text = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const answer = await the.app.inject({
      method: method as 'GET',
      url: url.startsWith('/epcis') ? url : `/epcis${url}`,
      headers: {
        ...(await headersOf(as)),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text === undefined ? {} : { payload: text }),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      body: answer.body,
      json: () => JSON.parse(answer.body),
    };
  };
  return {
    the,
    call,
    capture: async (document, headers, as = 'officer') => {
      const posted = await call('POST', '/capture', document, headers, as);
      if (posted.status !== 202) throw new Error(`${posted.status} ${posted.body}`);
      const id = posted.headers.location!.split('/').at(-1)!;
      await captureDocument(the.services, the.scopeOf(as), id);
      return (await call('GET', `/capture/${id}`, undefined, {}, as)).json();
    },
    events: async (url, headers, as) => {
      const answer = await call('GET', url, undefined, headers, as);
      if (answer.status !== 200) throw new Error(`${url}: ${answer.status} ${answer.body}`);
      return answer.json().epcisBody.queryResults.resultsBody.eventList;
    },
    close: () => the.close(),
  };
}
