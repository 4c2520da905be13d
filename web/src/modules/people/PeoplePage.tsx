import './people.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import type { PersonRow, PersonState } from '../../app/contract.ts';
import { roles } from '../../app/contract.ts';
import { useSearchState } from '../../app/search.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RegionPicker } from '../../ui/RegionPicker.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { AddDrawer } from './AddDrawer.tsx';
import { peopleQuery } from './api.ts';
import { ImportPeople } from './ImportPeople.tsx';
import { PostLine, StateTag } from './parts.tsx';
import { usePeopleStrings } from './strings.ts';

const states: PersonState[] = ['active', 'locked', 'disabled', 'no-post'];

export function PeoplePage() {
  const t = usePeopleStrings();
  const [search] = useSearchState();
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(search.import !== undefined);
  const filter = { q: search.q, role: search.role, region: search.region, state: search.state };
  const params = { ...filter, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({ ...peopleQuery(params), placeholderData: keepPreviousData });
  const buttons = (
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
      <PageHead title={t('title')} sub={t('sub')} actions={buttons} />
      <TableFrame
        room="people"
        caption={t('caption')}
        query={query}
        columns={useColumns()}
        rowKey={(row) => row.id}
        searchLabel={t('searchHere')}
        filterKeys={['role', 'region', 'state']}
        filters={(now, update) => (
          <>
            <Select
              aria-label={t('role')}
              style={{ width: 130 }}
              value={now.role ?? ''}
              onChange={(role) => update({ role, page: undefined })}
              options={[{ value: '', label: t('allRoles') }, ...roles.map((role) => ({ value: role, label: t(role) }))]}
            />
            <RegionPicker
              label={t('region')}
              width={150}
              all={t('allRegions')}
              value={now.region ?? ''}
              onChange={(region) => update({ region, page: undefined })}
            />
            <Select
              aria-label={t('state')}
              style={{ width: 140 }}
              value={now.state ?? ''}
              onChange={(state) => update({ state, page: undefined })}
              options={[
                { value: '', label: t('allStates') },
                ...states.map((state) => ({ value: state, label: t(state) })),
              ]}
            />
          </>
        )}
        exportPath="/api/people/export"
        exportParams={filter}
        empty={{ title: t('none'), hint: t('noneHint'), action: buttons }}
      />
      {adding && <AddDrawer onClose={() => setAdding(false)} />}
      {importing && <ImportPeople onClose={() => setImporting(false)} />}
    </>
  );
}

function useColumns(): Column<PersonRow>[] {
  const t = usePeopleStrings();
  return [
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
    { id: 'email', header: t('emailShort'), cell: (row) => <span className="cap">{row.email ?? '—'}</span> },
    {
      id: 'seen',
      header: t('lastSeen'),
      width: 140,
      cell: (row) => <span className="sub nowrap">{row.lastSeenAt ? formatInstant(row.lastSeenAt) : t('never')}</span>,
    },
  ];
}
