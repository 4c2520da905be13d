import type {
  CaptureDetail,
  CapturePage,
  TraceEventDetail,
  TraceEventPage,
  TraceOverview,
} from '../../app/contract.ts';
import { address, getJson, type Params, sendForm } from '../../app/http.ts';

const base = '/api/traceability';

export const overviewQuery = {
  queryKey: ['trace'] as const,
  queryFn: () => getJson<TraceOverview>(base),
};
export const eventsQuery = (params: Params) => ({
  queryKey: ['trace', 'events', params] as const,
  queryFn: () => getJson<TraceEventPage>(`${base}/events`, params),
});
export const eventQuery = (event: string) => ({
  queryKey: ['trace', 'event', event] as const,
  queryFn: () => getJson<TraceEventDetail>(`${base}/event`, { event }),
});
export const capturesQuery = (params: Params) => ({
  queryKey: ['trace', 'captures', params] as const,
  queryFn: () => getJson<CapturePage>(`${base}/captures`, params),
});
export const captureQuery = (id: string) => ({
  queryKey: ['trace', 'capture', id] as const,
  queryFn: () => getJson<CaptureDetail>(`${base}/captures/${encodeURIComponent(id)}`),
});
export const proofAddress = (event: string, declaration: boolean) =>
  address(`${base}/proof`, { event, declaration: declaration ? '1' : '0' });

export function sendDocument(file: File, behaviour: 'rollback' | 'proceed'): Promise<{ id: string }> {
  const form = new FormData();
  form.set('behaviour', behaviour);
  form.set('file', file);
  return sendForm<{ id: string }>(`${base}/captures`, form);
}
