import { useSyncExternalStore } from 'react';

const query = '(max-width: 700px)';

/** Whether tables are cards now: the same width as in their style sheet. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}
