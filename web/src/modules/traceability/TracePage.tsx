import './traceability.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { TraceEventPage, TraceEventRow, TraceOverview } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { eventsQuery, overviewQuery } from './api.ts';
import { codeWords, dispositionWord, stepWord, typeWord } from './cbv-words.ts';
import { rowKeyOf, useEventColumns } from './EventColumns.tsx';
import { SubmitDrawer } from './SubmitDrawer.tsx';
import { useTraceStrings } from './strings.ts';

export function TracePage() {
  const t = useTraceStrings();
  const may = useMay();
  const [search, update] = useSearchState();
  const query = useQuery(overviewQuery);
  const submit = may('trace.capture') && (
    <button type="button" className="btn primary" onClick={() => update({ open: 'submit' })}>
      {t('submit')}
    </button>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={submit} />
      <Loaded query={query}>
        {(overview) => (
          <>
            <Numbers overview={overview} />
            <Events overview={overview} action={submit} />
          </>
        )}
      </Loaded>
      {search.open === 'submit' && may('trace.capture') && <SubmitDrawer onClose={() => update({ open: undefined })} />}
    </>
  );
}

function Numbers({ overview: { events, captures, failed, days } }: { overview: TraceOverview }) {
  const t = useTraceStrings();
  const most = Math.max(1, ...days.map((day) => day.events));
  return (
    <div className="trace-top">
      <div className="nums">
        <div className="number still">
          <b className="num">{formatCount(events)}</b>
          <span className="sub">{t('events')}</span>
        </div>
        <FaceLink to="/traceability/captures" className="number">
          <b className="num">{formatCount(captures)}</b>
          <span className="sub">{t('captures')}</span>
        </FaceLink>
        {failed > 0 && (
          <FaceLink to="/traceability/captures" search={{ state: 'failed' }} className="number">
            <b className="num bad">{formatCount(failed)}</b>
            <span className="sub">{t('failed')}</span>
          </FaceLink>
        )}
      </div>
      {events > 0 && (
        <figure className="trace-days">
          <svg viewBox="0 0 300 48" role="img" aria-label={t('daysPicture', { most: formatCount(most) })}>
            {days.map(({ day, events: count }, i) => {
              const height = count === 0 ? 1 : Math.max(2, (44 * count) / most);
              return (
                <rect
                  key={day}
                  x={i * 10 + 1}
                  y={48 - height}
                  width={8}
                  height={height}
                  className={count ? 'bar' : 'none'}
                >
                  <title>{`${day}: ${formatCount(count)}`}</title>
                </rect>
              );
            })}
          </svg>
          <figcaption className="cap">{t('daysCap')}</figcaption>
        </figure>
      )}
    </div>
  );
}

function Events({ overview, action }: { overview: TraceOverview; action: React.ReactNode }) {
  const t = useTraceStrings();
  const language = useLanguage();
  const [search] = useSearchState();
  const { q, type, bizStep, disposition, from, to, sort, order } = search;
  const filter = { q, type, bizStep, disposition, from, to, sort, order };
  const params = { ...filter, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({ ...eventsQuery(params), placeholderData: keepPreviousData });
  const columns = useEventColumns();
  const choice = (
    key: string,
    all: string,
    words: readonly string[],
    nameOf: (word: string) => string,
    update: (patch: Record<string, string | undefined>) => void,
    label: string,
  ) => (
    <Select
      aria-label={label}
      style={{ width: 140 }}
      showSearch={{ optionFilterProp: 'label' }}
      value={search[key] ?? ''}
      onChange={(value) => update({ [key]: value || undefined, page: undefined })}
      options={[{ value: '', label: all }, ...words.map((word) => ({ value: word, label: nameOf(word) }))]}
    />
  );
  const page = query.data;
  return (
    <TableFrame<TraceEventRow, TraceEventPage>
      room="trace"
      caption={t('caption')}
      query={query}
      columns={columns}
      rowKey={rowKeyOf}
      searchLabel={t('search')}
      searchHint={t('searchHint')}
      filterKeys={['type', 'bizStep', 'disposition', 'from', 'to']}
      filters={(_, update) => (
        <>
          {choice('bizStep', t('allSteps'), overview.bizSteps, (one) => stepWord(one, language), update, t('step'))}
          {choice('type', t('allTypes'), overview.types, (one) => typeWord(one, language), update, t('type'))}
          {choice(
            'disposition',
            t('allDispositions'),
            overview.dispositions,
            (one) => dispositionWord(one, language),
            update,
            t('disposition'),
          )}
          {(['from', 'to'] as const).map((key) => (
            <DayField
              key={key}
              label={t(key)}
              value={search[key]}
              onChange={(day) => update({ [key]: day, page: undefined })}
            />
          ))}
        </>
      )}
      defaultSort={{ by: 'eventTime', order: 'desc' }}
      empty={{ title: t('none'), hint: t('noneHint'), action }}
      note={
        page && (
          <>
            {page.code && page.code !== q?.trim() && t('readAs', { code: codeWords(page.code) })}{' '}
            {page.more && t('counted', { count: formatCount(page.total) })}
          </>
        )
      }
    />
  );
}
