import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { faceAddress, useFace } from './face.tsx';
import { useSearchState } from './search.ts';
import { useAppStrings } from './strings.ts';

/** Searches targets; `/` anywhere outside a field brings the cursor here. */
export function GlobalSearch() {
  const t = useAppStrings();
  const face = useFace();
  const navigate = useNavigate();
  const [search] = useSearchState();
  const field = useRef<HTMLInputElement>(null);

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
  }, []);

  return (
    <search className="global-search">
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          const q = field.current?.value.trim() ?? '';
          const next = { ...(search.asOf ? { asOf: search.asOf } : {}), ...(q ? { q } : {}) };
          void navigate({ to: faceAddress(face, '/targets'), search: next as never });
        }}
      >
        <input
          ref={field}
          type="search"
          aria-label={t('searchLabel')}
          placeholder={t('search')}
          key={search.q ?? ''}
          defaultValue={search.q ?? ''}
        />
        <kbd>/</kbd>
      </form>
    </search>
  );
}
