/** Codes become HTTP here and nowhere else. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { CompositeError } from '../../packages/composite/index.ts';
import { type ApiError, describeError, type ErrorCode, errorCatalogue } from '../../packages/contract/index.ts';
import { AppError } from '../kernel/error.ts';
import { describeIssue } from './describe-issue.ts';

export function errorHandler(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toAppError(error, request);
  if (errorCatalogue[known.code].status >= 500) request.log.error({ err: error }, known.code);
  return reply.status(errorCatalogue[known.code].status).send(toBody(known.code, known.details));
}

export function toBody(code: ErrorCode, details: AppError['details']): ApiError {
  return { error: { code, message: describeError(code, details), details: { ...details } } };
}

function toAppError(error: FastifyError | Error, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof CompositeError)
    return new AppError('input.index', { problem: { zh: error.zh, en: error.en } }, { cause: error });
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation[0];
    return new AppError('input.invalid', {
      field: first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || error.validationContext || 'body',
      ...(request.routeOptions.url ? { form: request.routeOptions.url } : {}),
      problem: first ? describeIssue(first as Parameters<typeof describeIssue>[0]) : '',
    });
  }
  const { code, statusCode } = error as FastifyError;
  if (code === 'FST_REQ_FILE_TOO_LARGE' || statusCode === 413)
    return new AppError('input.too-large', { file: { zh: '请求', en: 'the request' }, limitMb: 1 });
  if (isConnectionLoss(error)) return new AppError('database.unavailable', {}, { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new AppError('input.invalid', { field: 'request', problem: error.message });
  return new AppError('internal', { id: request.id }, { cause: error });
}

/** Node's network codes, and PostgreSQL's class 57P (shut down) and 08 (connection). */
function isConnectionLoss(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return /Connection terminated/.test(error.message);
  return /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0\d|08\w{3})$/.test(code);
}
