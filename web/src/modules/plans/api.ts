import type { PlanDetail } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';

export const planQuery = (id: string, asOf: string | undefined) => ({
  queryKey: ['plan', id, asOf ?? 'today'] as const,
  queryFn: () => getJson<PlanDetail>(`/api/plans/${encodeURIComponent(id)}`, { asOf }),
});
