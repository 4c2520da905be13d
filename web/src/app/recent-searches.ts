/** The last words looked for, in this browser only: what somebody searches is nobody else's business. */
const storageKey = 'zhimai.recent-searches';
const MOST = 6;

export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((word): word is string => typeof word === 'string').slice(0, MOST) : [];
  } catch {
    // A browser that forbids storage remembers nothing.
    return [];
  }
}

export function rememberSearch(word: string): void {
  const kept = [word, ...recentSearches().filter((other) => other !== word)].slice(0, MOST);
  keep(kept);
}

export const forgetSearches = (): void => keep([]);

function keep(words: string[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(words));
  } catch {
    // As above.
  }
}
