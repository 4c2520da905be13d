import { Link, useLocation } from '@tanstack/react-router';
import { type ComponentProps, createContext, type ReactNode, useContext } from 'react';
import type { Search } from './search.ts';

/** Two faces, one grammar: the same pages stand under `/` for work and under `/public` for everyone. */
export type Face = 'work' | 'public';
const FaceContext = createContext<Face>('work');

export function FaceProvider({ face, children }: { face: Face; children: ReactNode }) {
  return <FaceContext.Provider value={face}>{children}</FaceContext.Provider>;
}

export function useFace(): Face {
  return useContext(FaceContext);
}

export function faceAddress(face: Face, to: string): string {
  return face === 'public' ? `/public${to === '/' ? '' : to}` : to;
}

type FaceLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  to: string;
  search?: Record<string, string | undefined>;
  /** The day asked for travels along unless the link says otherwise. */
  keepDay?: boolean;
  hash?: string;
};

/** A link that stays on the face it stands on and keeps the day asked for. */
export function FaceLink({ to, search, keepDay = true, ...rest }: FaceLinkProps) {
  const face = useFace();
  const asOf = useLocation({ select: (location) => (location.search as Search).asOf });
  const wanted = { ...(keepDay && asOf ? { asOf } : {}), ...search };
  return <Link to={faceAddress(face, to)} search={wanted as never} {...(rest as object)} />;
}
