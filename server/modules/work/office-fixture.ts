/** For tests of tasks over HTTP: an office that gives out, departments that lead and join, a city, a county. */
import { expect } from 'vitest';
import type { WorkDetail } from '../../../packages/contract/index.ts';
import { openTestApp, password, type TestApp } from '../../http/test-app.ts';
import { addPerson } from '../../kernel/person/add-person.ts';
import { systemScope } from '../../kernel/scope/scope.ts';

/** The server of the test file. */
export let the: TestApp;
export const headers: Record<string, Record<string, string>> = {};
const people = {
  office: ['test-parent', '330000', 'officer'],
  lead: ['dept-lead', '330000', 'reporter'],
  joint: ['dept-joint', '330000', 'reporter'],
  other: ['dept-other', '330000', 'reporter'],
  city: ['test-own', '330100', 'officer'],
  county: ['test-child', '330106', 'officer'],
  sister: ['test-sibling', '330200', 'officer'],
} as const;
export type Who = keyof typeof people;

export async function openOffice(label: string): Promise<void> {
  the = await openTestApp(label);
  const scope = systemScope('test');
  await the.services.db.within(scope, async (tx) => {
    for (const id of ['dept-lead', 'dept-joint', 'dept-other', 'dept-heir'])
      await tx
        .insertInto('organization')
        .values({ id, name: `省${id}`, name_en: id, kind: 'department', region_code: '330000' })
        .execute();
    for (const [name, [organizationId, regionCode, role]] of Object.entries(people))
      await addPerson(tx, scope, the.services.clock, {
        userName: `w-${name}`,
        displayName: name,
        organizationId,
        regionCode,
        roles: [role],
        password,
      });
  });
  await signAllIn();
}

/** Again after the clock has moved: a session left alone for long ends. */
export async function signAllIn(): Promise<void> {
  for (const name of Object.keys(people)) headers[name] = (await the.signIn(`w-${name}`)).headers;
}

export const call = async (who: Who, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const response = await the.app.inject({ method, url, headers: headers[who]!, ...(payload ? { payload } : {}) });
  return { status: response.statusCode, body: response.body ? response.json() : null, raw: response };
};
export const get = async (who: Who, id: string) => (await call(who, 'GET', `/api/work/${id}`)).body as WorkDetail;
export const draft = {
  title: '建立质量追溯体系',
  region: '330000',
  leadId: 'dept-lead',
  jointIds: ['dept-joint'],
  dueOn: '2026-12-18',
  issue: true,
};
export const make = async (who: Who, more: object = {}) => {
  const { status, body } = await call(who, 'POST', '/api/work', { ...draft, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id as string;
};
export const step = async (who: Who, id: string, action: string, more: object = {}) => {
  const { case: now } = await get(who, id);
  return call(who, 'POST', `/api/work/${id}/steps`, { action, version: now.version, ...more });
};
export const report = (who: Who, id: string, more: object = {}) =>
  call(who, 'POST', `/api/work/${id}/reports`, { percent: 50, done: '完成方案', ...more });
