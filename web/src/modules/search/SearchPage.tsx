import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SearchAnswer } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { SearchHitLine } from '../../app/SearchHitLine.tsx';
import { parseSearch, useSearchState } from '../../app/search.ts';
import { publicKinds, useKindWord, useSearchStrings } from '../../app/search-kinds.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';

export function SearchPage() {
  const t = useSearchStrings();
  const kindWord = useKindWord();
  const face = useFace();
  const [search, update] = useSearchState();
  const q = search.q ?? '';
  const kind = search.kind;
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => update({ q: text.trim() || undefined }), 300);
    return () => clearTimeout(timer);
  });
  const ask = (kinds: string | undefined, size: number) => ({
    queryKey: ['search', face, q, kinds, size],
    queryFn: () => getJson<SearchAnswer>('/api/search', { q, kinds, size }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const open = face === 'public' ? publicKinds.join() : undefined;
  const overview = useQuery(ask(open, 8));
  const one = useQuery({ ...ask(kind, 50), enabled: q !== '' && kind !== undefined });
  const query = kind ? one : overview;
  return (
    <div className="search-page">
      <PageHead title={t('title')} tabTitle={q ? `${q} · ${t('title')}` : t('title')} />
      <search className="big">
        <input
          className="input"
          type="search"
          aria-label={t('title')}
          placeholder={t('placeholder')}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      {q === '' ? (
        <EmptyState title={t('start')} hint={face === 'public' ? t('startPublic') : t('startHint')} />
      ) : (
        <Loaded query={query}>
          {(answer) =>
            answer.total === 0 ? (
              <EmptyState title={t('none', { q })} hint={t('noneHint')} />
            ) : (
              <>
                <div className="kinds">
                  <button
                    type="button"
                    className="btn"
                    aria-pressed={!kind}
                    onClick={() => update({ kind: undefined })}
                  >
                    {t('allKinds')}
                  </button>
                  {(overview.data?.groups ?? answer.groups).map((group) => (
                    <button
                      key={group.kind}
                      type="button"
                      className="btn"
                      aria-pressed={kind === group.kind}
                      onClick={() => update({ kind: group.kind })}
                    >
                      {kindWord(group.kind)} <span className="cap">{formatCount(group.total)}</span>
                    </button>
                  ))}
                </div>
                <p className="cap" role="status">
                  {t(answer.more ? 'foundMore' : 'found', { q, total: formatCount(answer.total) })}
                </p>
                {answer.groups.map((group) => (
                  <section key={group.kind} className="section">
                    <h2>{kindWord(group.kind)}</h2>
                    <ul>
                      {group.hits.map((hit) => (
                        <li key={hit.id}>
                          <HitLink link={hit.link}>
                            <SearchHitLine hit={hit} snippet />
                          </HitLink>
                        </li>
                      ))}
                    </ul>
                    {!kind && group.total > group.hits.length && (
                      <button type="button" className="btn text" onClick={() => update({ kind: group.kind })}>
                        {t('moreOfKind', { total: formatCount(group.total) })}
                      </button>
                    )}
                  </section>
                ))}
              </>
            )
          }
        </Loaded>
      )}
    </div>
  );
}

function HitLink({ link, children }: { link: string; children: React.ReactNode }) {
  const [to = '/', query = ''] = link.split('?', 2);
  return (
    <FaceLink to={decodeURI(to)} search={parseSearch(query)}>
      {children}
    </FaceLink>
  );
}
