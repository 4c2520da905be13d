import type { TraceEventRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage } from '../../app/i18n.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { formatInstant } from '../../ui/format.ts';
import { actionWord, codeWords, dispositionWord, stepWord, typeWord } from './cbv-words.ts';
import { useTraceStrings } from './strings.ts';

export const rowKeyOf = (row: TraceEventRow) => `${row.id} ${row.declaration}`;

export function useEventColumns(): Column<TraceEventRow>[] {
  const t = useTraceStrings();
  const language = useLanguage();
  return [
    {
      id: 'what',
      header: t('what'),
      names: true,
      width: '30%',
      cell: (row) => (
        <>
          <FaceLink to="/traceability/event" search={{ id: row.id }} className="plain strong">
            {row.bizStep ? stepWord(row.bizStep, language) : typeWord(row.type, language)}
          </FaceLink>{' '}
          {row.declaration && <span className="tag bad">{t('declares')}</span>}
          <span className="cap under">
            {typeWord(row.type, language)}
            {row.action && ` · ${actionWord(row.action, language)}`}
            {row.disposition && ` · ${dispositionWord(row.disposition, language)}`}
          </span>
        </>
      ),
    },
    {
      id: 'things',
      header: t('things'),
      width: '34%',
      cell: (row) => (
        <>
          {row.things.map((id) => (
            <span key={id} className="trace-code">
              {codeWords(id)}
            </span>
          ))}
          {row.count > row.things.length && <span className="cap">{t('moreThings', { count: row.count })}</span>}
        </>
      ),
    },
    {
      id: 'where',
      header: t('where'),
      cell: (row) => {
        const place = row.bizLocation ?? row.readPoint;
        return place ? <span className="trace-code">{codeWords(place)}</span> : '—';
      },
    },
    {
      id: 'eventTime',
      header: t('when'),
      sort: 'eventTime',
      width: 140,
      cell: (row) => (
        <time className="nowrap" dateTime={row.eventTime}>
          {formatInstant(row.eventTime)}
        </time>
      ),
    },
    {
      id: 'recordTime',
      header: t('recorded'),
      sort: 'recordTime',
      width: 140,
      cell: (row) => (
        <time className="nowrap sub" dateTime={row.recordTime}>
          {formatInstant(row.recordTime)}
        </time>
      ),
    },
  ];
}
