import './global-search.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { SearchAnswer } from './contract.ts';
import { faceAddress, useFace } from './face.tsx';
import { getJson } from './http.ts';
import { forgetSearches, recentSearches, rememberSearch } from './recent-searches.ts';
import { SearchHitLine } from './SearchHitLine.tsx';
import { parseSearch } from './search.ts';
import { publicKinds, useKindWord, useSearchStrings } from './search-kinds.ts';

const PAUSE = 120;

/** Finds anything from anywhere: `/` brings the cursor here, arrows choose, Enter goes. */
export function GlobalSearch() {
  const t = useSearchStrings();
  const kindWord = useKindWord();
  const face = useFace();
  const navigate = useNavigate();
  const path = useLocation({ select: (location) => location.pathname });
  const narrow = window.matchMedia('(max-width: 700px)').matches;
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [recent, setRecent] = useState(recentSearches);

  useFocusBySlash(field);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes what the old one had open
  useEffect(() => setOpen(false), [path]);
  const answer = useQuery({
    queryKey: ['search', face, asked, 4],
    queryFn: ({ signal }) =>
      getJson<SearchAnswer>(
        '/api/search',
        { q: asked, size: 4, ...(face === 'public' ? { kinds: publicKinds.join() } : {}) },
        signal,
      ),
    enabled: open && asked !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

  const groups = asked === '' ? [] : (answer.data?.groups ?? []);
  const goTo = (link: string) => {
    const [to = '/', query = ''] = link.split('?', 2);
    if (text.trim()) rememberSearch(text.trim());
    setRecent(recentSearches());
    setOpen(false);
    field.current?.blur();
    void navigate({ to: faceAddress(face, decodeURI(to)), search: parseSearch(query) as never });
  };
  const again = (word: string) => {
    setText(word);
    setAsked(word);
    setChosen(-1);
  };
  const all = (q: string) => goTo(`/search?${new URLSearchParams({ q })}`);
  const words = asked === '' ? recent : [];
  const options = [
    ...words.map((word) => ({ key: `recent ${word}`, go: () => again(word) })),
    ...groups.flatMap((group) => group.hits.map((hit) => ({ key: `${hit.kind} ${hit.id}`, go: () => goTo(hit.link) }))),
    ...(asked !== '' && groups.length > 0 ? [{ key: 'all', go: () => all(asked) }] : []),
  ];
  const optionId = (key: string) => `${id}-${options.findIndex((option) => option.key === key)}`;
  const attributes = (key: string) => ({
    id: optionId(key),
    role: 'option',
    tabIndex: -1,
    'aria-selected': options[chosen]?.key === key,
    onMouseDown: (event: React.MouseEvent) => event.preventDefault(),
    onClick: () => options.find((option) => option.key === key)?.go(),
  });
  const choose = (next: number) => {
    const index = (next + options.length) % options.length;
    setChosen(index);
    list.current?.querySelector(`#${CSS.escape(`${id}-${index}`)}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      if (open) setOpen(false);
      else field.current?.blur();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length > 0) {
      event.preventDefault();
      setOpen(true);
      choose(event.key === 'ArrowDown' ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = open ? options[chosen] : undefined;
      if (option) option.go();
      else if (text.trim()) all(text.trim());
    }
  };
  const shown = open && (asked !== '' || words.length > 0);
  return (
    <search
      className="global-search"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <input
        ref={field}
        type="search"
        role="combobox"
        autoComplete="off"
        aria-label={t('label')}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `${id}-${chosen}` : undefined}
        placeholder={t(narrow ? 'placeholderShort' : 'placeholder')}
        maxLength={100}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <kbd>/</kbd>
      {shown && (
        <div className="search-drop">
          <div ref={list} role="listbox" id={`${id}-list`} aria-label={t('results')}>
            {words.length > 0 && (
              <Group name={t('recent')}>
                {words.map((word) => (
                  <div key={word} {...attributes(`recent ${word}`)}>
                    {word}
                  </div>
                ))}
              </Group>
            )}
            {groups.map((group) => (
              <Group key={group.kind} name={kindWord(group.kind)} total={group.total}>
                {group.hits.map((hit) => (
                  <div key={hit.id} {...attributes(`${hit.kind} ${hit.id}`)}>
                    <SearchHitLine hit={hit} />
                  </div>
                ))}
              </Group>
            ))}
            {groups.length > 0 && asked !== '' && (
              <div className="search-all" {...attributes('all')}>
                {t('all', { q: asked })}
              </div>
            )}
          </div>
          {words.length > 0 && (
            <button
              type="button"
              className="btn text"
              onClick={() => {
                forgetSearches();
                setRecent([]);
              }}
            >
              {t('forget')}
            </button>
          )}
          <div role="status" className={groups.length > 0 || words.length > 0 ? 'hidden-word' : 'search-none'}>
            {asked !== '' && answer.isError && t('failed')}
            {asked !== '' && answer.isSuccess && groups.length === 0 && !answer.isPlaceholderData && (
              <>
                <p className="strong">{t('none', { q: asked })}</p>
                <p className="cap">{t('noneHint')}</p>
              </>
            )}
            {groups.length > 0 && t('hits', { total: answer.data?.total ?? 0 })}
          </div>
        </div>
      )}
    </search>
  );
}

function Group({ name, total, children }: { name: string; total?: number; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a listbox has groups of options; a fieldset is none
    <div role="group" aria-label={name}>
      <p className="cap" aria-hidden="true">
        {name} {total !== undefined && <span className="num">{total}</span>}
      </p>
      {children}
    </div>
  );
}

function useFocusBySlash(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [field]);
}
