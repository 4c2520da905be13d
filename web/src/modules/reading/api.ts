import type { Adopted, Adoption, Review, ReviewChange, ReviewChanged, Suggestion } from '../../app/contract.ts';
import { getJson, sendJson } from '../../app/http.ts';

const path = (id: string) => `/api/documents/${encodeURIComponent(id)}`;

/** Others decide too: it is asked anew whenever the page comes back into sight. */
export const reviewQuery = (id: string, part: number) => ({
  queryKey: ['review', id, part] as const,
  queryFn: () => getJson<Review>(`${path(id)}/review`, { part }),
  staleTime: 0,
  refetchOnWindowFocus: 'always' as const,
});

export const sendChanges = (id: string, part: number, changes: ReviewChange[]) =>
  sendJson<ReviewChanged>('POST', `${path(id)}/review`, { part, changes });

export const getSuggestion = (id: string, part: number, span: { start: number; end: number }) =>
  getJson<Suggestion>(`${path(id)}/suggestion`, { part, ...span });

export const adopt = (id: string, plan: Adoption) => sendJson<Adopted>('POST', `${path(id)}/adopt`, plan);

/** The state after a change: what it touched replaces what was shown. */
export function merge(before: Review, { items, gone, ...summary }: ReviewChanged): Review {
  const now = new Map(items.map((item) => [item.key, item]));
  const kept = before.items.filter((item) => !gone.includes(item.key)).map((item) => now.get(item.key) ?? item);
  const known = new Set(kept.map((item) => item.key));
  return { ...before, ...summary, items: [...kept, ...items.filter((item) => !known.has(item.key))] };
}
