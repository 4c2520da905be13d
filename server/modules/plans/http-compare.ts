import { z } from 'zod';
import { ComparisonView, Day, exportQuery, type Permission } from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import type { App } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { compareRefs } from './compare-plans.ts';
import { comparisonToCsv, comparisonToXlsx } from './export-comparison.ts';

const Two = z.object({ a: z.string().min(1).max(250), b: z.string().min(1).max(250), asOf: Day.optional() });

/** Documents are for those who read documents; plans for everybody. */
export function compareRoutes(app: App, { db, clock }: Services): void {
  const kinds: [string, Permission, (ref: string) => string][] = [
    ['/api/documents/compare', 'document.read', (ref) => ref],
    ['/api/plans/compare', 'plan.read', (ref) => `plan:${ref.replace(/^plan:/, '')}`],
  ];
  for (const [url, permission, refOf] of kinds) {
    const compare = (scope: Parameters<typeof db.within>[0], { a, b, asOf }: z.infer<typeof Two>) =>
      db.within(scope, (tx) => compareRefs(tx, asOf ?? today(clock), refOf(a), refOf(b)));
    app.get(
      url,
      { config: { permission }, schema: { tags: ['compare'], querystring: Two, response: { 200: ComparisonView } } },
      (request) => compare(request.scope, request.query),
    );
    app.get(
      `${url}/export`,
      {
        config: { permission },
        schema: {
          tags: ['compare'],
          querystring: Two.extend({ format: z.enum(['csv', 'xlsx']), language: exportQuery.language }),
        },
      },
      async (request, reply) => {
        const view = await compare(request.scope, request.query);
        const { format, language } = request.query;
        const name = `${language === 'zh' ? '对照' : 'comparison'}.${format}`;
        reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
        if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(comparisonToCsv(view, language));
        const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
        return reply.type(type).send(Buffer.from(await comparisonToXlsx(view, language)));
      },
    );
  }
}
