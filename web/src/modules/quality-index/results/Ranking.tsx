import { Select } from 'antd';
import type { RunDetail, RunUnit } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useLanguage, useName } from '../../../app/i18n.ts';
import { type Search, useSearchState } from '../../../app/search.ts';
import { arrange, ColumnChooser } from '../../../ui/ColumnChooser.tsx';
import { type Column, DataTable, type Sort } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { SimulatedMark } from '../../../ui/SimulatedMark.tsx';
import { packageAddress, tableAddress } from './api.ts';
import { Bar } from './Bar.tsx';
import { breaksAfter, fieldsOf, fixed, groupLetters, placeWords, rankTicks } from './run-facts.ts';
import { useResultStrings } from './strings.ts';
import { useNarrow } from './use-narrow.ts';

/** A card holds less than a row; the fields are on the region's own page. */
const onPhone = 'rank,score,interval,group';

/** The rows that fit the search and the filter, in the order asked for. */
export function rowsFor(run: Pick<RunDetail, 'rows'>, search: Search, name: (region: RunUnit['region']) => string) {
  const words = (search.q ?? '').trim().toLowerCase();
  const fits = (row: RunUnit) =>
    (!search.city || row.parent?.code === search.city) &&
    (!words ||
      [row.region.code, row.region.name, row.region.nameEn].some((text) => text.toLowerCase().includes(words)));
  const rows = run.rows.filter(fits);
  const by = search.sort ?? 'rank';
  const sign = search.order === 'desc' ? -1 : 1;
  const value = (row: RunUnit): number | string => {
    if (by === 'rank') return row.rank;
    if (by === 'region') return name(row.region);
    if (by === 'city') return row.parent ? name(row.parent) : '';
    if (by === 'imputed') return row.imputed;
    if (by === 'width') return row.rankInterval[1] - row.rankInterval[0];
    return Number((by === 'score' ? row.score : row.scores[by]) ?? -Infinity);
  };
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    const order = typeof x === 'string' ? x.localeCompare(String(y), 'zh-CN') : x - Number(y);
    return sign * order || a.rank - b.rank;
  });
}

/** Cities that a run of counties can be narrowed to. */
export function citiesOf(run: Pick<RunDetail, 'rows'>): NonNullable<RunUnit['parent']>[] {
  return [...new Map(run.rows.flatMap(({ parent }) => (parent ? [[parent.code, parent] as const] : []))).values()].sort(
    (a, b) => a.code.localeCompare(b.code),
  );
}

