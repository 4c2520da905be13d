import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeError, describeField, fieldLabels } from '../../packages/contract/index.ts';
import { openTestApp, type TestApp } from './test-app.ts';

let the: TestApp;
beforeAll(async () => {
  the = await openTestApp('field_labels');
});
afterAll(() => the.close());

type Schema = { $ref?: string; properties?: Record<string, Schema>; [key: string]: unknown };

test('every field that a form or an address sends has a label', async () => {
  type Operation = {
    requestBody?: { content: Record<string, { schema: Schema }> };
    parameters?: { name: string; in: string }[];
  };
  const { paths, components } = (await the.app.inject({ url: '/docs/api/json' })).json() as {
    paths: Record<string, Record<string, Operation>>;
    components?: { schemas?: Record<string, Schema> };
  };
  const names = new Set<string>();
  const walk = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { $ref, properties = {} } = schema as Schema;
    if ($ref) walk(components?.schemas?.[$ref.split('/').at(-1)!]);
    for (const name of Object.keys(properties)) names.add(name);
    for (const part of Object.values(schema)) Array.isArray(part) ? part.forEach(walk) : walk(part);
    Object.values(properties).forEach(walk);
  };
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) walk(schema);
    for (const parameter of operation.parameters ?? []) names.add(parameter.name);
  }
  expect(names.size).toBeGreaterThan(100);
  expect([...names].filter((name) => !(name in fieldLabels))).toEqual([]);
});

test('a path reads as its labels, counted from one, by the form that it is of', () => {
  expect(describeField('shares.0.value')).toEqual({ zh: '各地份额第 1 项 · 数值', en: 'shares no. 1 · value' });
  expect(describeField('next', '/api/password').zh).toBe('新密码');
  expect(describeField('next', '/api/work/:id/reports').zh).toBe('下一步打算');
  expect(describeField('nobody.named')).toEqual({ zh: 'nobody · named', en: 'nobody · named' });
  expect(describeError('amendment.changed', { field: 'value' }).zh).toContain('的数值已由');
});

test('the words of a refusal name the field, its details keep the path', async () => {
  const { headers } = await the.signIn('officer');
  const answer = await the.app.inject({ method: 'POST', url: '/api/work', headers, payload: { title: 5 } });
  const { error } = answer.json();
  expect(error.details.field).toBe('title');
  expect(error.message).toEqual({
    zh: '输入有误：任务名称：应为文字',
    en: 'Invalid input: name of the task: should be text',
  });
});
