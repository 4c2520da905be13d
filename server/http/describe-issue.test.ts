import { expect, test } from 'vitest';
import { z } from 'zod';
import { Day } from '../../packages/contract/index.ts';
import { describeIssue } from './describe-issue.ts';

test.each([
  [Day, '2025-13-01', '应为日期'],
  [z.string().regex(/^\d+$/), 'x', '格式不对'],
  [z.string(), undefined, '必填'],
  [z.int(), 1.5, '应为整数'],
  [z.string().max(2), 'abc', '不能超过 2个字'],
  [z.string().min(1), '', '不能为空'],
  [z.int().min(3), 1, '不能少于 3'],
  [z.enum(['a', 'b']), 'c', '只能是 a | b'],
  [z.strictObject({}), { extra: 1 }, '没有这样的字段：extra'],
])('an issue in words of the user %#', (schema, value, words) => {
  const { path: _, code, message, ...params } = schema.safeParse(value).error!.issues[0]!;
  const said = describeIssue({ schemaPath: `#/field/${code}`, message, params });
  expect(said).toMatchObject({ zh: expect.stringContaining(words) });
  expect((said as { en: string }).en).not.toMatch(/[\u4e00-\u9fff]/);
});
