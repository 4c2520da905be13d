/** Serves the built web face; every path that is not a file is a page of the application. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { AppError } from '../kernel/error.ts';
import type { App } from '../kernel/http.ts';
import { toBody } from './errors.ts';

export async function serveWeb(app: App, folder: string | undefined): Promise<void> {
  const built = folder !== undefined && existsSync(join(folder, 'index.html'));
  if (built)
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      // File names carry a hash of their content; only the page itself changes under its name.
      setHeaders: (reply, path) => {
        const lasting = path.includes(`${join(folder, 'assets')}`);
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  app.setNotFoundHandler(async (request, reply) => {
    // A browser that goes to a page says so; ids in addresses may look like file names.
    const asksForPage = request.headers.accept?.includes('text/html') ?? false;
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && asksForPage;
    if (page && built) return reply.sendFile('index.html');
    const missing = new AppError('not-found', { what: request.url.split('?', 1)[0] });
    return reply.status(404).send(toBody(missing.code, missing.details));
  });
}
