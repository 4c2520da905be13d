import type { RunComparison, RunData, RunDetail, RunProfile, SchemeList } from '../../../app/contract.ts';
import { address, getJson, sendJson } from '../../../app/http.ts';

const runs = (id: string) => `/api/index/runs/${encodeURIComponent(id)}`;

export const publishedQuery = {
  queryKey: ['index', 'schemes'] as const,
  queryFn: () => getJson<SchemeList>('/api/index/schemes'),
};
export const runQuery = (id: string) => ({
  queryKey: ['index', 'run', id] as const,
  queryFn: () => getJson<RunDetail>(runs(id)),
});
/** What was frozen does not change: what is computed from it stays. */
export const profileQuery = (id: string, region: string) => ({
  queryKey: ['index', 'run', id, 'profile', region] as const,
  queryFn: () => getJson<RunProfile>(`${runs(id)}/profile`, { region }),
  staleTime: 10 * 60_000,
});
export const comparisonQuery = (id: string, other: string) => ({
  queryKey: ['index', 'run', id, 'comparison', other] as const,
  queryFn: () => getJson<RunComparison>(`${runs(id)}/comparison`, { with: other }),
  staleTime: 10 * 60_000,
});
export const dataQuery = (id: string) => ({
  queryKey: ['index', 'run', id, 'data'] as const,
  queryFn: () => getJson<RunData>(`${runs(id)}/data`),
  staleTime: 10 * 60_000,
});
export const tableAddress = (id: string, format: 'xlsx' | 'csv', language: 'zh' | 'en') =>
  address(`${runs(id)}/table`, { format, language });
export const packageAddress = (id: string) => `${runs(id)}/package`;
export const publish = (id: string, note: string) => sendJson<RunDetail>('POST', `${runs(id)}/publish`, { note });
export const withdraw = (id: string, reason: string) => sendJson<RunDetail>('POST', `${runs(id)}/withdraw`, { reason });
