import type { Desk, PlanList } from './contract.ts';
import { getJson } from './http.ts';

/** Queries that more than one room asks; rooms keep their own beside their pages. */
export const deskQuery = (asOf?: string) => ({
  queryKey: ['desk', asOf ?? 'today'] as const,
  queryFn: () => getJson<Desk>('/api/desk', { asOf }),
});

export const plansQuery = (asOf?: string) => ({
  queryKey: ['plans', asOf ?? 'today'] as const,
  queryFn: () => getJson<PlanList>('/api/plans', { asOf }),
});
