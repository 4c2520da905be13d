import './traceability.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { CapturePage, CaptureRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { formatBytes, formatCount, formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { capturesQuery } from './api.ts';
import { CaptureMark } from './CaptureMark.tsx';
import { useTraceStrings } from './strings.ts';

export function CapturesPage() {
  const t = useTraceStrings();
  const name = useName();
  const [search] = useSearchState();
  const params = { state: search.state, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({
    ...capturesQuery(params),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.rows.some((row) => row.running) ? 2_000 : false),
  });
  return (
    <>
      <PageHead
        title={t('capturesCaption')}
        crumbs={[{ key: 'all', node: <FaceLink to="/traceability">{t('title')}</FaceLink> }]}
        sub={t('capturesSub')}
      />
      <TableFrame<CaptureRow, CapturePage>
        room="captures"
        caption={t('capturesCaption')}
        query={query}
        rowKey={(row) => row.id}
        filterKeys={['state']}
        filters={(now, update) => (
          <Select
            aria-label={t('state')}
            style={{ width: 140 }}
            value={now.state ?? ''}
            onChange={(state) => update({ state: state || undefined, page: undefined })}
            options={[
              { value: '', label: t('allStates') },
              { value: 'success', label: t('success') },
              { value: 'failed', label: t('stateFailed') },
              { value: 'running', label: t('running') },
            ]}
          />
        )}
        empty={{ title: t('noCaptures'), hint: t('noneHint') }}
        columns={[
          {
            id: 'at',
            header: t('at'),
            names: true,
            width: '24%',
            cell: (row) => (
              <>
                <FaceLink to={`/traceability/captures/${row.id}`} className="plain strong">
                  {formatInstant(row.createdAt)}
                </FaceLink>
                <span className="cap under">
                  {row.syntax === 'xml' ? 'XML' : 'JSON-LD'} · {formatBytes(row.bytes)}
                </span>
              </>
            ),
          },
          { id: 'state', header: t('state'), cell: (row) => <CaptureMark row={row} /> },
          { id: 'captured', header: t('captured'), align: 'right', cell: (row) => formatCount(row.captured) },
          { id: 'refused', header: t('refused'), align: 'right', cell: (row) => formatCount(row.refused) },
          { id: 'by', header: t('by'), cell: (row) => name(row.organization) },
        ]}
      />
    </>
  );
}
