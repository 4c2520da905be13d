/** The standard's problem types (EPCIS 2.0, REST binding) and what they look like as RFC 7807. */
import { describeProblem, EpcisError, type Problem } from '../../../packages/epcis/index.ts';

export const epcisExceptions = {
  ValidationException: { status: 400, zh: '内容不符合 EPCIS', en: 'The content is not valid EPCIS' },
  QueryParameterException: { status: 400, zh: '查询参数有误', en: 'A query parameter is wrong' },
  QueryValidationException: { status: 400, zh: '查询有误', en: 'The query is not valid' },
  SubscriptionControlsException: { status: 400, zh: '订阅设置有误', en: 'The controls of the subscription are wrong' },
  SecurityException: { status: 401, zh: '未登录或无权限', en: 'Not signed in, or not allowed' },
  NoSuchResourceException: { status: 404, zh: '没有这个资源', en: 'There is no such resource' },
  NoSuchNameException: { status: 404, zh: '没有这个查询', en: 'There is no such query' },
  NoSuchSubscriptionException: { status: 404, zh: '没有这个订阅', en: 'There is no such subscription' },
  NotAcceptableException: {
    status: 406,
    zh: '无法按要求的形式答复',
    en: 'It cannot be answered in the form asked for',
  },
  ResourceAlreadyExistsException: { status: 409, zh: '已经存在', en: 'It exists already' },
  DuplicateNameException: { status: 409, zh: '查询名已被使用', en: 'A query of this name exists' },
  CaptureLimitExceededException: { status: 413, zh: '一次提交过大', en: 'The capture is too large' },
  QueryTooLargeException: { status: 413, zh: '结果过多', en: 'The result is too large' },
  QueryTooComplexException: { status: 413, zh: '查询过于复杂', en: 'The query is too complex' },
  URITooLongException: {
    status: 414,
    zh: '网址过长，请改用命名查询',
    en: 'The address is too long: use a named query',
  },
  UnsupportedMediaTypeException: { status: 415, zh: '不支持这种格式', en: 'This media type is not supported' },
  ImplementationException: { status: 500, zh: '系统内部错误', en: 'Something went wrong here' },
  NotImplementedException: { status: 501, zh: '未实现', en: 'Not implemented' },
} as const;
export type EpcisExceptionName = keyof typeof epcisExceptions;

/** As RFC 7807 has it. `detail` names the place; Chinese first. */
export type ProblemBody = { type: string; title: string; status: number; detail?: string; instance?: string };

export class EpcisException extends Error {
  readonly exception: EpcisExceptionName;
  readonly status: number;
  readonly detail: { zh: string; en: string } | undefined;
  readonly instance: string | undefined;
  constructor(
    exception: EpcisExceptionName,
    detail?: { zh: string; en: string },
    { instance, status }: { instance?: string; status?: number } = {},
  ) {
    super(`${exception}: ${detail?.en ?? epcisExceptions[exception].en}`);
    this.name = 'EpcisException';
    this.exception = exception;
    this.status = status ?? epcisExceptions[exception].status;
    this.detail = detail;
    this.instance = instance;
  }
  body(): ProblemBody {
    const { zh, en } = epcisExceptions[this.exception];
    return {
      type: `epcisException:${this.exception}`,
      title: `${zh} / ${en}`,
      status: this.status,
      ...(this.detail && { detail: `${this.detail.zh} / ${this.detail.en}` }),
      ...(this.instance !== undefined && { instance: this.instance }),
    };
  }
}

/** A fault of a document, at its place. */
export function invalid(problem: Problem): EpcisException {
  const { place } = problem;
  const at = place === '' ? '' : `${place}: `;
  return new EpcisException(
    'ValidationException',
    { zh: `${at}${describeProblem(problem, 'zh')}`, en: `${at}${describeProblem(problem, 'en')}` },
    // A JSON pointer is a fragment; an XPath is none.
    place.startsWith('/') && !place.includes('[') ? { instance: `#${encodeURI(place)}` } : {},
  );
}

export const asException = (error: unknown): unknown => (error instanceof EpcisError ? invalid(error.problem) : error);

/** It can be read, but is somebody else's to change. */
export const notYours = (): EpcisException =>
  new EpcisException(
    'SecurityException',
    { zh: '只能由建立它的机构或其地区的管理人员更改', en: 'Only its own organization, or its region, may change it' },
    { status: 403 },
  );
