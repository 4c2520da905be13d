/** A large import whose first passwords are not fetched yet: the key to them is in this browser and nowhere else. */
export type Waiting = { id: string; key: string };
const KEY = 'zhimai.people-import';

export function keptImport(): Waiting | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    const { id, key } = (kept ?? {}) as Partial<Waiting>;
    return typeof id === 'string' && typeof key === 'string' ? { id, key } : null;
  } catch {
    return null;
  }
}

export function keepImport(waiting: Waiting): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(waiting));
  } catch {
    // A browser that forbids storage must stay on the page.
  }
}

export function forgetImport(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
