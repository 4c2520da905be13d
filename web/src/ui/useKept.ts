import { useEffect, useState } from 'react';
import { useSession } from '../app/session.ts';

/**
 * What somebody fills in stays in this browser until it is sent, whatever happens to the page; apart for each account, as
 * offices share machines. `restored`: something half done was found. `clear` begins anew; `forget` keeps what is shown and nothing in the browser.
 */
export function useKept<T extends object>(
  name: string,
  first: T,
): [T, (value: T) => void, { restored: boolean; clear: () => void; forget: () => void }] {
  const me = useSession().data?.me?.userId ?? '';
  const key = `zhimai.${name}.${me}`;
  const [start] = useState(first);
  const [before] = useState((): T | null => {
    try {
      const text = localStorage.getItem(key);
      return text ? { ...start, ...(JSON.parse(text) as Partial<T>) } : null;
    } catch {
      return null;
    }
  });
  const [value, setValue] = useState(before ?? start);
  const [restored, setRestored] = useState(before !== null);
  useEffect(() => {
    try {
      if (JSON.stringify(value) === JSON.stringify(start)) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A browser that forbids storage keeps nothing.
    }
  }, [value, start, key]);
  const clear = () => {
    setValue(start);
    setRestored(false);
  };
  const forget = () => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };
  return [value, setValue, { restored, clear, forget }];
}
