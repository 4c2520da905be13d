import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Popover } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { NewView, SavedView, SavedViews as Views } from '../app/contract.ts';
import { getJson, sendJson } from '../app/http.ts';
import { type Search, useSearchState } from '../app/search.ts';
import { useErrorWords } from './ErrorState.tsx';
import { useTableStrings } from './table-strings.ts';

type Props = { room: string /** Keys of the address that make a view. */; keys: readonly string[] };

const stateOf = (search: Search, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
const cleared = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, undefined]));

/** Views of a table: the state of the page under a name, own or shared with the region. */
export function SavedViews({ room, keys }: Props) {
  const t = useTableStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [search, update] = useSearchState();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [share, setShare] = useState(false);
  const query = useQuery({ queryKey: ['views', room], queryFn: () => getJson<Views>('/api/views', { room }) });
  const views = query.data?.views ?? [];
  const state = stateOf(search, keys);
  const present = JSON.stringify(Object.entries(state).sort());
  const current = views.find((view) => JSON.stringify(Object.entries(view.search).sort()) === present);
  const go = (wanted: Record<string, string>) => update({ ...cleared(keys), page: undefined, ...wanted });
  useDefaultView(query.data, present === '[]', go);

  const settle = (text: string) => async () => {
    message.success(text);
    await queries.invalidateQueries({ queryKey: ['views', room] });
  };
  const fail = (error: unknown) => void message.error(words(error));
  const add = useMutation({
    mutationFn: (view: NewView) => sendJson<SavedView>('POST', '/api/views', view),
    onSuccess: () => {
      setName('');
      setShare(false);
      return settle(t('saved'))();
    },
    onError: fail,
  });
  const change = useMutation({
    mutationFn: ({ id, ...rest }: { id: string; search: Record<string, string> }) =>
      sendJson<SavedView>('PUT', `/api/views/${id}`, rest),
    onSuccess: settle(t('updated')),
    onError: fail,
  });
  const remove = useMutation({
    mutationFn: (id: string) => sendJson<null>('DELETE', `/api/views/${id}`),
    onSuccess: settle(t('removed')),
    onError: fail,
  });
  const prefer = useMutation({
    mutationFn: (viewId: string | null) => sendJson<Views>('PUT', '/api/default-view', { room, viewId }),
    onSuccess: (answer) => queries.setQueryData(['views', room], answer),
    onError: fail,
  });
  const list = (title: string, some: SavedView[]) =>
    some.length > 0 && (
      <>
        <p className="cap">{title}</p>
        <ul>
          {some.map((view) => {
            const first = query.data?.defaultId === view.id;
            return (
              <li key={view.id}>
                <button
                  type="button"
                  className="quiet view-name"
                  aria-current={view === current || undefined}
                  onClick={() => {
                    go(view.search);
                    setOpen(false);
                  }}
                >
                  {view.name}
                  {!view.mine && <span className="cap"> {t('by', { name: view.actor })}</span>}
                </button>
                <button
                  type="button"
                  className={`quiet cap${first ? ' chosen' : ''}`}
                  aria-pressed={first}
                  aria-label={t(first ? 'dropDefault' : 'makeDefault', { name: view.name })}
                  onClick={() => prefer.mutate(first ? null : view.id)}
                >
                  {t('opensFirst')}
                </button>
                {view.mine && (
                  <>
                    <button
                      type="button"
                      className="quiet cap"
                      aria-label={t('renew', { name: view.name })}
                      disabled={view === current}
                      onClick={() => change.mutate({ id: view.id, search: state })}
                    >
                      {t('renewWord')}
                    </button>
                    <button
                      type="button"
                      className="quiet cap"
                      aria-label={t('remove', { name: view.name })}
                      onClick={() => remove.mutate(view.id)}
                    >
                      {t('removeWord')}
                    </button>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      </>
    );
  const content = (
    <div className="saved-views">
      {views.length === 0 && <p className="cap prose">{t('noViews')}</p>}
      {list(
        t('mine'),
        views.filter((view) => view.mine),
      )}
      {list(
        t('shared'),
        views.filter((view) => !view.mine),
      )}
      {present !== '[]' && (
        <button type="button" className="btn text" onClick={() => go({})}>
          {t('plain')}
        </button>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ room, name: name.trim(), shared: share, search: state });
        }}
      >
        <label className="field">
          {t('nameLabel')}
          <input
            className="input"
            required
            maxLength={60}
            placeholder={t('namePlaceholder')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="row cap">
          <input type="checkbox" checked={share} onChange={(event) => setShare(event.target.checked)} />
          {t('share')}
        </label>
        <button type="submit" className="btn" disabled={add.isPending || name.trim() === ''}>
          {t('save')}
        </button>
      </form>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content} open={open} onOpenChange={setOpen}>
      <button type="button" className="btn">
        {current ? t('viewOf', { name: current.name }) : t('views')}
      </button>
    </Popover>
  );
}

/** A table that is entered without any wish of its own opens with the person's default view, once. */
function useDefaultView(views: Views | undefined, bare: boolean, go: (state: Record<string, string>) => void): void {
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || !views) return;
    asked.current = true;
    const first = views.views.find((view) => view.id === views.defaultId);
    if (bare && first) go(first.search);
  });
}
