/** Looks once a second whether a subscriber is to be told something; servers share the work by the lease of each row. */
import type { WebhookRules } from '../../../kernel/notify/index.ts';
import type { Services } from '../../../kernel/services.ts';
import { deliverSubscription, findDue } from './deliver-subscription.ts';

export type SubscriptionRunner = {
  /** Tells what is due now, and waits for the answers: for tests. */
  run(): Promise<void>;
  stop(): Promise<void>;
};
export type SubscriptionOptions = {
  rules: WebhookRules;
  /** Milliseconds between two looks; without one nothing happens by itself. */
  interval?: number;
  report?: (error: unknown) => void;
};
/** A destination that does not answer holds up its own place only. */
const AT_ONCE = 8;

export function startSubscriptions(services: Services, options: SubscriptionOptions): SubscriptionRunner {
  const report = options.report ?? ((error) => process.stderr.write(`subscriptions: ${String(error)}\n`));
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let said = '';

  const look = async () => {
    try {
      for (const id of await findDue(services)) {
        if (running.size >= AT_ONCE || stopping.signal.aborted) break;
        if (running.has(id)) continue;
        const work = deliverSubscription(services, id, options.rules, stopping.signal)
          .catch((error: unknown) => report(error))
          .finally(() => running.delete(id));
        running.set(id, work);
      }
      said = '';
    } catch (error) {
      // The same trouble is told once.
      if (!stopping.signal.aborted && said !== String(error)) report(error);
      said = String(error);
    }
  };
  const again = (interval: number) => {
    if (!stopping.signal.aborted)
      timer = setTimeout(() => void look().then(() => again(interval)), said === '' ? interval : 10_000);
  };
  if (options.interval !== undefined) again(options.interval);
  return {
    run: async () => {
      await look();
      await Promise.all(running.values());
    },
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
