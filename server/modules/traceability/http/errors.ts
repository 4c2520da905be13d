/** Whatever goes wrong below /epcis leaves as one of the standard's problems. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { errorCatalogue } from '../../../../packages/contract/index.ts';
import { AppError } from '../../../kernel/error.ts';
import { asException, EpcisException, type EpcisExceptionName } from '../problems.ts';
import { answerMedia, sayLimits, sayVersions } from './negotiate.ts';
import { problemXml } from './xml-answers.ts';

const byStatus: Readonly<Record<number, EpcisExceptionName>> = {
  400: 'ValidationException',
  401: 'SecurityException',
  403: 'SecurityException',
  404: 'NoSuchResourceException',
  413: 'CaptureLimitExceededException',
  414: 'URITooLongException',
  415: 'UnsupportedMediaTypeException',
};

export function epcisErrorHandler(
  thrown: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const exception = toException(thrown);
  if (exception.status >= 500) request.log.error({ err: thrown }, exception.exception);
  sayVersions(reply);
  if (exception.exception === 'CaptureLimitExceededException') sayLimits(reply);
  reply.status(exception.status);
  const body = exception.body();
  let media: 'json' | 'xml' = 'json';
  try {
    media = answerMedia(request);
  } catch {
    // A client that takes neither is told in JSON that it takes neither.
  }
  return media === 'xml'
    ? reply.type('application/problem+xml').send(problemXml(body))
    : reply.type('application/problem+json').serializer(JSON.stringify).send(body);
}

function toException(thrown: FastifyError | Error): EpcisException {
  const error = asException(thrown);
  if (error instanceof EpcisException) return error;
  if (error instanceof AppError) {
    const { status } = errorCatalogue[error.code];
    const [zh = '', en = zh] = error.message.split(' / ');
    return new EpcisException(byStatus[status] ?? 'ImplementationException', { zh, en }, { status });
  }
  const { statusCode, validation } = error as FastifyError;
  if (validation || (statusCode !== undefined && statusCode < 500)) {
    const status = validation ? 400 : statusCode!;
    const { message } = error as Error;
    return new EpcisException(byStatus[status] ?? 'ValidationException', { zh: message, en: message }, { status });
  }
  return new EpcisException('ImplementationException');
}
