import './audit.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { AuditRow, AuditPage as Page } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { DayField } from '../../ui/AsOf.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import { formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { Details } from './Details.tsx';
import { useAuditStrings } from './strings.ts';

const actions: Record<string, { zh: string; en: string }> = {
  'session.open': { zh: '登录', en: 'Sign-in' },
  'session.fail': { zh: '登录失败', en: 'Failed sign-in' },
  'session.revoke': { zh: '退出或撤销会话', en: 'Session ended' },
  'api-key.create': { zh: '新建密钥', en: 'Key created' },
  'api-key.revoke': { zh: '撤销密钥', en: 'Key revoked' },
  'person.add': { zh: '新增用户', en: 'User added' },
  'person.password': { zh: '修改密码', en: 'Password changed' },
  'plan.load': { zh: '装入规划', en: 'Plan loaded' },
  'document.import': { zh: '导入文件', en: 'Document imported' },
  'document.remove': { zh: '移除文件', en: 'Document removed' },
  'observation.import': { zh: '导入观测值', en: 'Observations imported' },
};

function useActionName(): (action: string) => string {
  const pick = usePick();
  return (action) => (actions[action] ? pick(actions[action]) : action);
}

export function AuditPage() {
  const t = useAuditStrings();
  const actionName = useActionName();
  const [search] = useSearchState();
  const filter = { q: search.q, action: search.action, from: search.from, to: search.to };
  const params = { ...filter, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({
    queryKey: ['audit', params],
    queryFn: () => getJson<Page>('/api/audit', params),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <TableFrame
        room="audit"
        caption={t('caption')}
        query={query}
        columns={useColumns()}
        rowKey={(row) => row.id}
        searchLabel={t('searchHere')}
        filterKeys={['action', 'from', 'to']}
        filters={(_, update) => (
          <>
            <Select
              aria-label={t('action')}
              style={{ width: 180 }}
              value={search.action ?? ''}
              onChange={(action) => update({ action, page: undefined })}
              options={[
                { value: '', label: t('allActions') },
                ...Object.keys(actions).map((action) => ({ value: action, label: actionName(action) })),
              ]}
            />
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
        exportPath="/api/audit/export"
        exportParams={filter}
        empty={{ title: t('none'), hint: t('noneHint') }}
      />
    </>
  );
}

function useColumns(): Column<AuditRow>[] {
  const t = useAuditStrings();
  const pick = usePick();
  const actionName = useActionName();
  return [
    {
      id: 'at',
      header: t('at'),
      width: 140,
      cell: (row) => <time dateTime={row.at}>{formatInstant(row.at)}</time>,
    },
    {
      id: 'what',
      header: t('what'),
      names: true,
      width: '44%',
      cell: (row) => (
        <>
          {pick(row.summary)}
          {Object.keys(row.details).length > 0 && (
            <details>
              <summary className="cap">{t('details')}</summary>
              <Details details={row.details} />
            </details>
          )}
        </>
      ),
    },
    {
      id: 'action',
      header: t('action'),
      cell: (row) => <span className="tag">{actionName(row.action)}</span>,
    },
    {
      id: 'who',
      header: t('who'),
      cell: (row) => (
        <span className="sub">
          {row.actor}
          <span className="cap under">{row.organization}</span>
        </span>
      ),
    },
    {
      id: 'object',
      header: t('object'),
      cell: (row) => (
        <span className="cap mono audit-object">
          {row.objectKind} {row.objectId}
        </span>
      ),
    },
    {
      id: 'address',
      header: t('address'),
      cell: (row) => <span className="cap">{row.address ?? '—'}</span>,
    },
  ];
}
