import './compare.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ComparedTarget, ComparedTask, ComparisonView, PairState } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { address, getJson } from '../../app/http.ts';
import { useLanguage } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useMay } from '../../app/session.ts';
import { plansQuery } from '../../app/shared-queries.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { documentsQuery } from '../documents/api.ts';
import { Changed } from './Changed.tsx';
import { useCompareStrings } from './strings.ts';

const states: PairState[] = ['changed', 'added', 'removed', 'same'];
type Row = {
  key: string;
  state: PairState;
  fields: string[];
  what: 'target' | 'task';
  a: string[];
  b: string[];
  clause: string;
};

const targetWords = (target: ComparedTarget | null): string[] => {
  if (!target) return [];
  const sign = { '>=': '≥ ', '<=': '≤ ', '=': '', '~': '≈ ', '>': '> ', '<': '< ' }[target.comparator] ?? '';
  const high = target.valueHigh ? `–${target.valueHigh}` : '';
  return [
    `${target.indicator}${target.part ? `（${target.part}）` : ''}`,
    `${sign}${target.value}${high} ${target.unit ?? ''}${target.year ? ` · ${target.year}` : ''}`,
  ];
};
const taskWords = (task: ComparedTask | null): string[] =>
  task ? [task.title, [task.lead, ...task.joint].filter(Boolean).join('、')] : [];

function rowsOf(view: ComparisonView): Row[] {
  const row = (
    what: Row['what'],
    index: number,
    state: PairState,
    fields: string[],
    a: string[],
    b: string[],
    clause: string,
  ) => ({
    key: `${what}${index}`,
    what,
    state,
    fields,
    a,
    b,
    clause,
  });
  return [
    ...view.targets.map(({ state, fields, a, b }, index) =>
      row('target', index, state, fields, targetWords(a), targetWords(b), (a ?? b)?.clause ?? ''),
    ),
    ...view.tasks.map(({ state, fields, a, b }, index) =>
      row('task', index, state, fields, taskWords(a), taskWords(b), (a ?? b)?.clause ?? ''),
    ),
  ];
}

/** Both sides chosen from what is there: documents (each part of a gazette) and plans. */
function useChoices(kind: 'documents' | 'plans') {
  const language = useLanguage();
  const may = useMay();
  const t = useCompareStrings();
  const reads = may('document.read');
  const documents = useQuery({ ...documentsQuery, enabled: kind === 'documents' && reads });
  const plans = useQuery(plansQuery());
  const planChoices = (plans.data?.plans ?? []).map((plan) => ({
    value: kind === 'plans' ? plan.id : `plan:${plan.id}`,
    label: language === 'en' ? plan.shortTitleEn : plan.shortTitle,
  }));
  if (kind === 'plans') return [{ label: t('plans'), options: planChoices }];
  const files = (documents.data?.documents ?? []).flatMap((document) =>
    Array.from({ length: Math.max(1, document.counts.documents) }, (_, part) => ({
      value: part === 0 ? document.id : `${document.id}:${part}`,
      label: document.counts.documents > 1 ? t('partOf', { title: document.title, part: part + 1 }) : document.title,
    })),
  );
  return [
    { label: t('documents'), options: files },
    { label: t('plans'), options: planChoices },
  ];
}

