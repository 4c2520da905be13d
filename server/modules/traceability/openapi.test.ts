/** Every operation of the OpenAPI file of EPCIS 2.0, called with real data; what it answers is judged by that file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Answer, documentOf, objectEvent, openRepository, type Repository } from '../../http/test-epcis.ts';

const folder = join(import.meta.dirname, '../../../../shared/conformance/epcis/gs1/spec');
const here = existsSync(folder);
if (!here) console.log('shared/conformance/epcis is missing: the walk of the OpenAPI file is skipped');

type Response = { $ref?: string; headers?: Record<string, { $ref?: string; schema?: object }>; content?: object };
type Operation = { responses: Record<string, Response> };
type File = { paths: Record<string, Record<string, Operation>>; components: { responses: Record<string, Response> } };
const file: File = here ? parse(readFileSync(join(folder, 'openapi.yaml'), 'utf8')) : { paths: {}, components: {} };
const operations = Object.entries(file.paths).flatMap(([path, item]) =>
  Object.keys(item)
    .filter((key) => key !== 'parameters')
    .map((method) => `${method.toUpperCase()} ${path}`),
);

const STUB = 'https://gs1.github.io/EPCIS/REST%20Bindings/JSON-Schema-Stub.json';
const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
(addFormats as unknown as (to: Ajv) => void)(ajv);
if (here) {
  // A capture job has errors or an errorFile. Neither is required in the file, so that any job is of both kinds, and refused.
  const { CaptureJob } = (file.components as unknown as { schemas: { CaptureJob: { allOf: { oneOf?: object[] }[] } } })
    .schemas;
  CaptureJob.allOf[1]!.oneOf?.forEach((one, i) => {
    Object.assign(one, { required: [['errors', 'errorFile'][i]] });
  });
  ajv.addSchema(file, 'openapi');
  const schema = JSON.parse(readFileSync(join(folder, 'EPCIS-JSON-Schema.json'), 'utf8'));
  ajv.addSchema({ ...schema, $id: STUB });
}
const pointer = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** The response of the file and where it stands there. */
function responseOf(operation: string, status: number): { at: string; response: Response } | undefined {
  const [method = '', path = ''] = operation.split(' ');
  const response = file.paths[path]?.[method.toLowerCase()]?.responses[status];
  if (!response) return undefined;
  const name = response.$ref?.split('/').at(-1);
  return name === undefined
    ? { at: `openapi#/paths/${pointer(path)}/${method.toLowerCase()}/responses/${status}`, response }
    : { at: `openapi#/components/responses/${name}`, response: file.components.responses[name]! };
}

/** Where the file contradicts itself or the standard; what we do instead is judged by the rest of it. */
const schemaInstead: Record<string, string> = {
  // Its schema says a list, its example and its words one query.
  'GET /queries/{queryName} 200': 'openapi#/components/schemas/QueryDefinition',
};
/** Headers that are there only when they have something to say. */
const sometimes = ['GS1-Extensions', 'Link', 'GS1-Next-Page-Token-Expires'];

const compiled = new Map<string, ValidateFunction>();
function judge(operation: string, answer: Answer): string[] {
  const found = responseOf(operation, answer.status);
  if (!found) return [`status ${answer.status} is not among its answers: ${answer.body.slice(0, 300)}`];
  const faults: string[] = [];
  for (const name of Object.keys(found.response.headers ?? {}))
    if (!sometimes.includes(name) && answer.headers[name.toLowerCase()] === undefined)
      faults.push(`${answer.status} has no ${name}`);
  const type = (answer.headers['content-type'] ?? '').split(';')[0]!;
  const content = found.response.content as Record<string, { schema?: object }> | undefined;
  if (!content) return answer.body === '' ? faults : [...faults, `${answer.status} has a body`];
  const declared = content[type] ?? content['application/json'] ?? content['application/problem+json'];
  if (!type.includes('json')) return faults;
  if (!declared?.schema) return faults;
  const media = content[type] ? type : content['application/json'] ? 'application/json' : 'application/problem+json';
  const at = schemaInstead[`${operation} ${answer.status}`] ?? `${found.at}/content/${pointer(media)}/schema`;
  if (!compiled.has(at)) compiled.set(at, ajv.compile({ $ref: encodeURI(at) }));
  const validate = compiled.get(at)!;
  if (!validate(answer.json()))
    faults.push(
      ...(validate.errors ?? []).slice(0, 5).map((one) => `${answer.status} ${one.instancePath} ${one.message}`),
    );
  return faults;
}

