import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getJson } from './http.ts';
import { useMay } from './session.ts';
import { useAppStrings } from './strings.ts';

export const unreadQuery = {
  queryKey: ['notices', 'unread'] as const,
  queryFn: () => getJson<{ unread: number }>('/api/notices/unread'),
  refetchInterval: 60_000,
};

/** How much is unread, and the way to it. */
export function Bell() {
  const t = useAppStrings();
  const may = useMay();
  const query = useQuery({ ...unreadQuery, enabled: may('notice.own') });
  if (!may('notice.own')) return null;
  const count = query.data?.unread ?? 0;
  return (
    <Link to="/notices" className="quiet bell" aria-label={count > 0 ? t('unreadNotices', { count }) : t('notices')}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
        <path
          d="M9 2.5a4.5 4.5 0 0 0-4.5 4.5c0 4-1.5 5-1.5 5.5h12c0-.5-1.5-1.5-1.5-5.5A4.5 4.5 0 0 0 9 2.5zM7.4 14.8a1.7 1.7 0 0 0 3.2 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {count > 0 && <span aria-hidden="true">{count > 99 ? '99+' : count}</span>}
    </Link>
  );
}
