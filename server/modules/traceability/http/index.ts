/** The EPCIS 2.0 REST binding under /epcis, with parsers and errors of its own. */
import type { App } from '../../../kernel/http.ts';
import type { WebhookRules } from '../../../kernel/notify/index.ts';
import type { Services } from '../../../kernel/services.ts';
import { EpcisException } from '../problems.ts';
import { epcisErrorHandler } from './errors.ts';
import { checkVersions, sayVersions } from './negotiate.ts';
import { captureRoutes } from './routes-capture.ts';
import { eventRoutes } from './routes-events.ts';
import { queryRoutes } from './routes-queries.ts';
import { subscriptionRoutes } from './routes-subscriptions.ts';

export const EPCIS_BASE = '/epcis';

export { roomRoutes } from './routes-room.ts';

/** `webhook`: which addresses a subscription may call. */
export type EpcisOptions = { version: string; webhook: WebhookRules };

export function epcisRoutes(app: App, services: Services, { version, webhook }: EpcisOptions): void {
  app.register(
    async (scoped) => {
      const epcis = scoped as unknown as App;
      // Bodies are documents: read by our own readers, whatever media type they claim.
      epcis.removeAllContentTypeParsers();
      epcis.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      epcis.setErrorHandler(epcisErrorHandler);
      epcis.setNotFoundHandler((request, reply) => {
        sayVersions(reply);
        const path = request.url.split('?', 1)[0]!;
        return epcisErrorHandler(
          new EpcisException('NoSuchResourceException', { zh: `没有 ${path}`, en: `There is no ${path}` }),
          request,
          reply,
        );
      });
      epcis.addHook('preParsing', async (request) => checkVersions(request));
      const options = { base: EPCIS_BASE, vendor: `zhimai ${version}` };
      captureRoutes(epcis, services, options);
      eventRoutes(epcis, services, options);
      queryRoutes(epcis, services, options);
      subscriptionRoutes(epcis, services, options, webhook);
    },
    { prefix: EPCIS_BASE },
  );
}