export function ComparePage() {
  const t = useCompareStrings();
  const language = useLanguage();
  const face = useFace();
  const path = useLocation({ select: (location) => location.pathname });
  const kind = path.endsWith('/plans/compare') ? 'plans' : 'documents';
  const [search, update] = useSearchState();
  const choices = useChoices(kind);
  // The first document of a gazette is named with and without its number.
  const a = search.a?.replace(/:0$/, '') ?? '';
  const b = search.b?.replace(/:0$/, '') ?? '';
  const query = useQuery({
    queryKey: ['compare', kind, a, b],
    queryFn: () => getJson<ComparisonView>(`/api/${kind}/compare`, { a, b }),
    enabled: a !== '' && b !== '',
    placeholderData: keepPreviousData,
  });
  const side = (name: 'a' | 'b') => (
    <div className="field compare-side">
      <span>{t(name)}</span>
      <Select
        aria-label={t(name)}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('choose')}
        value={(name === 'a' ? a : b) || undefined}
        options={choices}
        onChange={(value: string) => update({ [name]: value })}
      />
    </div>
  );
  return (
    <>
      <PageHead
        title={t('title')}
        crumbs={[
          {
            key: 'from',
            node: <FaceLink to={kind === 'plans' || face === 'public' ? '/plans' : '/documents'}>{t(kind)}</FaceLink>,
          },
          { key: 'here', node: t('title') },
        ]}
        sub={t('sub')}
        actions={
          a &&
          b && (
            <>
              <button type="button" className="btn" onClick={() => update({ a: b, b: a })}>
                {t('swap')}
              </button>
              {(['xlsx', 'csv'] as const).map((format) => (
                <a
                  key={format}
                  className="btn"
                  href={address(`/api/${kind}/compare/export`, { a, b, format, language })}
                >
                  {format.toUpperCase()}
                </a>
              ))}
            </>
          )
        }
      />
      <div className="compare-sides">
        {side('a')}
        {side('b')}
      </div>
      {a && b ? (
        <Loaded query={query}>{(view) => <Result view={view} />}</Loaded>
      ) : (
        <EmptyState title={t('pick')} hint={t('pickHint')} />
      )}
    </>
  );
}

function Result({ view }: { view: ComparisonView }) {
  const t = useCompareStrings();
  const [search, update] = useSearchState();
  const what = search.what === 'tasks' ? 'task' : 'target';
  const counts = view.counts[what === 'task' ? 'tasks' : 'targets'];
  const all = rowsOf(view).filter((row) => row.what === what);
  const state = states.find((one) => one === search.state);
  const words = (search.q ?? '').trim();
  const rows = all.filter(
    (row) =>
      (!state || row.state === state) &&
      (!words || [...row.a, ...row.b, row.clause].some((text) => text.includes(words))),
  );
  return (
    <>
      <div className="tabs compare-tabs" role="tablist" aria-label={t('title')}>
        {(['target', 'task'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={what === one}
            onClick={() => update({ what: one === 'task' ? 'tasks' : undefined, state: undefined })}
          >
            {t(one)} <span className="cap">{view[one === 'task' ? 'tasks' : 'targets'].length}</span>
          </button>
        ))}
      </div>
      <div className="nums">
        {states.map((one) => (
          <button
            key={one}
            type="button"
            className="number"
            aria-pressed={state === one}
            onClick={() => update({ state: state === one ? undefined : one })}
          >
            <b>{formatCount(counts[one] ?? 0)}</b>
            <span className={`sub state-${one}`}>{t(one)}</span>
          </button>
        ))}
      </div>
      <div className="filters">
        <input
          className="input"
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={search.q ?? ''}
          onChange={(event) => update({ q: event.target.value })}
        />
      </div>
      {rows.length === 0 ? (
        <p className="sub">{all.length === 0 ? t('none') : t('noneFound')}</p>
      ) : (
        <DataTable
          caption={t('title')}
          rows={rows}
          rowKey={(row) => row.key}
          rowClass={(row) => (row.state === 'same' ? 'faded' : undefined)}
          columns={[
            {
              id: 'clause',
              header: t('clause'),
              cell: (row) => <span className="sub nowrap">{row.clause || '—'}</span>,
            },
            {
              id: 'state',
              header: t('result'),
              cell: (row) => (
                <span className="nowrap">
                  <span className={`state-${row.state}`}>{t(row.state)}</span>
                  {row.fields.length > 0 && (
                    <span className="cap under">
                      {row.fields.map((field) => t(field === 'title' ? 'task' : (field as 'value'))).join('、')}
                    </span>
                  )}
                </span>
              ),
            },
            {
              id: 'a',
              header: view.a.title,
              short: t('a'),
              width: '36%',
              names: true,
              cell: (row) => <Changed row={row} side="a" />,
            },
            {
              id: 'b',
              header: view.b.title,
              short: t('b'),
              width: '36%',
              cell: (row) => <Changed row={row} side="b" />,
            },
          ]}
        />
      )}
    </>
  );
}
