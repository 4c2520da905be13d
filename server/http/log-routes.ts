/** The transparency log for everybody: the addresses of C2SP tlog-tiles under /log/, and what pages ask under /api/log. */
import { z } from 'zod';
import { LogPage, LogProof, LogProofQuery, LogQuery, LogView } from '../../packages/contract/index.ts';
import { parseTilePath, TILE_WIDTH } from '../../packages/merkle-log/index.ts';
import { AppError } from '../kernel/error.ts';
import type { App } from '../kernel/http.ts';
import {
  type ContentSource,
  findCheckpoint,
  findEntries,
  findProof,
  getContent,
  getLog,
  getReceipt,
  getTile,
  TileCache,
} from '../kernel/log/index.ts';
import type { Services } from '../kernel/services.ts';

/** Whoever follows the whole log fetches many tiles; nobody needs more. */
const many = { max: 1200, timeWindow: '1 minute' };
const Reference = z.object({
  id: z.string().regex(/^(\d{1,15}|[0-9a-f]{64}|[0-9a-f-]{36})$/, 'a number, or the 64 digits of the hash of a leaf'),
});

export function logRoutes(app: App, { db }: Services, contentOf: ContentSource): void {
  const config = { permission: 'log.read', rateLimit: many } as const;
  const cache = new TileCache();
  const open = { kind: 'public', address: null } as const;

  app.get('/log/checkpoint', { config, schema: { tags: ['log'] } }, async (_, reply) => {
    const newest = await db.within(open, findCheckpoint);
    if (!newest) throw new AppError('not-found', { what: 'checkpoint' });
    return reply.header('cache-control', 'public, max-age=2').type('text/plain; charset=utf-8').send(newest.note);
  });
  app.get('/log/keys', { config, schema: { tags: ['log'] } }, async (_, reply) => {
    const { keys, former } = await db.within(open, getLog);
    const lines = [...keys, ...former.flatMap((log) => [`# ${log.origin}, ${log.size}`, ...log.keys])];
    return reply
      .header('cache-control', 'public, max-age=60')
      .type('text/plain; charset=utf-8')
      .send(lines.map((line) => `${line}\n`).join(''));
  });
  app.get('/log/tile/*', { config, schema: { tags: ['log'] } }, async (request, reply) => {
    const { '*': path } = request.params as { '*': string };
    const name = parseTilePath(path);
    if (!name) throw new AppError('not-found', { what: path });
    const bytes = await db.within(open, (tx) => getTile(tx, name));
    // What a tile of this name holds never changes, full or not; the narrow ones are soon of no use.
    const age = name.width === TILE_WIDTH ? 'max-age=31536000' : 'max-age=86400';
    return reply
      .header('cache-control', `public, ${age}, immutable`)
      .type('application/octet-stream')
      .send(Buffer.from(bytes));
  });
  app.get('/log/receipt/:id', { config, schema: { tags: ['log'], params: Reference } }, async (request, reply) => {
    const { id } = request.params;
    const { index, receipt } = await db.within(open, (tx) =>
      getReceipt(tx, /^\d{1,15}$/.test(id) ? Number(id) : id.replaceAll('-', ''), cache),
    );
    return reply
      .header('cache-control', 'public, max-age=60')
      .header('content-disposition', `attachment; filename="zhimai-${index}.tlog-proof"`)
      .type('text/plain; charset=utf-8')
      .send(receipt);
  });
  // The content behind an entry, in the canonical form whose hash the entry holds.
  const numbered = z.object({ id: z.string().regex(/^(\d{1,15}|[0-9a-f-]{36})$/) });
  app.get('/log/content/:id', { config, schema: { tags: ['log'], params: numbered } }, async (request, reply) => {
    const index = Number(request.params.id);
    if (!Number.isSafeInteger(index)) throw new AppError('not-found', { what: request.params.id });
    const bytes = await getContent(db, index, contentOf);
    return reply
      .header('cache-control', 'public, max-age=60')
      .header('content-disposition', `attachment; filename="zhimai-${index}.${bytes[0] === 0x7b ? 'json' : 'txt'}"`)
      .type(bytes[0] === 0x7b ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8')
      .send(bytes);
  });

  app.get('/api/log', { config, schema: { tags: ['log'], response: { 200: LogView } } }, () => db.within(open, getLog));
  app.get(
    '/api/log/entries',
    { config, schema: { tags: ['log'], querystring: LogQuery, response: { 200: LogPage } } },
    (request) => db.within(open, (tx) => findEntries(tx, request.query)),
  );
  app.get(
    '/api/log/of',
    { config, schema: { tags: ['log'], querystring: LogProofQuery, response: { 200: LogProof } } },
    // In the scope of whoever asks: offices find what was sealed under its true name.
    (request) => db.within(request.scope, (tx) => findProof(tx, request.query)),
  );
}
