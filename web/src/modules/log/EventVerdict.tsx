import type { EventProofCheck, EventProofProblem } from '../../../../packages/epcis/index.ts';
import { formatInstant } from '../../ui/format.ts';
import { useVerifyStrings } from './strings.ts';

const words = {
  malformed: 'eventMalformed',
  'no-event': 'eventNoEvent',
  digest: 'eventDigest',
  path: 'eventPath',
  root: 'eventRoot',
  'no-receipt': 'eventNoReceipt',
} as const satisfies Record<EventProofProblem, string>;

/** Is this the event that the log speaks of? What the log is worth the verdict on its receipt says. */
export function EventVerdict({ check: { problem, event, hash } }: { check: EventProofCheck }) {
  const t = useVerifyStrings();
  const ok = problem === undefined;
  return (
    <section className={`verdict ${ok ? 'good' : 'bad'}`} data-event={ok ? 'good' : 'bad'}>
      <h2>
        <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {t(ok ? 'eventGood' : 'eventBad')}
      </h2>
      <p>{t(problem ? words[problem] : 'eventIn')}</p>
      {event && (
        <dl className="kv">
          <dt>{t('eventType')}</dt>
          <dd>{event.type}</dd>
          <dt>{t('eventTime')}</dt>
          <dd>{Number.isNaN(Date.parse(event.eventTime)) ? event.eventTime : formatInstant(event.eventTime)}</dd>
          <dt>{t('eventId')}</dt>
          <dd className="mono">{event.eventID}</dd>
          <dt>{t('eventHash')}</dt>
          <dd className="mono">{hash}</dd>
        </dl>
      )}
    </section>
  );
}
