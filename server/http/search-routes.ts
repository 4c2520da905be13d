import { z } from 'zod';
import { SearchAnswer } from '../../packages/contract/index.ts';
import type { App } from '../kernel/http.ts';
import { findEntries } from '../kernel/search/index.ts';
import type { Services } from '../kernel/services.ts';

const SearchQuery = z.object({
  q: z.string().max(100).default(''),
  kinds: z.string().max(200).optional().describe('One or more kinds, separated by commas'),
  size: z.coerce.number().int().min(1).max(50).default(5).describe('Hits a kind'),
});

export function searchRoutes(app: App, { db }: Services): void {
  app.get(
    '/api/search',
    {
      config: { permission: 'search.read' },
      schema: { tags: ['search'], querystring: SearchQuery, response: { 200: SearchAnswer } },
    },
    async (request) => {
      const { q, kinds, size } = request.query;
      const wanted = kinds?.split(',').filter(Boolean);
      return db.within(request.scope, (tx) => findEntries(tx, request.scope, { q, kinds: wanted, size }));
    },
  );
}
