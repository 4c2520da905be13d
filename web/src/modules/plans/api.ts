import type { PlanDetail, PlanList } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import type { Search } from '../../app/search.ts';

export const planQuery = (id: string, asOf: string | undefined) => ({
  queryKey: ['plan', id, asOf ?? 'today'] as const,
  queryFn: () => getJson<PlanDetail>(`/api/plans/${encodeURIComponent(id)}`, { asOf }),
});

/** The filter of the list as it stands in the address; the same goes to the file. */
export const filterOf = ({ asOf, q, sort, order }: Search) => ({ asOf, q, sort, order });

export const planListQuery = (params: Record<string, string | undefined>) => ({
  queryKey: ['plans', 'list', params] as const,
  queryFn: async () => {
    const { total, plans } = await getJson<PlanList>('/api/plans', params);
    return { total, rows: plans };
  },
});
