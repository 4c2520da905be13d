import { Dropdown, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { PlanSummary, TargetRow } from '../../app/contract.ts';
import { useLanguage } from '../../app/i18n.ts';
import type { Search } from '../../app/search.ts';
import { useAppStrings } from '../../app/strings.ts';
import { ColumnChooser } from '../../ui/ColumnChooser.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import { statusOrder, useStatusStrings } from '../../ui/strings.ts';
import { exportAddress, filterOf } from './api.ts';
import { defaultColumns } from './columns.tsx';
import { useTargetStrings } from './strings.ts';

const kinds = ['new', 'cumulative', 'level', 'rate'] as const;

type Props = {
  search: Search;
  update: (patch: Record<string, string | undefined>) => void;
  plans: PlanSummary[];
  columns: Column<TargetRow>[];
};

export function Filters({ search, update, plans, columns }: Props) {
  const t = useTargetStrings();
  const app = useAppStrings();
  const words = useStatusStrings();
  const language = useLanguage();
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => setText(search.q ?? ''), [search.q]);
  useEffect(() => {
    if (text === (search.q ?? '')) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined, page: undefined }), 300);
    return () => clearTimeout(timer);
  });
  const filtered = ['q', 'plan', 'status', 'kind', 'region'].some((key) => search[key]);
  return (
    <search className="filters">
      <input
        className="input"
        type="search"
        aria-label={t('searchLabel')}
        placeholder={t('searchHere')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Select
        aria-label={t('planFilter')}
        style={{ width: 190 }}
        popupMatchSelectWidth={false}
        value={search.plan ?? ''}
        onChange={(plan) => update({ plan, page: undefined })}
        options={[
          { value: '', label: t('allPlans') },
          ...plans.map((plan) => ({
            value: plan.id,
            label: language === 'en' ? plan.shortTitleEn : plan.shortTitle,
          })),
        ]}
      />
      <Select
        aria-label={t('statusFilter')}
        style={{ width: 130 }}
        value={search.status ?? ''}
        onChange={(status) => update({ status, page: undefined })}
        options={[
          { value: '', label: t('allStatuses') },
          ...statusOrder.map((status) => ({ value: status, label: words(status) })),
          ...((search.status ?? '').includes(',')
            ? [
                {
                  value: search.status,
                  label: (search.status ?? '')
                    .split(',')
                    .map((status) => words(status as (typeof statusOrder)[number]))
                    .join(' + '),
                },
              ]
            : []),
        ]}
      />
      <Select
        aria-label={t('kindFilter')}
        style={{ width: 120 }}
        popupMatchSelectWidth={false}
        value={search.kind ?? ''}
        onChange={(kind) => update({ kind, page: undefined })}
        options={[{ value: '', label: t('allKinds') }, ...kinds.map((kind) => ({ value: kind, label: words(kind) }))]}
      />
      {filtered && (
        <button
          type="button"
          className="btn text"
          onClick={() =>
            update({
              q: undefined,
              plan: undefined,
              status: undefined,
              kind: undefined,
              region: undefined,
              page: undefined,
            })
          }
        >
          {app('clearFilters')}
        </button>
      )}
      <span className="row push">
        <Segmented
          aria-label={app('density')}
          size="small"
          value={search.density ?? 'comfortable'}
          onChange={(value) => update({ density: value === 'compact' ? 'compact' : undefined })}
          options={[
            { value: 'comfortable', label: app('comfortable') },
            { value: 'compact', label: app('compact') },
          ]}
        />
        <ColumnChooser
          columns={columns}
          kept={search.cols ?? defaultColumns}
          onChange={(cols) => update({ cols: cols === defaultColumns ? undefined : cols })}
        />
        <Dropdown
          trigger={['click']}
          menu={{
            items: (['xlsx', 'csv'] as const).map((format) => ({
              key: format,
              label: (
                <a className="plain" href={exportAddress(filterOf(search), format)} download>
                  {format === 'xlsx' ? t('exportXlsx') : t('exportCsv')}
                </a>
              ),
            })),
          }}
        >
          <button type="button" className="btn" aria-haspopup="menu">
            {app('export')}
          </button>
        </Dropdown>
      </span>
    </search>
  );
}
