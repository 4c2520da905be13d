import type {
  BatchResult,
  BatchStep,
  ChangeJoint,
  EditWork,
  IssuePlan,
  NewReport,
  NewSlip,
  NewWork,
  PlanIssued,
  SlipDetail,
  SlipRow,
  TakeStep,
  Upload,
  Verdict,
  WorkDetail,
  WorkPage,
} from '../../app/contract.ts';
import { getJson, sendForm, sendJson } from '../../app/http.ts';
import type { Search } from '../../app/search.ts';

export const filterKeys = [
  'q',
  'plan',
  'state',
  'light',
  'unit',
  'region',
  'below',
  'waits',
  'dueFrom',
  'dueTo',
] as const;

/** The filter of the list as it stands in the address; the same words go to the list and to the export. */
export function filterOf(search: Search): Record<string, string> {
  const keys = ['asOf', ...filterKeys, 'sort', 'order', 'page', 'size'];
  return Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
}

export const workQuery = (filter: Record<string, string>) => ({
  queryKey: ['work', filter] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<WorkPage>('/api/work', filter, signal),
});
export const taskQuery = (id: string, asOf: string | undefined) => ({
  queryKey: ['task', id, asOf ?? 'today'] as const,
  queryFn: () => getJson<WorkDetail>(`/api/work/${id}`, { asOf }),
});
export const slipsQuery = (open: boolean | undefined) => ({
  queryKey: ['slips', open ?? 'all'] as const,
  queryFn: () => getJson<{ rows: SlipRow[] }>('/api/slips', { open }),
});
export const slipQuery = (id: string) => ({
  queryKey: ['slip', id] as const,
  queryFn: () => getJson<SlipDetail>(`/api/slips/${id}`),
});

/** The whole filter, without the page that is shown. */
export function exportFilter(search: Search): Record<string, string> {
  const { page: _page, size: _size, ...rest } = filterOf(search);
  return rest;
}
export const evidenceAddress = (id: string) => `/api/work-evidence/${id}`;

type Made = { id: string };
export const createWork = (work: NewWork) => sendJson<Made>('POST', '/api/work', work);
export const editWork = (id: string, edit: EditWork) => sendJson<null>('PUT', `/api/work/${id}`, edit);
export const stepWork = (id: string, step: TakeStep) => sendJson<null>('POST', `/api/work/${id}/steps`, step);
export const batchSteps = (batch: BatchStep) => sendJson<BatchResult>('POST', '/api/work/steps', batch);
export const changeJoint = (id: string, change: ChangeJoint) => sendJson<null>('PUT', `/api/work/${id}/joint`, change);
export const takeInHand = (id: string, take: boolean) => sendJson<null>('POST', `/api/work/${id}/handler`, { take });
export const reportWork = (id: string, report: NewReport) => sendJson<Made>('POST', `/api/work/${id}/reports`, report);
export const judgeAnswer = (id: string, verdict: Verdict) =>
  sendJson<null>('POST', `/api/work-reports/${id}/verdict`, verdict);
export const issuePlan = (wanted: IssuePlan) => sendJson<PlanIssued>('POST', '/api/work/issue-plan', wanted);
export const issueSlip = (id: string, slip: NewSlip) => sendJson<Made>('POST', `/api/work/${id}/slips`, slip);
export const stepSlip = (id: string, step: TakeStep) => sendJson<null>('POST', `/api/slips/${id}/steps`, step);

export function uploadEvidence(file: File): Promise<Upload> {
  const form = new FormData();
  form.set('file', file);
  return sendForm<Upload>('/api/work-uploads', form);
}
