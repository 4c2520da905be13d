import { useEffect, useRef, useState } from 'react';
import type { SchemeContent, SchemeProblem } from '../../../app/contract.ts';
import type { KnownIndicator } from './api.ts';

/** The server's problems of what is saved, and at once those of what is typed. */
export function useProblems(
  content: SchemeContent,
  known: readonly KnownIndicator[] | undefined,
  saved: readonly SchemeProblem[],
): SchemeProblem[] {
  const [live, setLive] = useState<SchemeProblem[]>([]);
  const turn = useRef(0);
  useEffect(() => {
    const own = ++turn.current;
    const timer = setTimeout(async () => {
      // The science is fetched when there is something to check, not with the page.
      const { checkContent } = await import('./check.ts');
      const found = checkContent(content, known && new Set(known.map(({ id }) => id)));
      if (own === turn.current) setLive(found);
    }, 150);
    return () => clearTimeout(timer);
  }, [content, known]);
  const told = new Set(live.map(({ message }) => message.zh));
  return [...live, ...saved.filter(({ message }) => !told.has(message.zh))];
}
