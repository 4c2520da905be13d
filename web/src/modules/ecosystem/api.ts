import type { GepDetail, GepList, GepMethodList } from '../../app/contract.ts';
import { getJson, type Params, sendJson } from '../../app/http.ts';

export const accountsQuery = (params: Params) => ({
  queryKey: ['ecosystem', params] as const,
  queryFn: () => getJson<GepList>('/api/ecosystem', params),
});
export const accountQuery = (id: string) => ({
  queryKey: ['ecosystem', id] as const,
  queryFn: () => getJson<GepDetail>(`/api/ecosystem/${encodeURIComponent(id)}`),
});
export const methodsQuery = {
  queryKey: ['ecosystem', 'methods'] as const,
  queryFn: () => getJson<GepMethodList>('/api/ecosystem/methods'),
};
export const publish = (id: string) =>
  sendJson<{ id: string }>('POST', `/api/ecosystem/${encodeURIComponent(id)}/publish`);
