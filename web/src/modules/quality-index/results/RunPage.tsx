import '../../../ui/maps.css';
import './results.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { RunDetail } from '../../../app/contract.ts';
import { FaceLink, useFace } from '../../../app/face.tsx';
import { useName } from '../../../app/i18n.ts';
import { useSearchState } from '../../../app/search.ts';
import { formatCount, formatInstant } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { SimulatedMark } from '../../../ui/SimulatedMark.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { runQuery } from './api.ts';
import { MapTab } from './MapTab.tsx';
import { Method } from './Method.tsx';
import { PublishActions } from './Publish.tsx';
import { Ranking } from './Ranking.tsx';
import { alike, fixed } from './run-facts.ts';
import { SensitivityTab } from './Sensitivity.tsx';
import { useResultStrings } from './strings.ts';
import { Years } from './Years.tsx';

/** The science is loaded only by who tries weights. */
const WhatIf = lazy(() => import('./WhatIf.tsx').then((module) => ({ default: module.WhatIf })));

const tabs = ['ranking', 'map', 'sensitivity', 'whatIf', 'years', 'method'] as const;
/** What belongs to one tab leaves the address with it. */
const own = ['q', 'sort', 'order', 'city', 'cols', 'by', 'region', 'w', 'with', 'all'];

export function RunPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(runQuery(id));
  return <Loaded query={query}>{(run) => <Run run={run} />}</Loaded>;
}

export function RunState({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const state = run.withdrawnAt ? 'withdrawn' : run.publishedAt ? 'published' : run.kind;
  return (
    <span className={`tag ${state === 'withdrawn' ? 'bad' : state === 'published' ? '' : 'doubt'}`}>{t(state)}</span>
  );
}

/** Where the run stands, above the page: what it must not be taken for. */
export function RunNotes({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const lines = [
    run.simulated && <p className="simulated-banner ix-banner">{t('simulatedLine')}</p>,
    run.withdrawnAt && (
      <p className="note bad">
        {t('withdrawnLine', { at: formatInstant(run.withdrawnAt), reason: run.withdrawnReason ?? '' })}
      </p>
    ),
    !run.publishedAt && <p className="note doubt">{t(run.kind === 'trial' ? 'trialLine' : 'officialLine')}</p>,
  ].filter(Boolean);
  return (
    <div className="ix-notes">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have a fixed order
        <div key={index}>{line}</div>
      ))}
    </div>
  );
}

function Run({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const name = useName();
  const face = useFace();
  const [search, update] = useSearchState();
  const tab = tabs.find((one) => one === search.tab) ?? 'ranking';
  const scheme = name({ name: run.schemeName, nameEn: run.schemeNameEn });
  const go = (next: (typeof tabs)[number]) =>
    update({ ...Object.fromEntries(own.map((key) => [key, undefined])), tab: next === 'ranking' ? undefined : next });
  return (
    <>
      <RunNotes run={run} />
      <PageHead
        title={`${scheme} ${run.year}`}
        crumbs={[
          { key: 'all', node: <FaceLink to="/index">{t(face === 'public' ? 'publicTitle' : 'index')}</FaceLink> },
          ...(face === 'work'
            ? [{ key: 'scheme', node: <FaceLink to={`/index/schemes/${run.schemeId}`}>{scheme}</FaceLink> }]
            : []),
        ]}
        sub={
          <>
            {name(run.region)} · {t(run.level)} · {versionOf(run, face, t('version', { number: run.versionNumber }))} ·{' '}
            {t('asOf', { day: run.asOf })} <RunState run={run} /> <SimulatedMark when={run.simulated} />
          </>
        }
        actions={
          <>
            <PublishActions run={run} />
            <button type="button" className="btn" onClick={() => window.print()}>
              {t('print')}
            </button>
          </>
        }
      />
      <Summary run={run} />
      <div className="tabs ix-tabs" role="tablist" aria-label={t('tabs')}>
        {tabs.map((one) => (
          <button
            key={one}
            id={`tab-${one}`}
            type="button"
            role="tab"
            aria-selected={tab === one}
            aria-controls="tab-panel"
            tabIndex={tab === one ? 0 : -1}
            onClick={() => go(one)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              const next = tabs[(tabs.indexOf(one) + step + tabs.length) % tabs.length];
              if (step === 0 || !next) return;
              event.preventDefault();
              go(next);
              document.getElementById(`tab-${next}`)?.focus();
            }}
          >
            {t(one)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        {tab === 'ranking' && <Ranking run={run} />}
        {tab === 'map' && <MapTab run={run} />}
        {tab === 'sensitivity' && <SensitivityTab run={run} />}
        {tab === 'whatIf' && (
          <Suspense fallback={<Skeleton />}>
            <WhatIf run={run} />
          </Suspense>
        )}
        {tab === 'years' && <Years run={run} />}
        {tab === 'method' && <Method run={run} />}
      </div>
    </>
  );
}

const versionOf = (run: RunDetail, face: 'work' | 'public', words: string): ReactNode =>
  face === 'work' ? <FaceLink to={`/index/versions/${run.versionId}`}>{words}</FaceLink> : words;

function Summary({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const name = useName();
  const first = run.rows[0];
  if (!first) return null;
  const scores = run.rows.map(({ score }) => Number(score)).sort((a, b) => a - b);
  const filled = run.rows.reduce((sum, { imputed }) => sum + imputed, 0);
  const all = run.rows.length * run.nodes.filter(({ indicator }) => indicator !== undefined).length;
  const ties = run.rows.filter((row) => row !== first && alike(row, first)).length;
  return (
    <div className="nums ix-nums">
      <div className="number still">
        <b>{formatCount(run.rows.length)}</b>
        <span className="sub">{t('units')}</span>
      </div>
      <FaceLink className="number" to={`/index/runs/${run.id}/regions/${first.region.code}`}>
        <b>{name(first.region)}</b>
        <span className="sub">
          {t('first')} · {ties > 0 ? t('firstTie', { count: ties }) : t('firstAlone')}
        </span>
      </FaceLink>
      <div className="number still">
        <b>
          {fixed(scores[0])}–{fixed(scores.at(-1))}
        </b>
        <span className="sub">
          {t('span')} · {t('spanNote', { median: fixed(scores[Math.floor(scores.length / 2)]) })}
        </span>
      </div>
      <div className="number still">
        <b>{formatCount(run.groups.length)}</b>
        <span className="sub">
          {t('groups')} · {t('groupsNote')}
        </span>
      </div>
      <div className="number still">
        <b>{formatCount(filled)}</b>
        <span className="sub">
          {t('filled')} · {t('filledNote', { share: fixed((filled / all) * 100) })}
        </span>
      </div>
    </div>
  );
}
