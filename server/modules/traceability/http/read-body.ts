/** A small JSON object as the body of a request: queries and subscriptions. */
import type { FastifyRequest } from 'fastify';
import { hasNul } from '../has-nul.ts';
import { EpcisException } from '../problems.ts';
import { sentMedia } from './negotiate.ts';

const DEEPEST = 20;

/** @throws UnsupportedMediaTypeException, ValidationException */
export function readBody(request: FastifyRequest): Record<string, unknown> {
  if (sentMedia(request) !== 'json')
    throw new EpcisException('UnsupportedMediaTypeException', {
      zh: '查询和订阅只用 application/json',
      en: 'Queries and subscriptions are application/json',
    });
  const wrong = (zh: string, en: string) => new EpcisException('ValidationException', { zh, en });
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) throw wrong('没有内容', 'There is no body');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw wrong(
      `不是 UTF-8 的 JSON：${(error as Error).message}`,
      `It is not JSON in UTF-8: ${(error as Error).message}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('须为 JSON 对象', 'It must be a JSON object');
  if (isDeeper(value, DEEPEST)) throw wrong(`嵌套超过 ${DEEPEST} 层`, `Nested more than ${DEEPEST} levels deep`);
  if (hasNul(value)) throw wrong('含有 NUL 字符，无法保存', 'It has a NUL character, which cannot be kept');
  return value as Record<string, unknown>;
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1)));
