import { useCallback, useEffect, useRef, useState } from 'react';
import type { Span } from '../../app/contract.ts';
import { useSearchState } from '../../app/search.ts';
import { type Item, type Reading, type Tab, tabs } from './items.ts';

export type Choice = { key: string | null; place: number; spans: Span[]; at: number };

function fromAddress(at: string | undefined, reading: Reading): { choice: Choice | null; tab: Tab | null } {
  const match = at?.match(/^(\d+)-(\d+)$/);
  if (!match) return { choice: null, tab: null };
  const wanted = { start: Number(match[1]), end: Number(match[2]) };
  for (const tab of tabs) {
    for (const item of reading.items[tab]) {
      const place = item.spans.findIndex((span) => span.start === wanted.start && span.end === wanted.end);
      if (place >= 0) return { choice: { key: item.key, place, spans: item.spans, at: wanted.start }, tab };
    }
  }
  return { choice: { key: null, place: 0, spans: [wanted], at: wanted.start }, tab: null };
}

/** What is chosen on either side, kept in the address so that a place can be sent to somebody. */
export function useChoice(reading: Reading) {
  const [search, update] = useSearchState();
  const first = useRef(fromAddress(search.at, reading));
  const firstTab = tabs.find((one) => reading.items[one].length > 0) ?? 'targets';
  const [choice, setChoice] = useState<Choice | null>(first.current.choice);
  const [tab, setTab] = useState<Tab>(first.current.tab ?? firstTab);
  const current = useRef({ choice, tab });
  current.current = { choice, tab };
  const write = useRef(update);
  write.current = update;

  const choose = useCallback((item: Item, place?: number) => {
    const before = current.current.choice;
    const again = before?.key === item.key ? (before.place + 1) % Math.max(1, item.spans.length) : 0;
    const at = place ?? again;
    const span = item.spans[at];
    setTab(item.tab);
    setChoice({ key: item.key, place: at, spans: item.spans, at: span?.start ?? 0 });
    if (span) write.current({ at: `${span.start}-${span.end}` });
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      const inList = target.closest('.cards') !== null;
      const step =
        event.key === 'j' || (inList && event.key === 'ArrowDown')
          ? 1
          : event.key === 'k' || (inList && event.key === 'ArrowUp')
            ? -1
            : 0;
      if (step === 0) return;
      const list = reading.items[current.current.tab];
      const index = list.findIndex((item) => item.key === current.current.choice?.key);
      const next = list[index === -1 ? 0 : index + step];
      if (!next) return;
      event.preventDefault();
      choose(next, 0);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [reading, choose]);

  return { choice, tab, setTab, choose };
}