export function Ranking({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const name = useName();
  const language = useLanguage();
  const narrow = useNarrow();
  const [search, update] = useSearchState();
  const rows = rowsFor(run, search, name);
  const cities = citiesOf(run);
  const fields = fieldsOf(run.nodes);
  const count = run.rows.length;
  const ticks = rankTicks(count);
  const sort: Sort = { by: search.sort ?? 'rank', order: search.order === 'desc' ? 'desc' : 'asc' };
  // Lines between groups mean something in the order of the ranking only.
  const whole = rows.length === count && sort.by === 'rank' && sort.order === 'asc';
  const breaks = whole ? breaksAfter(rows) : [];
  const parted = new Set(rows.filter((_, index) => breaks[index]).map(({ region }) => region.code));
  const columns: Column<RunUnit>[] = [
    {
      id: 'region',
      header: t('region'),
      names: true,
      sort: 'region',
      cell: (row) => (
        <>
          <FaceLink to={`/index/runs/${run.id}/regions/${row.region.code}`} className="plain strong nowrap">
            {name(row.region)}
          </FaceLink>{' '}
          {!run.simulated && <SimulatedMark when={row.simulated} />}
        </>
      ),
    },
    ...(cities.length > 0
      ? [
          {
            id: 'city',
            header: t('inCity'),
            sort: 'city',
            cell: (row: RunUnit) => <span className="sub nowrap">{row.parent ? name(row.parent) : '—'}</span>,
          },
        ]
      : []),
    { id: 'rank', header: t('rank'), align: 'right', sort: 'rank', cell: (row) => <b className="num">{row.rank}</b> },
    {
      id: 'score',
      header: t('score'),
      align: 'right',
      sort: 'score',
      cell: (row) => <span className="num">{fixed(row.score)}</span>,
    },
    {
      id: 'interval',
      header: `${t('interval')} 1–${count}`,
      short: t('interval'),
      sort: 'width',
      width: '24%',
      cell: (row) => {
        const words = placeWords(row.rankInterval);
        return (
          <span className="ix-interval">
            <Bar
              domain={[0.5, count + 0.5]}
              band={row.rankInterval}
              dot={row.rank}
              ticks={ticks}
              tickWords={row === rows[0]}
              height={24}
            />
            <span className="cap num">
              <span className="hidden-word">{t('intervalWords', { rank: row.rank, places: words })}</span>
              <span aria-hidden="true">{words}</span>
            </span>
          </span>
        );
      },
    },
    {
      id: 'group',
      header: t('group'),
      cell: (row) => <span className="sub num nowrap">{groupLetters(row.groups)}</span>,
    },
    ...fields.map(
      (field): Column<RunUnit> => ({
        id: field.code,
        header: name(field),
        align: 'right',
        sort: field.code,
        cell: (row) => <span className="num sub">{fixed(row.scores[field.code])}</span>,
      }),
    ),
    {
      id: 'imputed',
      header: t('filledIn'),
      align: 'right',
      sort: 'imputed',
      cell: (row) => <span className="num sub">{row.imputed}</span>,
    },
  ];
  const clear = () => update({ q: undefined, city: undefined });
  return (
    <>
      <div className="filters no-print">
        <input
          className="input"
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={search.q ?? ''}
          onChange={(event) => update({ q: event.target.value })}
        />
        {cities.length > 1 && (
          <Select
            aria-label={t('inCity')}
            style={{ width: 160 }}
            value={search.city ?? ''}
            onChange={(city: string) => update({ city: city || undefined })}
            options={[
              { value: '', label: t('allCities') },
              ...cities.map((city) => ({ value: city.code, label: name(city) })),
            ]}
          />
        )}
        <span className="push row">
          <ColumnChooser columns={columns} kept={search.cols} onChange={(cols) => update({ cols })} />
          <Downloads run={run} language={language} />
        </span>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('noMatch')} hint={t('noMatchHint')}>
          <button type="button" className="btn" onClick={clear}>
            {t('clear')}
          </button>
        </EmptyState>
      ) : (
        <div className="ix-ranking">
          <DataTable
            caption={t('ranking')}
            columns={arrange(columns, search.cols ?? (narrow ? onPhone : undefined))}
            rows={rows}
            rowKey={(row) => row.region.code}
            rowClass={(row) => (parted.has(row.region.code) ? 'parted' : undefined)}
            sort={sort}
            onSort={({ by, order }) => update({ sort: by === 'rank' && order === 'asc' ? undefined : by, order })}
            compact={count > 30}
          />
        </div>
      )}
      <div className="ix-reading">
        <p className="sub prose">{t('intervalHint')}</p>
        <p className="sub prose">{t('groupSentence')}</p>
        {run.screened.length > 0 && (
          <p className="sub prose">
            {t('screened', { names: run.screened.map(name).join(language === 'zh' ? '、' : ', ') })}
          </p>
        )}
      </div>
    </>
  );
}

export function Downloads({ run, language }: { run: RunDetail; language: 'zh' | 'en' }) {
  const t = useResultStrings();
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <a key={format} className="btn" href={tableAddress(run.id, format, language)} download>
          <span className="hidden-word">{t('table')} </span>
          {format.toUpperCase()}
        </a>
      ))}
      <a className="btn" href={packageAddress(run.id)} title={t('packageHint')} download>
        {t('package')}
      </a>
    </>
  );
}
