import './people.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { PersonState } from '../../app/contract.ts';
import { roles } from '../../app/contract.ts';
import { useSearchState } from '../../app/search.ts';
import { useAppStrings } from '../../app/strings.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RegionPicker } from '../../ui/pickers.tsx';
import { AddDrawer } from './AddDrawer.tsx';
import { peopleQuery } from './api.ts';
import { ImportPeople } from './ImportPeople.tsx';
import { PostLine, StateTag } from './parts.tsx';
import { usePeopleStrings } from './strings.ts';

const states: PersonState[] = ['active', 'locked', 'disabled', 'no-post'];
const filters = ['q', 'role', 'region', 'state'] as const;

export function PeoplePage() {
  const t = usePeopleStrings();
  const app = useAppStrings();
  const [search, update] = useSearchState();
  const [text, setText] = useState(search.q ?? '');
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  const size = Number(search.size ?? 50);
  const params = {
    q: search.q,
    role: search.role,
    region: search.region,
    state: search.state,
    page: search.page ?? 1,
    size,
  };
  const query = useQuery({ ...peopleQuery(params), placeholderData: keepPreviousData });
  useEffect(() => {
    if (text.trim() === (search.q ?? '')) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined, page: undefined }), 300);
    return () => clearTimeout(timer);
  });
  const filtered = filters.some((key) => search[key]);
  const addButton = (
    <>
      <button type="button" className="btn" onClick={() => setImporting(true)}>
        {t('import')}
      </button>
      <button type="button" className="btn primary" onClick={() => setAdding(true)}>
        {t('add')}
      </button>
    </>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={addButton} />
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
          aria-label={t('role')}
          style={{ width: 130 }}
          value={search.role ?? ''}
          onChange={(role) => update({ role, page: undefined })}
          options={[{ value: '', label: t('allRoles') }, ...roles.map((role) => ({ value: role, label: t(role) }))]}
        />
        <RegionPicker
          label={t('region')}
          width={150}
          all={t('allRegions')}
          value={search.region ?? ''}
          onChange={(region) => update({ region, page: undefined })}
        />
        <Select
          aria-label={t('state')}
          style={{ width: 140 }}
          value={search.state ?? ''}
          onChange={(state) => update({ state, page: undefined })}
          options={[
            { value: '', label: t('allStates') },
            ...states.map((state) => ({ value: state, label: t(state) })),
          ]}
        />
        {filtered && (
          <button
            type="button"
            className="btn text"
            onClick={() => {
              setText('');
              update({ q: undefined, role: undefined, region: undefined, state: undefined, page: undefined });
            }}
          >
            {app('clearFilters')}
          </button>
        )}
      </search>
      <Loaded query={query}>
        {(page) =>
          page.rows.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')}>
              {addButton}
            </EmptyState>
          ) : (
            <>
              <DataTable
                caption={t('caption')}
                rows={page.rows}
                rowKey={(row) => row.id}
                stale={query.isPlaceholderData}
                columns={[
                  {
                    id: 'name',
                    header: t('name'),
                    names: true,
                    width: '22%',
                    cell: (row) => (
                      <>
                        <Link to={`/people/${row.id}` as never} className="plain strong">
                          {row.displayName}
                        </Link>
                        <span className="cap under">{row.userName}</span>
                      </>
                    ),
                  },
                  {
                    id: 'posts',
                    header: t('posts'),
                    cell: (row) => {
                      const open = row.posts.filter((post) => post.when !== 'ended');
                      if (open.length === 0) return <span className="cap">—</span>;
                      return (
                        <span className="people-posts">
                          {open.map((post) => (
                            <PostLine key={post.id} post={post} />
                          ))}
                        </span>
                      );
                    },
                  },
                  { id: 'state', header: t('state'), width: 100, cell: (row) => <StateTag state={row.state} /> },
                  {
                    id: 'email',
                    header: t('emailShort'),
                    cell: (row) => <span className="cap">{row.email ?? '—'}</span>,
                  },
                  {
                    id: 'seen',
                    header: t('lastSeen'),
                    width: 140,
                    cell: (row) => (
                      <span className="sub nowrap">{row.lastSeenAt ? formatInstant(row.lastSeenAt) : t('never')}</span>
                    ),
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
      {adding && <AddDrawer onClose={() => setAdding(false)} />}
      {importing && <ImportPeople onClose={() => setImporting(false)} />}
    </>
  );
}
