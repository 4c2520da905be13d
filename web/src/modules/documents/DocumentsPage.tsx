import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App } from 'antd';
import type { DocumentRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage, useName } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatBytes, formatCount, formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { documentListQuery, filterOf, removeDocument } from './api.ts';
import { ImportDocument } from './ImportDocument.tsx';
import { useDocumentStrings } from './strings.ts';

function Remove({ document }: { document: DocumentRow }) {
  const t = useDocumentStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { modal, message } = App.useApp();
  const removal = useMutation({
    mutationFn: () => removeDocument(document.id),
    onSuccess: async () => {
      message.success(t('removed'));
      await queries.invalidateQueries();
    },
    onError: (error) => message.error(words(error)),
  });
  const ask = () =>
    modal.confirm({
      title: t('removeTitle', { title: document.title || document.fileName }),
      content: t('removeHint'),
      okText: t('remove'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: () => removal.mutateAsync().catch(() => undefined),
    });
  return (
    <button type="button" className="btn text danger" disabled={removal.isPending} onClick={ask}>
      {t('remove')}
    </button>
  );
}

function useColumns(): Column<DocumentRow>[] {
  const t = useDocumentStrings();
  const may = useMay();
  const name = useName();
  const language = useLanguage();
  const plans = useQuery(plansQuery());
  const planName = (id: string) => {
    const plan = plans.data?.plans.find((one) => one.id === id);
    return (language === 'en' ? plan?.shortTitleEn : plan?.shortTitle) ?? id;
  };
  return [
    {
      id: 'document',
      header: t('document'),
      sort: 'title',
      names: true,
      width: '34%',
      cell: (row) => (
        <>
          <FaceLink to={`/documents/${row.id}`} className="plain strong">
            {row.title || row.fileName}
          </FaceLink>
          <span className="cap under">
            {row.fileName} · {formatBytes(row.bytes)}
          </span>
        </>
      ),
    },
    {
      id: 'plan',
      header: t('plan'),
      cell: (row) =>
        row.planIds.length === 0 ? (
          <span className="cap">—</span>
        ) : (
          <span>
            {row.planIds.map((id) => (
              <span key={id} className="under">
                <FaceLink to={`/plans/${id}`}>{planName(id)}</FaceLink>
              </span>
            ))}
          </span>
        ),
    },
    {
      id: 'region',
      header: t('region'),
      sort: 'region',
      cell: (row) => <span className="sub nowrap">{name(row.region)}</span>,
    },
    {
      id: 'read',
      header: t('read'),
      cell: (row) => (
        <span className="sub nowrap">
          {t('counts', { targets: formatCount(row.counts.targets), tasks: formatCount(row.counts.tasks) })}
        </span>
      ),
    },
    {
      id: 'findings',
      header: t('findings'),
      sort: 'findings',
      align: 'right',
      cell: (row) => <span className={row.counts.findings > 0 ? 'seal-text' : 'cap'}>{row.counts.findings}</span>,
    },
    {
      id: 'imported',
      header: t('imported'),
      sort: 'imported',
      cell: (row) => (
        <span className="sub nowrap">
          {formatInstant(row.importedAt)}
          <span className="cap under">
            {row.importedBy} · {row.storage === 'stored' ? t('stored') : t('linked')}
          </span>
        </span>
      ),
    },
    ...(may('document.remove')
      ? [{ id: 'remove', header: t('action'), cell: (row: DocumentRow) => <Remove document={row} /> }]
      : []),
  ];
}

export function DocumentsPage() {
  const t = useDocumentStrings();
  const may = useMay();
  const navigate = useNavigate();
  const [search, update] = useSearchState();
  const filter = filterOf(search);
  const query = useQuery({
    ...documentListQuery({ ...filter, page: search.page ?? '1', size: search.size ?? '50' }),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  const mayImport = may('document.import');
  const importButton = mayImport && (
    <button type="button" className="btn primary" onClick={() => update({ import: '1' })}>
      {t('import')}
    </button>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={importButton} />
      <TableFrame
        room="documents"
        caption={t('caption')}
        query={query}
        columns={columns}
        defaultSort={{ by: 'imported', order: 'desc' }}
        rowKey={(row) => row.id}
        searchLabel={t('searchLabel')}
        searchHint={t('searchHere')}
        exportPath="/api/documents/export"
        exportParams={filter}
        empty={{ title: t('empty'), hint: mayImport ? t('emptyHint') : t('emptyReader'), action: importButton }}
      />
      {search.import && mayImport && (
        <ImportDocument
          onClose={() => update({ import: undefined })}
          onDone={(id) => void navigate({ to: `/documents/${id}` })}
        />
      )}
    </>
  );
}
