import './people.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { App } from 'antd';
import { useState } from 'react';
import type { FirstPassword, PersonDetail, PersonPost } from '../../app/contract.ts';
import { useName, usePick } from '../../app/i18n.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { personQuery, readEmail, resetPassword, setState } from './api.ts';
import { EditDrawer } from './EditDrawer.tsx';
import { HandOverDrawer } from './HandOverDrawer.tsx';
import { PostDrawer } from './PostDrawer.tsx';
import { RoleTags, Secret, StateTag } from './parts.tsx';
import { usePeopleStrings } from './strings.ts';

type Open = 'edit' | 'grant' | 'hand-over' | PersonPost | null;

function Actions({
  person,
  onOpen,
  onSecret,
}: {
  person: PersonDetail;
  onOpen: (open: Open) => void;
  onSecret: (first: FirstPassword) => void;
}) {
  const t = usePeopleStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const name = person.displayName;
  const state = useMutation({
    mutationFn: (action: 'disable' | 'enable' | 'unlock') => setState(person.id, action),
    onSuccess: async (saved) => {
      queries.setQueryData(personQuery(person.id).queryKey, saved);
      await queries.invalidateQueries({ queryKey: ['people'] });
      message.success(t('saved'));
    },
    onError: (error) => message.error(words(error)),
  });
  const reset = useMutation({
    mutationFn: () => resetPassword(person.id),
    onSuccess: async (first) => {
      onSecret(first);
      await queries.invalidateQueries({ queryKey: personQuery(person.id).queryKey });
    },
    onError: (error) => message.error(words(error)),
  });
  const ask = (title: string, content: string, okText: string, onOk: () => void) =>
    modal.confirm({ title, content, okText, cancelText: t('cancel'), onOk });
  const busy = state.isPending || reset.isPending;
  return (
    <>
      <button type="button" className="btn" onClick={() => onOpen('edit')}>
        {t('edit')}
      </button>
      {person.lockedUntil && (
        <button type="button" className="btn" disabled={busy} onClick={() => state.mutate('unlock')}>
          {t('unlock')}
        </button>
      )}
      <button
        type="button"
        className="btn"
        disabled={busy}
        onClick={() => ask(t('resetTitle', { name }), t('resetBody'), t('reset'), () => reset.mutate())}
      >
        {t('reset')}
      </button>
      {person.disabledAt ? (
        <button type="button" className="btn" disabled={busy} onClick={() => state.mutate('enable')}>
          {t('enable')}
        </button>
      ) : (
        <button
          type="button"
          className="btn danger"
          disabled={busy}
          onClick={() =>
            ask(t('disableTitle', { name }), t('disableBody'), t('disable'), () => state.mutate('disable'))
          }
        >
          {t('disable')}
        </button>
      )}
      <button type="button" className="btn primary" onClick={() => onOpen('hand-over')}>
        {t('handOver')}
      </button>
    </>
  );
}

function EmailLine({ person }: { person: PersonDetail }) {
  const t = usePeopleStrings();
  const words = useErrorWords();
  const show = useMutation({ mutationFn: () => readEmail(person.id) });
  if (person.email === null) return <span className="cap">{t('noEmail')}</span>;
  if (show.data) return <>{show.data.email}</>;
  return (
    <>
      {person.email}{' '}
      <button type="button" className="btn text" disabled={show.isPending} onClick={() => show.mutate()}>
        {t('showEmail')}
      </button>
      {show.isError && <span className="note bad">{words(show.error)}</span>}
    </>
  );
}

