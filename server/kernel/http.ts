/** What every module's `http.ts` needs: the typed application and the scope of a request. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Permission } from '../../packages/contract/index.ts';
import { AppError } from './error.ts';
import type { Scope, UserScope } from './scope/scope.ts';

declare module 'fastify' {
  interface FastifyRequest {
    scope: Scope;
  }
  interface FastifyContextConfig {
    /** Checked before the handler; a route without one does not start. */
    permission?: Permission;
  }
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The scope of a signed-in user. Throws `auth.required` for the public. */
export function userOf(request: FastifyRequest): UserScope {
  if (request.scope.kind !== 'user') throw new AppError('auth.required');
  return request.scope;
}

export type UploadedFile = { name: string; bytes: Uint8Array; fields: Record<string, string> };

/** The one file of a multipart request with its text fields. Throws `input.no-file` and `input.too-large`. */
export async function readUpload(request: FastifyRequest, limitMb: number): Promise<UploadedFile> {
  if (!request.isMultipart()) throw new AppError('input.no-file');
  const fields: Record<string, string> = {};
  let file: { name: string; bytes: Uint8Array } | undefined;
  for await (const part of request.parts({ limits: { fileSize: limitMb * 1024 * 1024, files: 1, fields: 10 } })) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    const bytes = await part.toBuffer().catch(() => undefined);
    if (!bytes || part.file.truncated)
      throw new AppError('input.too-large', { limitMb, file: cleanName(part.filename) });
    file = { name: cleanName(part.filename), bytes };
  }
  if (!file) throw new AppError('input.no-file');
  return { ...file, fields };
}

/** The last part of a name, without control characters. */
function cleanName(name: string): string {
  const last = name.replace(/^.*[\\/]/, '');
  return [...last]
    .filter((sign) => sign >= ' ' && sign !== '\u007f')
    .join('')
    .slice(0, 200);
}
