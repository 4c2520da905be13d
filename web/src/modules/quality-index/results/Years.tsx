import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { RunComparison, RunDetail } from '../../../app/contract.ts';
import { FaceLink, useFace } from '../../../app/face.tsx';
import { useLanguage, useName } from '../../../app/i18n.ts';
import { useSearchState } from '../../../app/search.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { comparisonQuery } from './api.ts';
import { Bar } from './Bar.tsx';
import { around, fixed } from './run-facts.ts';
import { useResultStrings } from './strings.ts';

type Row = RunComparison['rows'][number];

/** The year before, officially; else the nearest other run. */
export function usualOther(run: Pick<RunDetail, 'year' | 'kind' | 'others'>): string | undefined {
  const far = (other: RunDetail['others'][number]) =>
    (other.year === run.year ? 100 : Math.abs(run.year - 1 - other.year)) + (other.kind === 'official' ? 0 : 0.5);
  return [...run.others].sort((a, b) => far(a) - far(b))[0]?.id;
}

export function Years({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const face = useFace();
  const [search, update] = useSearchState();
  const chosen = run.others.find(({ id }) => id === search.with)?.id ?? usualOther(run);
  if (!chosen)
    return <EmptyState title={t('noOthers')} hint={t(face === 'public' ? 'noOthersPublic' : 'noOthersHint')} />;
  return (
    <>
      <div className="filters no-print">
        <Select
          aria-label={t('compareWith')}
          style={{ width: 320 }}
          value={chosen}
          onChange={(id: string) => update({ with: id })}
          options={run.others.map((other) => ({
            value: other.id,
            label: t('runName', {
              year: other.year,
              kind: t(`${other.kind}Short`),
              at: formatInstant(other.runAt).slice(0, 10),
            }),
          }))}
        />
      </div>
      <Compared run={run} other={chosen} />
    </>
  );
}

function Compared({ run, other }: { run: RunDetail; other: string }) {
  const query = useQuery(comparisonQuery(run.id, other));
  return <Loaded query={query}>{(comparison) => <Changes run={run} comparison={comparison} />}</Loaded>;
}

export function Move({ from, to }: { from: number; to: number }) {
  const t = useResultStrings();
  const by = from - to;
  if (by === 0) return <span className="sub">{t('same')}</span>;
  return (
    <span className={by > 0 ? 'ix-up' : 'ix-down'}>
      <span aria-hidden="true">{by > 0 ? '↑' : '↓'}</span> {t(by > 0 ? 'up' : 'down', { count: Math.abs(by) })}
    </span>
  );
}

function Changes({ run, comparison }: { run: RunDetail; comparison: RunComparison }) {
  const t = useResultStrings();
  const name = useName();
  const [search, update] = useSearchState();
  const { before, after } = comparison;
  const rows = [...comparison.rows].sort((a, b) => a.rankAfter - b.rankAfter);
  const chosen = rows.find(({ region }) => region.code === search.region) ?? rows[0];
  const domain = around(rows.map((row) => row.after - row.before));
  return (
    <>
      <p className="prose ix-lead">
        {t('toldSummary', { told: rows.filter(({ told }) => told).length, all: rows.length })}{' '}
        <span className="sub">{t('toldHint')}</span>
      </p>
      <div className="ix-years">
        <DataTable
          caption={t('years')}
          rows={rows}
          rowKey={(row) => row.region.code}
          rowClass={(row) => (row === chosen ? 'ix-here' : undefined)}
          compact={rows.length > 30}
          columns={[
            {
              id: 'region',
              header: t('region'),
              names: true,
              cell: (row: Row) => (
                <button
                  type="button"
                  className="btn text ix-pick"
                  aria-pressed={row === chosen}
                  onClick={() => update({ region: row.region.code })}
                >
                  {name(row.region)}
                </button>
              ),
            },
            {
              id: 'ranks',
              header: `${before.year} → ${after.year}`,
              short: t('rank'),
              align: 'right',
              cell: (row) => (
                <span className="num">
                  {row.rankBefore} → <b>{row.rankAfter}</b>
                </span>
              ),
            },
            {
              id: 'moved',
              header: t('moved'),
              cell: (row) => <Move from={row.rankBefore} to={row.rankAfter} />,
            },
            {
              id: 'told',
              header: t('told'),
              cell: (row) =>
                row.told ? <span className="tag">{t('toldYes')}</span> : <span className="cap">{t('toldNo')}</span>,
            },
            {
              id: 'change',
              header: t('change'),
              width: '24%',
              cell: (row) => (
                <span className="ix-interval">
                  <Bar
                    domain={domain}
                    value={row.after - row.before}
                    tone={row.after < row.before ? 'down' : 'plain'}
                  />
                  <span className="num">{fixed(row.after - row.before, 1, true)}</span>
                </span>
              ),
            },
          ]}
        />
        {chosen && <Explained run={run} comparison={comparison} row={chosen} />}
      </div>
    </>
  );
}

const few = 10;

function Explained({ run, comparison, row }: { run: RunDetail; comparison: RunComparison; row: Row }) {
  const t = useResultStrings();
  const name = useName();
  const language = useLanguage();
  const [search, update] = useSearchState();
  const nodes = new Map(run.nodes.map((node) => [node.code, node]));
  const sorted = [...row.indicators].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const shown = search.all ? sorted : sorted.slice(0, few);
  const rest = sorted.slice(shown.length);
  const sum = (list: Row['indicators'], of: 'contribution' | 'own' | 'scale') =>
    list.reduce((total, one) => total + one[of], 0);
  const lines = [
    ...shown.map((one) => ({
      key: one.code,
      words: nodes.has(one.code) ? name(nodes.get(one.code)!) : one.code,
      ...one,
    })),
    ...(rest.length > 0
      ? [
          {
            key: 'rest',
            words: t('others', { count: rest.length }),
            contribution: sum(rest, 'contribution'),
            own: sum(rest, 'own'),
            scale: sum(rest, 'scale'),
          },
        ]
      : []),
  ];
  const domain = around([...lines.map(({ contribution }) => contribution), row.structure, row.after - row.before]);
  const scaled = row.indicators.some(({ scale }) => Math.abs(scale) > 5e-7);
  const change = row.after - row.before;
  return (
    <section className="ix-explained">
      <h2>
        {name(row.region)}
        {language === 'zh' ? '：' : ': '}
        {t('explain')}
      </h2>
      <p className="sub">
        {t('explainHint', {
          from: comparison.before.year,
          to: comparison.after.year,
          before: fixed(row.before, 2),
          after: fixed(row.after, 2),
        })}
      </p>
      <table className="plain-table ix-bars">
        <caption className="hidden-word">{t('explain')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            <th scope="col" className="drawn">
              <span className="hidden-word">{t('contribution')}</span>
            </th>
            <th scope="col" className="r">
              {t('contribution')}
            </th>
            {scaled && (
              <>
                <th scope="col" className="r">
                  {t('own')}
                </th>
                <th scope="col" className="r">
                  {t('scale')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.key} words={line.words} value={line.contribution} domain={domain}>
              {scaled && (
                <>
                  <td className="r num sub">{fixed(line.own, 2, true)}</td>
                  <td className="r num sub">{fixed(line.scale, 2, true)}</td>
                </>
              )}
            </Line>
          ))}
          {Math.abs(row.structure) > 5e-7 && (
            <Line words={t('structure')} title={t('structureHint')} value={row.structure} domain={domain}>
              {scaled && <td colSpan={2} />}
            </Line>
          )}
          <Line words={t('sum')} value={change} domain={domain} total>
            {scaled && (
              <>
                <td className="r num sub">{fixed(sum(row.indicators, 'own'), 2, true)}</td>
                <td className="r num sub">{fixed(sum(row.indicators, 'scale'), 2, true)}</td>
              </>
            )}
          </Line>
        </tbody>
      </table>
      <div className="row ix-after">
        {sorted.length > few && (
          <button
            type="button"
            className="btn text no-print"
            onClick={() => update({ all: search.all ? undefined : '1' })}
          >
            {search.all ? t('showFewer') : t('showAll', { count: sorted.length })}
          </button>
        )}
        <FaceLink to={`/index/runs/${run.id}/regions/${row.region.code}`}>{t('openRegion')}</FaceLink>
      </div>
    </section>
  );
}

type LineProps = {
  words: string;
  title?: string;
  value: number;
  domain: readonly [number, number];
  total?: boolean;
  children?: ReactNode;
};

/** One part of a sum, drawn from zero; what lowers is red and says so with its sign. */
export function Line({ words, title, value, domain, total = false, children }: LineProps) {
  return (
    <tr className={total ? 'total' : undefined}>
      <th scope="row" title={title}>
        {words}
      </th>
      <td className="drawn">
        <Bar domain={domain} value={value} tone={value < 0 ? 'down' : 'plain'} />
      </td>
      <td className="r num">{fixed(value, 2, true)}</td>
      {children}
    </tr>
  );
}
