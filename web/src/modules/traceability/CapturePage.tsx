import './traceability.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CaptureDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage, useName } from '../../app/i18n.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatBytes, formatCount, formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Proof } from '../../ui/Proof.tsx';
import { captureQuery, eventsQuery } from './api.ts';
import { CaptureMark } from './CaptureMark.tsx';
import { rowKeyOf, useEventColumns } from './EventColumns.tsx';
import { useTraceStrings } from './strings.ts';

export function CapturePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery({
    ...captureQuery(id),
    refetchInterval: ({ state }) => (state.data?.row.running ? 1_000 : false),
  });
  return <Loaded query={query}>{(detail) => <Capture detail={detail} />}</Loaded>;
}

function Capture({ detail: { row, errors, root } }: { detail: CaptureDetail }) {
  const t = useTraceStrings();
  const name = useName();
  return (
    <>
      <PageHead
        title={`${t('capture')} ${formatInstant(row.createdAt)}`}
        crumbs={[
          { key: 'all', node: <FaceLink to="/traceability">{t('title')}</FaceLink> },
          { key: 'captures', node: <FaceLink to="/traceability/captures">{t('capturesCaption')}</FaceLink> },
        ]}
        sub={
          <>
            <CaptureMark row={row} /> {name(row.organization)} · {row.by} · {row.syntax === 'xml' ? 'XML' : 'JSON-LD'}{' '}
            {formatBytes(row.bytes)}
          </>
        }
      />
      <div className="nums">
        {(['captured', 'repeated', 'refused'] as const).map((key) => (
          <div key={key} className="number still">
            <b className={`num${key === 'refused' && row.refused > 0 ? ' bad' : ''}`}>{formatCount(row[key])}</b>
            <span className="sub">{t(key)}</span>
          </div>
        ))}
      </div>
      {errors.length > 0 && <Problems errors={errors} refused={row.refused} />}
      {row.captured > 0 && <Events id={row.id} />}
      {root && (
        <section className="section">
          <h2>{t('root')}</h2>
          <p className="mono trace-hash">{root}</p>
          <p className="cap">{t('rootHint')}</p>
        </section>
      )}
      {row.captured > 0 && <Proof subject={`epcis/capture/${row.id}`} kind="epcis.captured" />}
    </>
  );
}

function Problems({ errors, refused }: { errors: CaptureDetail['errors']; refused: number }) {
  const t = useTraceStrings();
  const language = useLanguage();
  return (
    <section className="section">
      <h2>{t('problems')}</h2>
      {refused > errors.length && <p className="cap">{t('problemsCap', { count: errors.length })}</p>}
      <DataTable
        caption={t('problems')}
        rows={errors.map((error, index) => ({ ...error, index }))}
        rowKey={(error) => String(error.index)}
        columns={[
          {
            id: 'place',
            header: t('place'),
            names: true,
            width: '36%',
            cell: (error) => <span className="mono">{decodeURI((error.instance ?? '').replace(/^#/, '')) || '—'}</span>,
          },
          { id: 'problem', header: t('problem'), cell: (error) => wordsOf(error, language) },
        ]}
      />
    </section>
  );
}

/** “中文 / English”, once for each problem of the event. */
function wordsOf({ title, detail }: { title: string; detail?: string | undefined }, language: 'zh' | 'en'): string {
  const choose = (text: string) => {
    const [zh = '', en = zh] = text.split(' / ');
    return language === 'zh' ? zh : en;
  };
  return detail ? detail.split('; ').map(choose).join('；') : choose(title);
}

function Events({ id }: { id: string }) {
  const t = useTraceStrings();
  const columns = useEventColumns();
  const query = useQuery({ ...eventsQuery({ capture: id, size: 20 }), placeholderData: keepPreviousData });
  return (
    <section className="section">
      <h2>{t('ofCapture')}</h2>
      <Loaded query={query}>
        {(page) => (
          <>
            <DataTable caption={t('ofCapture')} rows={page.rows} rowKey={rowKeyOf} columns={columns} />
            {page.total > page.rows.length && (
              <p className="cap">{t('moreThings', { count: formatCount(page.total) })}</p>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