describe.skipIf(!here)('the OpenAPI file of EPCIS 2.0', () => {
  let repository: Repository;
  const made: Record<string, string> = {};
  const EVENT = 'https://id.example.com/event/walk';
  const EPC = 'urn:epc:id:sgtin:4012345.011111.9876';
  beforeAll(async () => {
    repository = await openRepository('trace_openapi');
    await repository.capture(
      documentOf(
        Array.from({ length: 4 }, (_, i) =>
          objectEvent({
            ...(i === 0 ? { eventID: EVENT, epcList: [EPC] } : {}),
            disposition: 'in_transit',
            readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0' },
            bizLocation: { id: 'urn:epc:id:sgln:4012345.00002.0' },
            'ex:farm': 'West',
          }),
        ),
      ),
    );
    const posted = await repository.call('POST', '/capture', documentOf([objectEvent()]));
    made.captureID = posted.headers.location!.split('/').at(-1)!;
    await repository.call('POST', '/queries', { name: 'walked', query: { EQ_bizStep: ['shipping'] } });
    for (const body of [{ stream: true }, { schedule: { minute: '5' }, reportIfEmpty: true }]) {
      const path = '/queries/walked/subscriptions';
      const one = await repository.call('POST', path, { dest: 'https://93.184.216.34/called', ...body });
      made.subscriptionID = one.json().subscriptionID;
    }
    const page = await repository.call('GET', '/events?perPage=1');
    made.token = new URLSearchParams(/<[^?]*\?([^>]*)>/.exec(page.headers.link!)![1]).get('nextPageToken')!;
  });
  afterAll(() => repository?.close());

  const values: Record<string, () => string> = {
    captureID: () => made.captureID!,
    eventID: () => EVENT,
    eventType: () => 'ObjectEvent',
    epc: () => EPC,
    bizStep: () => 'shipping',
    bizLocation: () => 'urn:epc:id:sgln:4012345.00002.0',
    readPoint: () => 'https://id.gs1.org/414/4012345000016',
    disposition: () => 'in_transit',
    queryName: () => 'walked',
    subscriptionID: () => made.subscriptionID!,
    token: () => made.token!,
  };
  const bodies: Record<string, () => object> = {
    'POST /capture': () => documentOf([objectEvent()]),
    'POST /events': () => ({
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      ...objectEvent(),
    }),
    'POST /queries': () => ({ name: 'another', query: { eventType: ['ObjectEvent'] } }),
    'POST /queries/{queryName}/subscriptions': () => ({
      dest: 'https://93.184.216.34/called',
      signatureToken: '13df38d8275b13f05704629e5f1cf3d45d6132d5',
      schedule: { hour: '1', minute: '5' },
    }),
  };
  const addressOf = (path: string, unknown = false) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(unknown ? 'https://id.example.com/none' : values[name]!()),
    );
  // What removes comes last, and what lies deeper first, so that the rest finds it.
  const depth = (operation: string) => (operation.startsWith('DELETE') ? -operation.split('/').length : -100);
  const inOrder = [...operations].sort((a, b) => depth(a) - depth(b));

  test('has 63 operations', () => expect(operations).toHaveLength(63));

  test.each(operations)('%s: nobody in particular', async (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const answer = await repository.call(method, addressOf(path), bodies[operation]?.(), {}, 'public');
    expect([answer.status, answer.json().type]).toEqual([401, 'epcisException:SecurityException']);
    if (path !== '/nextPageToken/{token}') expect(judge(operation, answer)).toEqual([]);
  });
  test.each(operations)('%s: another version', async (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const answer = await repository.call(method, addressOf(path), bodies[operation]?.(), { 'GS1-EPCIS-Min': '3.0.0' });
    expect([answer.status, answer.json().type]).toEqual([406, 'epcisException:NotAcceptableException']);
    if (path !== '/nextPageToken/{token}') expect(judge(operation, answer)).toEqual([]);
  });
  test.each(operations.filter((one) => one.includes('{') && responseOf(one, 404)))(
    '%s: not there',
    async (operation) => {
      const [method = '', path = ''] = operation.split(' ');
      const answer = await repository.call(method, addressOf(path, true), bodies[operation]?.());
      expect(answer.status).toBe(404);
      // The file knows one type for all; the standard has names and subscriptions apart.
      expect(answer.json().type).toMatch(/^epcisException:NoSuch(Resource|Name|Subscription)Exception$/);
    },
  );
  test.each(inOrder)('%s', async (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const answer = await repository.call(method, addressOf(path), bodies[operation]?.());
    expect(Math.floor(answer.status / 100), answer.body).toBe(2);
    expect(judge(operation, answer)).toEqual([]);
    if (method === 'OPTIONS') {
      const allowed = answer.headers.allow!.split(', ').sort();
      const known = Object.keys(file.paths[path]!).filter((key) => key !== 'parameters');
      expect(allowed).toEqual(known.map((one) => one.toUpperCase()).sort());
    }
  });
});
