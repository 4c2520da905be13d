import { useQuery } from '@tanstack/react-query';
import type { Me, Permission, SessionState, SignIn } from './contract.ts';
import { allows } from './contract.ts';
import { getJson, sendJson } from './http.ts';

export const sessionQuery = {
  queryKey: ['session'] as const,
  queryFn: () => getJson<SessionState>('/api/session'),
  staleTime: 5 * 60_000,
};

export function useSession() {
  return useQuery(sessionQuery);
}

export const signIn = (input: SignIn) => sendJson<SessionState>('POST', '/api/session', input);
export const signOut = () => sendJson<SessionState | null>('DELETE', '/api/session');

export const switchPost = (postId: string) => sendJson<SessionState>('POST', '/api/session/post', { postId });

export function may(me: Me | null | undefined, permission: Permission): boolean {
  return allows(me?.roles ?? [], permission);
}

export function useMay(): (permission: Permission) => boolean {
  const { data } = useSession();
  return (permission) => may(data?.me, permission);
}
