import type { ApiError } from './contract.ts';

export type Params = Record<string, string | number | boolean | null | undefined>;

/** What went wrong, with the words of the server in both languages. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly status: number;
  readonly words: { zh: string; en: string };
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, body: ApiError['error']) {
    super(body.message.en);
    this.code = body.code;
    this.status = status;
    this.words = body.message;
    this.details = body.details ?? {};
  }
}

const unreachable = {
  zh: '连接不上服务器。请检查网络后重试',
  en: 'The server cannot be reached. Check the network and retry',
};

export const unreachableFailure = () => new ApiFailure(0, { code: 'offline', message: unreachable });

export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

async function failureOf(response: Response): Promise<ApiFailure> {
  try {
    const body = (await response.json()) as ApiError;
    if (body?.error?.message?.zh) return new ApiFailure(response.status, body.error);
  } catch {
    // Not our server's words (a proxy's page): described by its status below.
  }
  return new ApiFailure(response.status, {
    code: 'http',
    message: {
      zh: `服务器没有按约定回答（${response.status}）`,
      en: `The server gave an unexpected answer (${response.status})`,
    },
  });
}

async function send(input: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachableFailure();
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

async function bodyOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text ? JSON.parse(text) : null) as T;
}

export async function getJson<T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(await send(address(path, params), { signal, headers: { accept: 'application/json' } }));
}

/** Every request that changes something carries `x-zhimai: 1`, which another site cannot send. */
const own = { 'x-zhimai': '1' };

export async function sendJson<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers = body === undefined ? own : { ...own, 'content-type': 'application/json' };
  return bodyOf<T>(await send(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }));
}

export async function sendForm<T>(path: string, form: FormData, params?: Params): Promise<T> {
  return bodyOf<T>(await send(address(path, params), { method: 'POST', headers: own, body: form }));
}
