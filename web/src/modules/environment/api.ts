import type {
  ComputeYear,
  DayReadings,
  EnvironmentOverview,
  ReadingList,
  ResultDetail,
  StationDetail,
  StationPage,
} from '../../app/contract.ts';
import { getJson, type Params, sendJson } from '../../app/http.ts';

const base = '/api/environment';

export const overviewQuery = (year: string | undefined) => ({
  queryKey: ['environment', year ?? 'last'] as const,
  queryFn: () => getJson<EnvironmentOverview>(base, { year }),
});
export const stationsQuery = (params: Params) => ({
  queryKey: ['environment', 'stations', params] as const,
  queryFn: () => getJson<StationPage>(`${base}/stations`, params),
});
export const stationQuery = (id: string, item: string | undefined) => ({
  queryKey: ['environment', 'station', id, item ?? ''] as const,
  queryFn: () => getJson<StationDetail>(`${base}/stations/${encodeURIComponent(id)}`, { item }),
});
export const readingsQuery = (id: string, params: Params) => ({
  queryKey: ['environment', 'readings', id, params] as const,
  queryFn: () => getJson<ReadingList>(`${base}/stations/${encodeURIComponent(id)}/readings`, params),
});
export const resultQuery = (id: string) => ({
  queryKey: ['environment', 'result', id] as const,
  queryFn: () => getJson<ResultDetail>(`${base}/results/${encodeURIComponent(id)}`),
});
export const dayQuery = (id: string, day: string) => ({
  queryKey: ['environment', 'result', id, day] as const,
  queryFn: () => getJson<DayReadings>(`${base}/results/${encodeURIComponent(id)}/day`, { day }),
});
export const compute = (input: ComputeYear) => sendJson<{ jobId: string }>('POST', `${base}/compute`, input);
