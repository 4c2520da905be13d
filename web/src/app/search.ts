import { useLocation, useNavigate } from '@tanstack/react-router';

/** The state of a page lives in its address as plain text: `?plan=x&status=missed`. */
export type Search = Record<string, string>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  // Commas separate lists in our addresses; escaping them makes the address unreadable for nothing.
  return text ? `?${text.replaceAll('%2C', ',')}` : '';
}

export function useSearchState(): [Search, (patch: Record<string, string | undefined>) => void] {
  const search = useLocation({ select: (location) => location.search as Search });
  const navigate = useNavigate();
  const update = (patch: Record<string, string | undefined>) => {
    const next: Record<string, string> = { ...search };
    for (const [key, value] of Object.entries(patch)) {
      if (value === undefined || value === '') delete next[key];
      else next[key] = value;
    }
    void navigate({ to: '.', search: next as never, replace: true, resetScroll: false });
  };
  return [search, update];
}
