import type { AmendmentDetail, AmendmentRow, NewAmendment, TakeStep } from '../../app/contract.ts';
import { getJson, sendJson } from '../../app/http.ts';

export const amendmentsQuery = (planId: string) => ({
  queryKey: ['amendments', planId] as const,
  queryFn: () => getJson<{ amendments: AmendmentRow[] }>(`/api/plans/${encodeURIComponent(planId)}/amendments`),
});
export const amendmentQuery = (id: string) => ({
  queryKey: ['amendment', id] as const,
  queryFn: () => getJson<AmendmentDetail>(`/api/amendments/${encodeURIComponent(id)}`),
});
export const proposeAmendment = (planId: string, amendment: NewAmendment) =>
  sendJson<AmendmentDetail>('POST', `/api/plans/${encodeURIComponent(planId)}/amendments`, amendment);
export const stepAmendment = (id: string, step: TakeStep) =>
  sendJson<AmendmentDetail>('POST', `/api/amendments/${encodeURIComponent(id)}/steps`, step);
