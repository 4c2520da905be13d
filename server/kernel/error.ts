import { describeError, type ErrorCode, type ErrorDetails } from '../../packages/contract/index.ts';

/** The only error that services throw on purpose. HTTP and the command line map its code once. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    const text = describeError(code, details);
    super(`${text.zh} / ${text.en}`, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
