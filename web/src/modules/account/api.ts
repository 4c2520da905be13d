import type { ApiKey, NewApiKey, OwnSession } from '../../app/contract.ts';
import { getJson, sendJson } from '../../app/http.ts';

export const sessionsQuery = {
  queryKey: ['sessions'] as const,
  queryFn: () => getJson<{ sessions: OwnSession[] }>('/api/sessions'),
};
export const keysQuery = {
  queryKey: ['keys'] as const,
  queryFn: () => getJson<{ keys: ApiKey[] }>('/api/keys'),
};
export const revokeSession = (id: string) => sendJson<null>('DELETE', `/api/sessions/${encodeURIComponent(id)}`);
export const createKey = (input: NewApiKey) => sendJson<{ key: ApiKey; secret: string }>('POST', '/api/keys', input);
export const revokeKey = (id: string) => sendJson<null>('DELETE', `/api/keys/${encodeURIComponent(id)}`);
export const changePassword = (input: { current: string; next: string }) =>
  sendJson<null>('POST', '/api/password', input);
