import './environment.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { DayReadings, ResultDetail, WaterDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage, useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatDecimal, formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Num } from '../../ui/Num.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { dayQuery, resultQuery } from './api.ts';
import { DayCalendar } from './DayCalendar.tsx';
import { useEnvironmentStrings } from './strings.ts';

export function ResultPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(resultQuery(id));
  return <Loaded query={query}>{(result) => <Record result={result} />}</Loaded>;
}

function Record({ result }: { result: ResultDetail }) {
  const t = useEnvironmentStrings();
  const name = useName();
  const { row, air, water } = result;
  const figure = row.kind === 'air' ? row.summary.goodShare : row.summary.share;
  return (
    <>
      <PageHead
        title={`${t('resultOf', { region: name(row.region), year: row.year })} ${t(row.kind === 'air' ? 'airResult' : 'waterResult')}`}
        crumbs={[
          {
            key: 'all',
            node: (
              <FaceLink to="/environment" search={{ year: String(row.year) }}>
                {t('title')}
              </FaceLink>
            ),
          },
        ]}
        sub={
          <>
            {t('computedAt')} {formatInstant(row.computedAt)} ·{' '}
            {row.computedBy === 'system' ? t('program') : row.computedBy} ·{' '}
            {t(row.published ? 'published' : 'unpublished')} <SimulatedMark when={row.simulated} />{' '}
            {row.supersededAt && <span className="tag doubt">{t('replaced')}</span>}
          </>
        }
        aside={
          <div className="figure-now">
            <b className="num">
              {figure === null ? '—' : formatDecimal(figure)}
              <small>%</small>
            </b>
            <span className="cap">{t(row.kind === 'air' ? 'goodShare' : 'waterShare')}</span>
          </div>
        }
      />
      <div className="record">
        <div className="record-main">
          {air && <Days result={result} />}
          {water && <Sections water={water} caption={t('waterResult')} />}
        </div>
        <div className="record-side">
          <Validity result={result} />
          <section className="section">
            <h2>{t('basis')}</h2>
            <ul className="env-list">
              {result.standards.map((standard) => (
                <li key={standard}>{standard}</li>
              ))}
            </ul>
            <p className="cap">
              {t('method')} {row.method}
            </p>
          </section>
          <section className="section">
            <h2>{t('stationsUsed')}</h2>
            <ul className="env-list">
              {result.stations.map((station) => (
                <li key={station.id}>
                  <FaceLink to={`/environment/stations/${station.id}`}>{station.name}</FaceLink>{' '}
                  <span className="cap">{station.code}</span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}

function Validity({ result: { row, air } }: { result: ResultDetail }) {
  const t = useEnvironmentStrings();
  const language = useLanguage();
  const comma = language === 'zh' ? '、' : ', ';
  if (row.kind === 'water') {
    const { good, valid, sections } = row.summary;
    return (
      <section className="section">
        <h2>{t('validity')}</h2>
        <p>
          {good} / {valid} {t('waterShare')}
        </p>
        {valid === sections ? (
          <p className="cap">{t('sectionsValid', { sections })}</p>
        ) : (
          <p className="note doubt">{t('sectionsShort', { count: sections - valid, sections })}</p>
        )}
      </section>
    );
  }
  const { validDays, days, goodDays, pm25 } = row.summary;
  return (
    <section className="section">
      <h2>{t('validity')}</h2>
      <p>
        {t('goodDays')} {goodDays} · {t('daysValid', { valid: validDays, days })}
      </p>
      <p>
        {t('pm25')} <Num value={pm25.value} unit="μg/m³" />
      </p>
      {pm25.valid ? (
        <p className="cap">{t('pm25Valid', { days: pm25.days })}</p>
      ) : (
        <p className="note doubt">{t('pm25Short', { days: pm25.days })}</p>
      )}
      {air && air.shortMonths.length > 0 && (
        <p className="cap">{t('shortMonths', { months: air.shortMonths.map((one) => t('month', one)).join(comma) })}</p>
      )}
      {validDays < days && <p className="cap">{t('daysMissing', { count: days - validDays })}</p>}
    </section>
  );
}

function Days({ result }: { result: ResultDetail }) {
  const t = useEnvironmentStrings();
  const [search, update] = useSearchState();
  const days = result.air!.days;
  return (
    <>
      <section className="section">
        <h2>
          {t('calendar')} <SimulatedMark when={result.row.simulated} />
        </h2>
        <p className="cap">{t('calendarHint')}</p>
        <DayCalendar days={days} chosen={search.day} onChoose={(day) => update({ day })} />
      </section>
      {search.day && <OneDay id={result.row.id} day={search.day} />}
    </>
  );
}

function OneDay({ id, day }: { id: string; day: string }) {
  const t = useEnvironmentStrings();
  const query = useQuery(dayQuery(id, day));
  return (
    <section className="section" aria-live="polite">
      <h2>{t('dayOf', { day })}</h2>
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="sub">{t('noDay')}</p>
          ) : (
            <DataTable
              caption={t('dayOf', { day })}
              rows={[...Map.groupBy(rows, (row) => row.stationId).values()]}
              rowKey={(list) => String(list[0]!.stationId)}
              columns={[
                {
                  id: 'station',
                  header: t('station'),
                  names: true,
                  cell: (list) => (
                    <>
                      <FaceLink to={`/environment/stations/${list[0]!.stationId}`} search={{ from: day, to: day }}>
                        {list[0]!.name}
                      </FaceLink>{' '}
                      <SimulatedMark when={list.some((one) => one.simulated)} />
                    </>
                  ),
                },
                ...airItems.map((item) => ({
                  id: item,
                  header: item,
                  align: 'right' as const,
                  cell: (list: DayReadings['rows']) => {
                    const one = list.find((row) => row.item === item);
                    if (!one) return <span className="cap">—</span>;
                    return (
                      <FaceLink
                        to={`/environment/stations/${one.stationId}`}
                        search={{ item, from: day, to: day }}
                        title={one.hours === 0 ? t('asGiven') : `${t('hours')} ${one.hours}`}
                      >
                        <Num value={one.value} />
                      </FaceLink>
                    );
                  },
                })),
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}

const airItems = ['PM2.5', 'PM10', 'O3', 'NO2', 'SO2', 'CO'];
const roman = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ'];

function Sections({ water, caption }: { water: WaterDetail; caption: string }) {
  const t = useEnvironmentStrings();
  return (
    <DataTable
      caption={caption}
      rows={water.sections}
      rowKey={(row) => String(row.stationId)}
      columns={[
        {
          id: 'section',
          header: t('section'),
          names: true,
          cell: (row) => (
            <>
              <FaceLink to={`/environment/stations/${row.stationId}`} className="plain strong">
                {row.name}
              </FaceLink>
              <span className="cap under">{row.code}</span>
            </>
          ),
        },
        {
          id: 'class',
          header: t('class'),
          cell: (row) => (
            <>
              <span className={`tag water-${row.class}`}>{roman[row.class - 1] ?? t('worse')}</span>
              {!row.valid && <span className="tag doubt">{t('notCounted')}</span>}
            </>
          ),
        },
        { id: 'over', header: t('over'), cell: (row) => row.over.join('、') || '—' },
        {
          id: 'months',
          header: t('monthsRead'),
          cell: (row) => (
            <span className="sub">
              {row.months}
              {row.missingMonths.length > 0 && (
                <span className="cap under">{t('missingMonths', { months: row.missingMonths.join('、') })}</span>
              )}
              {row.short.map(({ item, months }) => (
                <span className="cap under" key={item}>
                  {t('itemMonths', { item, months })}
                </span>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}
