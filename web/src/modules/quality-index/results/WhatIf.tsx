import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RunData, RunDetail, SchemeNode } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useName, usePick } from '../../../app/i18n.ts';
import { useSearchState } from '../../../app/search.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { dataQuery } from './api.ts';
import { Bar } from './Bar.tsx';
import { childrenOf, fixed, places, rankTicks, rootOf } from './run-facts.ts';
import { useResultStrings } from './strings.ts';
import {
  cannotTry,
  ownPoints,
  problemWords,
  readWeights,
  sharesOf,
  type Tried,
  tryWeights,
  type Weights,
  weightsComputed,
  writeWeights,
} from './what-if.ts';
import { Move } from './Years.tsx';

export function WhatIf({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const reason = cannotTry(run.steps);
  const query = useQuery({ ...dataQuery(run.id), enabled: reason === undefined });
  if (reason) return <EmptyState title={t('cannot')} hint={t(reason)} />;
  return <Loaded query={query}>{(data) => <Trial run={run} data={data} />}</Loaded>;
}

function Trial({ run, data }: { run: RunDetail; data: RunData }) {
  const t = useResultStrings();
  const pick = usePick();
  const [search, update] = useSearchState();
  const changed = readWeights(search.w, run);
  const kept = writeWeights(changed);
  const outcome = useMemo(() => {
    try {
      return { rows: tryWeights(run, data, readWeights(kept, run)) };
    } catch (error) {
      return { problem: problemWords(error) };
    }
  }, [run, data, kept]);
  const set = (code: string, points: number | undefined) => {
    const { [code]: _, ...rest } = changed;
    update({ w: writeWeights(points === undefined ? rest : { ...rest, [code]: points }) || undefined });
  };
  return (
    <>
      <p className="note doubt">{t('trialNote')}</p>
      {weightsComputed(run.steps) && <p className="note ix-after">{t('cannotWeights')}</p>}
      <div className="ix-try">
        <section>
          <div className="spread">
            <h2>{t('whatIf')}</h2>
            <button type="button" className="btn no-print" disabled={!kept} onClick={() => update({ w: undefined })}>
              {t('reset')}
            </button>
          </div>
          <Sliders run={run} parent={rootOf(run.nodes).code} changed={changed} onSet={set} />
        </section>
        <section aria-live="polite">
          {outcome.problem ? (
            <p className="note bad" role="alert">
              {t('failedTry', { problem: pick(outcome.problem) })}
            </p>
          ) : (
            <Outcome run={run} rows={outcome.rows ?? []} untouched={!kept} />
          )}
        </section>
      </div>
    </>
  );
}

type SlidersProps = {
  run: RunDetail;
  parent: string;
  changed: Weights;
  onSet: (code: string, points: number | undefined) => void;
};

function Sliders({ run, parent, changed, onSet }: SlidersProps) {
  const t = useResultStrings();
  const name = useName();
  const shares = sharesOf(run, parent, changed);
  return (
    <ul className="ix-sliders">
      {childrenOf(run.nodes, parent).map((node) => {
        const below = childrenOf(run.nodes, node.code);
        return (
          <li key={node.code}>
            <Slider
              node={node}
              words={name(node)}
              share={shares.get(node.code) ?? 0}
              was={ownPoints(run, node.code)}
              points={changed[node.code]}
              onSet={onSet}
            />
            {below.length > 1 && (
              <details open={below.some(({ code }) => changed[code] !== undefined) || undefined}>
                <summary>{t('inside')}</summary>
                <Sliders run={run} parent={node.code} changed={changed} onSet={onSet} />
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type SliderProps = {
  node: SchemeNode;
  words: string;
  share: number;
  was: number;
  points: number | undefined;
  onSet: SlidersProps['onSet'];
};

function Slider({ node, words, share, was, points, onSet }: SliderProps) {
  const t = useResultStrings();
  const moved = Math.abs(share * 100 - was) >= 0.05;
  return (
    <label className={moved ? 'moved' : undefined}>
      <span>{words}</span>
      <input
        type="range"
        min="0"
        max="100"
        step="1"
        value={points ?? Math.round(was)}
        aria-label={t('weightOf', { name: words })}
        aria-valuetext={t('shareNow', { share: fixed(share * 100) })}
        onChange={(event) => {
          const next = Number(event.target.value);
          onSet(node.code, next === Math.round(was) ? undefined : next);
        }}
      />
      <span className="num">
        {t('shareNow', { share: fixed(share * 100) })}
        <span className="cap under">{moved ? t('was', { share: fixed(was) }) : '\u00a0'}</span>
      </span>
    </label>
  );
}

function Outcome({ run, rows, untouched }: { run: RunDetail; rows: Tried[]; untouched: boolean }) {
  const t = useResultStrings();
  const name = useName();
  const official = new Map(run.rows.map((row) => [row.region.code, row]));
  const seen = rows.flatMap((row) => {
    const old = official.get(row.region);
    return old ? [{ ...row, old, by: old.rank - row.rank }] : [];
  });
  const moved = seen.filter(({ by }) => by !== 0);
  const most = [...moved].sort((a, b) => Math.abs(b.by) - Math.abs(a.by))[0];
  const within = moved.filter(({ rank, old }) => {
    const [low, high] = places(old.rankInterval);
    return rank >= low && rank <= high;
  }).length;
  const count = seen.length;
  const ticks = rankTicks(count);
  return (
    <>
      <p className="ix-lead">
        {untouched
          ? t('unchanged')
          : most
            ? `${t('movedSummary', { moved: moved.length, name: name(most.old.region), places: Math.abs(most.by) })} ${t('movedWithin', { within })}`
            : t('movedNone')}
      </p>
      <DataTable
        caption={t('whatIf')}
        rows={seen}
        rowKey={(row) => row.region}
        compact={count > 30}
        columns={[
          {
            id: 'region',
            header: t('region'),
            names: true,
            cell: (row) => (
              <FaceLink className="plain nowrap" to={`/index/runs/${run.id}/regions/${row.region}`}>
                {name(row.old.region)}
              </FaceLink>
            ),
          },
          {
            id: 'rank',
            header: t('triedRank'),
            align: 'right',
            cell: (row) => <b className="num">{row.rank}</b>,
          },
          {
            id: 'official',
            header: t('officialRank'),
            align: 'right',
            cell: (row) => <span className="num sub">{row.old.rank}</span>,
          },
          { id: 'moved', header: t('moved'), cell: (row) => <Move from={row.old.rank} to={row.rank} /> },
          {
            id: 'interval',
            header: `${t('interval')} 1–${count}`,
            short: t('interval'),
            width: '30%',
            cell: (row) => (
              <span className="ix-interval">
                <Bar
                  domain={[0.5, count + 0.5]}
                  band={row.old.rankInterval}
                  mark={row.old.rank}
                  dot={row.rank}
                  ticks={ticks}
                  tickWords={row === seen[0]}
                  height={24}
                />
              </span>
            ),
          },
          {
            id: 'score',
            header: t('triedScore'),
            align: 'right',
            cell: (row) => (
              <span className="num">
                {fixed(row.score)} <span className="cap">{fixed(row.old.score)}</span>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
