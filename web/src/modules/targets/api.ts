import type { TargetDetail, TargetPage } from '../../app/contract.ts';
import { address, getJson } from '../../app/http.ts';
import type { Search } from '../../app/search.ts';

/** The filter of the board as it stands in the address; the same words go to the list and to the export. */
export function filterOf(search: Search): Record<string, string> {
  const keys = ['asOf', 'plan', 'status', 'region', 'kind', 'q', 'sort', 'order', 'page', 'size'];
  return Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
}

export const targetsQuery = (filter: Record<string, string>) => ({
  queryKey: ['targets', filter] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<TargetPage>('/api/targets', filter, signal),
});

export const targetQuery = (id: string, asOf: string | undefined) => ({
  queryKey: ['target', id, asOf ?? 'today'] as const,
  queryFn: () => getJson<TargetDetail>(`/api/targets/${encodeURIComponent(id)}`, { asOf }),
});

export function templateAddress(plan: string): string {
  return address('/api/observations/template', { plan });
}
