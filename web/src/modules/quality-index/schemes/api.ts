import type {
  Answer,
  JobRow,
  NewRound,
  NewRun,
  NewScheme,
  RoundDetail,
  RoundList,
  SaveVersion,
  SchemeDetail,
  SchemeList,
  TakeStep,
  VersionDetail,
} from '../../../app/contract.ts';
import { getJson, sendJson } from '../../../app/http.ts';

const base = '/api/index';
export type KnownIndicator = { id: string; name: string; nameEn: string; unit: string };
export type Candidate = { id: string; name: string; organization: string };

export const schemesQuery = {
  queryKey: ['index', 'schemes'] as const,
  queryFn: () => getJson<SchemeList>(`${base}/schemes`),
};
export const schemeQuery = (id: string) => ({
  queryKey: ['index', 'scheme', id] as const,
  queryFn: () => getJson<SchemeDetail>(`${base}/schemes/${encodeURIComponent(id)}`),
});
export const versionQuery = (id: string) => ({
  queryKey: ['index', 'version', id] as const,
  queryFn: () => getJson<VersionDetail>(`${base}/versions/${encodeURIComponent(id)}`),
});
export const indicatorsQuery = {
  queryKey: ['index', 'indicators'] as const,
  queryFn: () => getJson<{ indicators: KnownIndicator[] }>(`${base}/indicators`),
  staleTime: 5 * 60_000,
};
export const candidatesQuery = {
  queryKey: ['index', 'candidates'] as const,
  queryFn: () => getJson<{ people: Candidate[] }>(`${base}/candidates`),
};
export const roundsQuery = (version?: string) => ({
  queryKey: ['index', 'rounds', version ?? 'all'] as const,
  queryFn: () => getJson<RoundList>(`${base}/rounds`, { version }),
});
export const roundQuery = (id: string) => ({
  queryKey: ['index', 'round', id] as const,
  queryFn: () => getJson<RoundDetail>(`${base}/rounds/${encodeURIComponent(id)}`),
});
export const jobQuery = (id: string) => ({
  queryKey: ['jobs', 'one', id] as const,
  queryFn: () => getJson<JobRow>(`/api/jobs/${encodeURIComponent(id)}`),
});

type MadeVersion = { versionId: string };
export const createScheme = (input: Omit<NewScheme, 'nameEn'> & { nameEn?: string }) =>
  sendJson<MadeVersion>('POST', `${base}/schemes`, input);
export const startNext = (id: string) => sendJson<MadeVersion>('POST', `${base}/versions/${id}/next`);
export const saveVersion = (id: string, input: SaveVersion) =>
  sendJson<VersionDetail>('PUT', `${base}/versions/${id}`, input);
export const stepVersion = (id: string, step: TakeStep) =>
  sendJson<VersionDetail>('POST', `${base}/versions/${id}/steps`, step);
export const startRun = (id: string, input: NewRun) =>
  sendJson<{ jobId: string }>('POST', `${base}/versions/${id}/runs`, input);
export const cancelJob = (id: string) => sendJson<JobRow>('POST', `/api/jobs/${id}/cancel`, {});
export const openRound = (id: string, input: NewRound) =>
  sendJson<{ id: string }>('POST', `${base}/versions/${id}/rounds`, input);
export const answerRound = (id: string, answer: Answer) =>
  sendJson<RoundDetail>('PUT', `${base}/rounds/${id}/answer`, answer);
export const recuse = (id: string, reason: string) =>
  sendJson<RoundDetail>('POST', `${base}/rounds/${id}/recusal`, { reason });
export const closeRound = (id: string) => sendJson<RoundDetail>('POST', `${base}/rounds/${id}/close`);
export const applyRound = (id: string) => sendJson<RoundDetail>('POST', `${base}/rounds/${id}/apply`);
