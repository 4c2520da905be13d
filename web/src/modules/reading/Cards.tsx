import { useEffect, useRef } from 'react';
import { Card } from './Card.tsx';
import { type Item, type Reading, type Tab, tabs } from './items.ts';
import { useReadingStrings } from './strings.ts';
import type { Choice } from './useChoice.ts';

type Props = {
  reading: Reading;
  text: string;
  /** Page or paragraph of the original file, as words; empty where there is none. */
  placeOf: (item: Item) => string;
  tab: Tab;
  choice: Choice | null;
  open: boolean;
  onOpen: (open: boolean) => void;
  onTab: (tab: Tab) => void;
  onChoose: (item: Item) => void;
};

/** What was read, in four lists; beside the document on a desk, a sheet over it on a phone. */
export function Cards({ reading, text, placeOf, tab, choice, open, onOpen, onTab, onChoose }: Props) {
  const t = useReadingStrings();
  const list = useRef<HTMLUListElement>(null);
  const chosen = choice?.key ?? null;

  useEffect(() => {
    if (!chosen) return;
    const card = list.current?.querySelector(`[data-key="${chosen}"]`);
    const panel = list.current?.parentElement;
    if (!card || !panel) return;
    const frame = panel.getBoundingClientRect();
    const place = card.getBoundingClientRect();
    if (place.top < frame.top) panel.scrollTop -= frame.top - place.top + 8;
    else if (place.bottom > frame.bottom) panel.scrollTop += place.bottom - frame.bottom + 8;
  }, [chosen]);

  const excerpt = (item: Item) => {
    const words = item.spans.slice(0, 3).map((span) => text.slice(span.start, span.end).replace(/\s+/g, ''));
    return words.map((word) => `“${word.length > 36 ? `${word.slice(0, 36)}…` : word}”`).join(' ');
  };

  return (
    <aside className={open ? 'cards open' : 'cards'} aria-label={t('items')}>
      <div className="card-tabs" role="tablist" aria-label={t('items')}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-selected={tab === one}
            aria-controls="cards-panel"
            onClick={() => {
              onTab(one);
              onOpen(true);
            }}
          >
            {t(one)} <span className={one === 'findings' ? 'seal-text' : 'cap'}>{reading.items[one].length}</span>
          </button>
        ))}
      </div>
      <button
        type="button"
        className="quiet sheet-toggle"
        aria-expanded={open}
        aria-label={open ? t('closeSheet') : t('openSheet')}
        onClick={() => onOpen(!open)}
      >
        {open ? '▾' : '▴'}
      </button>
      <div className="cards-panel" id="cards-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {reading.items[tab].length === 0 && <p className="sub">{t('empty')}</p>}
        <ul ref={list}>
          {reading.items[tab].map((item) => (
            <Card
              key={item.key}
              item={item}
              chosen={item.key === chosen}
              place={item.key === chosen ? (choice?.place ?? 0) : 0}
              where={[item.clause, placeOf(item)].filter(Boolean).join(' · ')}
              excerpt={item.tab === 'findings' ? excerpt(item) : ''}
              onChoose={onChoose}
            />
          ))}
        </ul>
        <p className="cap keys-hint">{t('keys')}</p>
      </div>
    </aside>
  );
}
