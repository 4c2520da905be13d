import './audit.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { AuditRow, AuditPage as Page } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { noticeKinds } from '../../app/notice-kinds.ts';
import { useSearchState } from '../../app/search.ts';
import { DayField } from '../../ui/AsOf.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import { formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { Details } from './Details.tsx';
import { useAuditStrings } from './strings.ts';

/** Steps of a lifecycle are called as their notices are. */
const actions: Record<string, { zh: string; en: string }> = {
  ...Object.fromEntries(Object.entries(noticeKinds).filter(([kind]) => /^(task|slip|target)\./.test(kind))),
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
  'plan.adopt': { zh: '采纳规划', en: 'Plan adopted' },
  'plan.visibility': { zh: '更改公开范围', en: 'Visibility changed' },
  'document.review': { zh: '核读', en: 'Document reviewed' },
  'document.remove': { zh: '移除文件', en: 'Document removed' },
  'task.open': { zh: '建立任务', en: 'Task made' },
  'task.edit': { zh: '修改任务', en: 'Task edited' },
  'task.accept-answer': { zh: '确认配合情况', en: 'Answer accepted' },
  'task.return-answer': { zh: '退回配合情况', en: 'Answer returned' },
  'task.put-back': { zh: '放回', en: 'Put back' },
  'slip.open': { zh: '签发督办单', en: 'Slip issued' },
  'amendment.open': { zh: '提出修订', en: 'Amendment proposed' },
  'amendment.approve': { zh: '批准修订', en: 'Amendment approved' },
  'amendment.reject': { zh: '不批准修订', en: 'Amendment rejected' },
  'amendment.withdraw': { zh: '撤回修订', en: 'Amendment withdrawn' },
  'dictionary.save': { zh: '更改字典', en: 'Dictionary changed' },
  'notice.preferences': { zh: '更改通知方式', en: 'Notice settings changed' },
  'notice.robot': { zh: '设置群机器人', en: 'Robot set' },
  'job.cancel': { zh: '取消作业', en: 'Job cancelled' },
  'view.share': { zh: '共享视图', en: 'View shared' },
  'trace.capture': { zh: '追溯事件入库', en: 'Traceability events captured' },
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
