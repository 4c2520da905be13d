import './audit.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { AuditPage as Page } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useAppStrings } from '../../app/strings.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { Details } from './Details.tsx';
import { useAuditStrings } from './strings.ts';

const actions: Record<string, { zh: string; en: string }> = {
  'session.open': { zh: '登录', en: 'Sign-in' },
  'session.refuse': { zh: '登录失败', en: 'Failed sign-in' },
  'session.lock': { zh: '账户锁定', en: 'Account locked' },
  'session.post': { zh: '切换岗位', en: 'Post switched' },
  'session.revoke': { zh: '退出或撤销会话', en: 'Session ended' },
  'api-key.create': { zh: '新建密钥', en: 'Key created' },
  'api-key.revoke': { zh: '撤销密钥', en: 'Key revoked' },
  'person.add': { zh: '新增用户', en: 'User added' },
  'person.change': { zh: '更改用户', en: 'User changed' },
  'person.disable': { zh: '停用用户', en: 'User disabled' },
  'person.enable': { zh: '启用用户', en: 'User enabled' },
  'person.unlock': { zh: '解锁用户', en: 'User unlocked' },
  'person.read': { zh: '查看邮箱', en: 'E-mail address read' },
  'person.hand-over': { zh: '交接', en: 'Hand-over' },
  'person.import': { zh: '导入人员', en: 'People imported' },
  'post.add': { zh: '授予岗位', en: 'Post given' },
  'post.change': { zh: '更改岗位', en: 'Post changed' },
  'post.move': { zh: '岗位随改革转移', en: 'Posts moved' },
  'organization.add': { zh: '新增机构', en: 'Organization added' },
  'organization.change': { zh: '更改机构', en: 'Organization changed' },
  'organization.import': { zh: '导入机构', en: 'Organizations imported' },
  'organization.reform': { zh: '机构改革', en: 'Reform' },
  'unit-name.decide': { zh: '认定单位名称', en: 'Unit name decided' },
  'unit-name.undo': { zh: '撤销认定', en: 'Decision undone' },
  'person.password': { zh: '修改密码', en: 'Password changed' },
  'plan.load': { zh: '装入规划', en: 'Plan loaded' },
  'document.import': { zh: '导入文件', en: 'Document imported' },
  'document.remove': { zh: '移除文件', en: 'Document removed' },
  'observation.import': { zh: '导入观测值', en: 'Observations imported' },
};

export function AuditPage() {
  const t = useAuditStrings();
  const app = useAppStrings();
  const pick = usePick();
  const [search, update] = useSearchState();
  const [text, setText] = useState(search.q ?? '');
  const size = Number(search.size ?? 50);
  const params = { q: search.q, action: search.action, from: search.from, to: search.to, page: search.page ?? 1, size };
  const query = useQuery({
    queryKey: ['audit', params],
    queryFn: () => getJson<Page>('/api/audit', params),
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    if (text.trim() === (search.q ?? '')) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined, page: undefined }), 300);
    return () => clearTimeout(timer);
  });
  const actionName = (action: string) => (actions[action] ? pick(actions[action]) : action);
  const filtered = Boolean(search.q || search.action || search.from || search.to);
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <search className="filters">
        <input
          className="input"
          type="search"
          aria-label={t('searchHere')}
          placeholder={t('searchHere')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
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
        {filtered && (
          <button
            type="button"
            className="btn text"
            onClick={() => {
              setText('');
              update({ q: undefined, action: undefined, from: undefined, to: undefined, page: undefined });
            }}
          >
            {app('clearFilters')}
          </button>
        )}
      </search>
      <Loaded query={query}>
        {(page) =>
          page.rows.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <DataTable
                caption={t('caption')}
                rows={page.rows}
                rowKey={(row) => row.id}
                stale={query.isPlaceholderData}
                columns={[
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
                ]}
              />
              <Pager
                total={page.total}
                page={Number(search.page ?? 1)}
                size={size}
                onPage={(next) => update({ page: String(next) })}
                onSize={(next) => update({ size: String(next), page: undefined })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}