function Posts({ person, onOpen }: { person: PersonDetail; onOpen: (open: Open) => void }) {
  const t = usePeopleStrings();
  const name = useName();
  if (person.posts.length === 0) return <p className="sub">{t('noPosts')}</p>;
  return (
    <DataTable
      caption={t('posts')}
      rows={person.posts}
      rowKey={(post) => post.id}
      rowClass={(post) => (post.when === 'ended' ? 'people-ended' : undefined)}
      columns={[
        {
          id: 'organization',
          header: t('organization'),
          names: true,
          width: '32%',
          cell: (post) => (
            <>
              <Link to={`/organizations/${post.organization.id}` as never} className="plain strong">
                {name(post.organization)}
              </Link>{' '}
              {post.main && <span className="tag">{t('main')}</span>}
            </>
          ),
        },
        { id: 'region', header: t('region'), cell: (post) => name(post.region) },
        { id: 'roles', header: t('roles'), cell: (post) => <RoleTags roles={post.roles} /> },
        {
          id: 'days',
          header: `${t('from')} – ${t('to')}`,
          cell: (post) => (
            <span className="nowrap num">
              {post.validFrom} – {post.validTo ?? t('noEnd')}
            </span>
          ),
        },
        {
          id: 'when',
          header: t('state'),
          cell: (post) => <span className={post.when === 'valid' ? 'tag unit' : 'tag'}>{t(post.when)}</span>,
        },
        ...(person.manageable
          ? [
              {
                id: 'edit',
                header: t('edit'),
                cell: (post: PersonPost) => (
                  <button type="button" className="btn text" onClick={() => onOpen(post)}>
                    {t('edit')}
                  </button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Record({ person }: { person: PersonDetail }) {
  const t = usePeopleStrings();
  const pick = usePick();
  const [open, setOpen] = useState<Open>(null);
  const [first, setFirst] = useState<FirstPassword | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <PageHead
        title={person.displayName}
        crumbs={[{ key: 'all', node: <Link to={'/people' as never}>{t('title')}</Link> }]}
        sub={
          <>
            <span className="mono">{person.userName}</span> <StateTag state={person.state} />
          </>
        }
        actions={person.manageable && <Actions person={person} onOpen={setOpen} onSecret={setFirst} />}
      />
      {person.self && <p className="note">{t('selfNote')}</p>}
      {!person.self && !person.manageable && <p className="note doubt">{t('outsideNote')}</p>}
      {person.handOver && (
        <p className="note doubt">
          {t('handWaits', { day: person.handOver.day, to: person.handOver.to ?? t('ownUnit') })}
        </p>
      )}
      {first && <Secret first={first} name={person.displayName} />}
      <div className="record section">
        <section className="record-main">
          <div className="people-head">
            <h2>{t('posts')}</h2>
            {person.manageable && (
              <button type="button" className="btn" onClick={() => setOpen('grant')}>
                {t('grant')}
              </button>
            )}
          </div>
          <Posts person={person} onOpen={setOpen} />
        </section>
        <div className="record-side">
          <section>
            <h2>{t('summary')}</h2>
            <dl className="kv">
              <dt>{t('emailShort')}</dt>
              <dd>
                <EmailLine person={person} />
              </dd>
              <dt>{t('lastSeen')}</dt>
              <dd>{person.lastSeenAt ? formatInstant(person.lastSeenAt) : t('never')}</dd>
              <dt>{t('created')}</dt>
              <dd>{formatInstant(person.createdAt)}</dd>
              {person.lockedUntil && (
                <>
                  <dt>{t('lockedUntil')}</dt>
                  <dd>{formatInstant(person.lockedUntil)}</dd>
                </>
              )}
              {person.disabledAt && (
                <>
                  <dt>{t('disabledAt')}</dt>
                  <dd>{formatInstant(person.disabledAt)}</dd>
                </>
              )}
              <dt>{t('mustChange')}</dt>
              <dd>{person.mustChangePassword ? t('yes') : t('no')}</dd>
            </dl>
          </section>
          <section className="section">
            <h2>{t('history')}</h2>
            {person.history.length === 0 && <p className="sub">{t('noHistory')}</p>}
            <ol className="timeline people-history">
              {person.history.map((row) => (
                <li key={row.id}>
                  <time dateTime={row.at}>{formatInstant(row.at)}</time>
                  <span>
                    {pick(row.summary)} <span className="cap">{row.actor}</span>
                  </span>
                </li>
              ))}
            </ol>
          </section>
        </div>
      </div>
      {open === 'edit' && <EditDrawer person={person} onClose={close} />}
      {open === 'grant' && <PostDrawer person={person} onClose={close} />}
      {open === 'hand-over' && <HandOverDrawer person={person} onClose={close} />}
      {open !== null && typeof open === 'object' && <PostDrawer person={person} post={open} onClose={close} />}
    </>
  );
}

export function PersonPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(personQuery(id));
  return <Loaded query={query}>{(person) => <Record person={person} key={person.id} />}</Loaded>;
}
