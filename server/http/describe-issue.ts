/** What is wrong with a value, in words that a user can act on; the checker's own message is for programmers. */
import type { Message } from '../../packages/contract/index.ts';

type Issue = { schemaPath: string; message?: string | undefined; params: Record<string, unknown> };

const formats: Record<string, Message> = {
  date: { zh: '应为日期，如 2025-12-31', en: 'should be a day such as 2025-12-31' },
  uuid: { zh: '编号格式不对', en: 'is not an id' },
  regex: { zh: '格式不对', en: 'has the wrong form' },
  email: { zh: '应为电子邮箱地址', en: 'should be an e-mail address' },
  url: { zh: '应为网址', en: 'should be a web address' },
};
const types: Record<string, Message> = {
  string: { zh: '应为文字', en: 'should be text' },
  number: { zh: '应为数字', en: 'should be a number' },
  int: { zh: '应为整数', en: 'should be a whole number' },
  boolean: { zh: '应为是或否', en: 'should be yes or no' },
  array: { zh: '应为列表', en: 'should be a list' },
  object: { zh: '应为一组字段', en: 'should be a set of fields' },
};

export function describeIssue({ schemaPath, message = '', params }: Issue): Message | string {
  const counted = params.origin === 'string' ? (['个字', ' characters'] as const) : (['项', ' entries'] as const);
  const [zhUnit, enUnit] = params.origin === 'string' || params.origin === 'array' ? counted : (['', ''] as const);
  switch (schemaPath.split('/').at(-1)) {
    case 'invalid_format':
      return formats[String(params.format)] ?? formats.regex!;
    case 'invalid_type':
      if (/received undefined/.test(message)) return { zh: '必填', en: 'is required' };
      return types[String(params.expected)] ?? { zh: '类型不对', en: message };
    case 'too_small':
      if (params.origin === 'string' && params.minimum === 1) return { zh: '不能为空', en: 'must not be empty' };
      return { zh: `不能少于 ${params.minimum}${zhUnit}`, en: `at least ${params.minimum}${enUnit}` };
    case 'too_big':
      return { zh: `不能超过 ${params.maximum}${zhUnit}`, en: `at most ${params.maximum}${enUnit}` };
    case 'invalid_value': {
      const values = Array.isArray(params.values) ? params.values.join(' | ') : '';
      return { zh: `只能是 ${values}`, en: `should be one of ${values}` };
    }
    case 'unrecognized_keys': {
      const keys = Array.isArray(params.keys) ? params.keys.join(', ') : '';
      return { zh: `没有这样的字段：${keys}`, en: `there is no such field: ${keys}` };
    }
    case 'custom': {
      const own = params.params as Message | undefined;
      return own?.zh ? { zh: own.zh, en: own.en } : message;
    }
    default:
      return message;
  }
}
