import './traceability.css';
import { useQuery } from '@tanstack/react-query';
import type { TraceEventDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Proof } from '../../ui/Proof.tsx';
import { eventQuery, proofAddress } from './api.ts';
import { actionWord, codeWords, dispositionWord, stepWord, typeWord } from './cbv-words.ts';
import { useTraceStrings } from './strings.ts';

type One = TraceEventDetail['events'][number];

export function EventPage() {
  const [search] = useSearchState();
  const query = useQuery(eventQuery(search.id ?? ''));
  return <Loaded query={query}>{(detail) => <Event detail={detail} />}</Loaded>;
}

function Event({ detail: { events } }: { detail: TraceEventDetail }) {
  const t = useTraceStrings();
  const language = useLanguage();
  const [first] = events as [One, ...One[]];
  const { row } = first;
  return (
    <>
      <PageHead
        title={row.bizStep ? stepWord(row.bizStep, language) : typeWord(row.type, language)}
        crumbs={[{ key: 'all', node: <FaceLink to="/traceability">{t('title')}</FaceLink> }]}
        sub={`${typeWord(row.type, language)} · ${formatInstant(row.eventTime)}`}
      />
      {events.length > 1 && <p className="note bad">{t('declared')}</p>}
      {events.map((one) => (
        <Version key={one.digest} one={one} />
      ))}
    </>
  );
}

/** The event, or the declaration that it is in error. */
function Version({ one }: { one: One }) {
  const t = useTraceStrings();
  const language = useLanguage();
  const { row, document, hash, digest, captureId, place } = one;
  const text = JSON.stringify(document, null, 2);
  const facts: [string, React.ReactNode][] = [
    [t('when'), formatInstant(row.eventTime)],
    [t('recorded'), formatInstant(row.recordTime)],
    ...(row.action ? [[t('action'), actionWord(row.action, language)] as [string, string]] : []),
    ...(row.disposition ? [[t('disposition'), dispositionWord(row.disposition, language)] as [string, string]] : []),
    ...(row.readPoint ? [[t('readPoint'), codeLink(row.readPoint)] as [string, React.ReactNode]] : []),
    ...(row.bizLocation ? [[t('bizLocation'), codeLink(row.bizLocation)] as [string, React.ReactNode]] : []),
    [
      t('fromCapture'),
      <FaceLink key="capture" to={`/traceability/captures/${captureId}`}>
        {t('placeOf', { n: place + 1 })}
      </FaceLink>,
    ],
  ];
  return (
    <>
      {row.declaration && (
        <h2 className="section">
          <span className="tag bad">{t('declares')}</span> <span className="sub">{t('declaresHint')}</span>
        </h2>
      )}
      <div className="cols trace-event">
        <section className="section">
          <dl className="kv">
            {facts.map(([name, value]) => (
              <div key={name} className="trace-pair">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="section">
          <h2>
            {t('things')} <span className="sub">{row.count}</span>
          </h2>
          <ul className="plain-list">
            {row.things.map((id) => (
              <li key={id}>{codeLink(id)}</li>
            ))}
          </ul>
          {row.count > row.things.length && <p className="cap">{t('moreThings', { count: row.count })}</p>}
        </section>
      </div>
      <section className="section">
        <h2>{t('proof')}</h2>
        <dl className="kv">
          <div className="trace-pair">
            <dt>{t('eventId')}</dt>
            <dd className="mono">{row.id}</dd>
          </div>
          <div className="trace-pair">
            <dt>{t('eventHash')}</dt>
            <dd className="mono">{hash}</dd>
          </div>
          <div className="trace-pair">
            <dt>{t('digest')}</dt>
            <dd>
              <span className="mono">{digest}</span>
              <span className="cap under">{t('digestHint')}</span>
            </dd>
          </div>
        </dl>
        <div className="row trace-actions">
          <a className="btn" href={proofAddress(row.id, row.declaration)} download>
            {t('proofFile')}
          </a>
          <FaceLink to="/verify" className="btn text">
            {t('verify')}
          </FaceLink>
        </div>
        <p className="cap">{t('proofHint')}</p>
      </section>
      <Proof subject={`epcis/capture/${captureId}`} kind="epcis.captured" />
      <details className="section">
        <summary>{t('document')}</summary>
        <div className="row">
          <a
            className="btn text"
            download="event.jsonld"
            href={`data:application/ld+json;charset=utf-8,${encodeURIComponent(text)}`}
          >
            {t('download')}
          </a>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls must be reached by the keyboard */}
        <pre className="trace-source" tabIndex={0}>
          {text}
        </pre>
      </details>
    </>
  );
}

const codeLink = (id: string) => (
  <FaceLink to="/traceability" search={{ q: id }} className="trace-code">
    {codeWords(id)}
  </FaceLink>
);
