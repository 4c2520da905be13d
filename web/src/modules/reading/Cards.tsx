import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReviewItem } from '../../app/contract.ts';
import { Card } from './Card.tsx';
import type { Deciding } from './deciding.ts';
import { type Item, type Reading, sectionAt, type Tab, tabs } from './items.ts';
import { useReviewStrings } from './review-strings.ts';
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
  deciding: Deciding | null;
};

export const isOpen = (item: Item): boolean =>
  item.review !== null &&
  (item.tab === 'findings'
    ? item.finding.severity !== 'info' && item.review.state !== 'answered'
    : item.review.state === 'open');

/** What was read, in four lists; beside the document on a desk, a sheet over it on a phone. */
export function Cards(props: Props) {
  const { reading, text, placeOf, tab, choice, open, onOpen, onTab, onChoose, deciding } = props;
  const t = useReadingStrings();
  const r = useReviewStrings();
  const list = useRef<HTMLUListElement>(null);
  const [show, setShow] = useState<'all' | 'open' | 'done'>('all');
  const chosen = choice?.key ?? null;

  useEffect(() => {
    if (!chosen) return;
    const card = list.current?.querySelector(`[data-key="${chosen}"]`);
    const panel = list.current?.parentElement;
    if (!card || !panel) return;
    const frame = panel.getBoundingClientRect();
    const place = card.getBoundingClientRect();
    if (place.top < frame.top) panel.scrollTop -= frame.top - place.top + 8;
    else if (place.bottom > frame.bottom)
      panel.scrollTop += Math.min(place.bottom - frame.bottom, place.top - frame.top) + 8;
  }, [chosen]);

  const excerpt = (item: Item) => {
    const words = item.spans.slice(0, 3).map((span) => text.slice(span.start, span.end).replace(/\s+/g, ''));
    return words.map((word) => `“${word.length > 36 ? `${word.slice(0, 36)}…` : word}”`).join(' ');
  };
  const all = reading.items[tab];
  // The chosen one stays in sight when a decision takes it out of the filter.
  const rows = all.filter((item) => show === 'all' || item.key === chosen || isOpen(item) === (show === 'open'));
  const decides = all.some((item) => item.review) && tab !== 'units';

  return (
    <aside className={open ? 'cards open' : 'cards'} aria-label={t('items')}>
      <div className="tabs card-tabs" role="tablist" aria-label={t('items')}>
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
        {decides && (
          <div className="card-tools">
            <fieldset className="segments" aria-label={r('show')}>
              {(['all', 'open', 'done'] as const).map((one) => (
                <button key={one} type="button" aria-pressed={show === one} onClick={() => setShow(one)}>
                  {r(one === 'all' ? 'showAll' : one === 'open' ? 'showOpen' : 'showDone')}{' '}
                  <span className="cap">
                    {one === 'all' ? all.length : all.filter((item) => isOpen(item) === (one === 'open')).length}
                  </span>
                </button>
              ))}
            </fieldset>
            {deciding && tab !== 'findings' && (
              <BatchAccept reading={reading} items={all} chosen={chosen} deciding={deciding} />
            )}
          </div>
        )}
        {all.length === 0 && <p className="sub card-empty">{t('empty')}</p>}
        {all.length > 0 && rows.length === 0 && <p className="sub card-empty">{r('noneOpen')}</p>}
        <ul ref={list}>
          {rows.map((item) => (
            <Card
              key={item.key}
              item={item}
              chosen={item.key === chosen}
              place={item.key === chosen ? (choice?.place ?? 0) : 0}
              where={[item.clause, placeOf(item)].filter(Boolean).join(' · ')}
              excerpt={item.tab === 'findings' ? excerpt(item) : ''}
              onChoose={onChoose}
              deciding={deciding}
            />
          ))}
        </ul>
        <p className="cap keys-hint">{deciding ? r('keys') : t('keys')}</p>
      </div>
    </aside>
  );
}

type BatchProps = { reading: Reading; items: Item[]; chosen: string | null; deciding: Deciding };

/** Accepts in one step whatever nobody doubts: the whole kind, or the section that the chosen item stands in. */
function BatchAccept({ reading, items, chosen, deciding }: BatchProps) {
  const r = useReviewStrings();
  const doubted = useMemo(
    () => new Set(reading.items.findings.filter(isOpen).flatMap((item) => item.review?.concerns ?? [])),
    [reading],
  );
  const open = items.filter(
    (item) => isOpen(item) && !doubted.has(item.ref) && !(item.tab === 'targets' && item.target.suspect),
  );
  const current = items.find((item) => item.key === chosen);
  const sectionOf = (item: Item) => sectionAt(reading.sections, item.spans[0]?.start ?? 0);
  const here = current ? open.filter((item) => sectionOf(item) === sectionOf(current)) : [];
  const accept = (list: Item[]) =>
    void deciding.decide(
      list
        .flatMap((item): ReviewItem[] => (item.review ? [item.review] : []))
        .map(({ key, seen }) => ({ kind: 'accept' as const, item: key, seen })),
    );
  if (open.length === 0) return null;
  return (
    <span className="row" title={r('doubtsLeftOut')}>
      {here.length > 1 && here.length < open.length && (
        <button type="button" className="btn" disabled={deciding.busy} onClick={() => accept(here)}>
          {r('acceptSection', { count: here.length })}
        </button>
      )}
      <button type="button" className="btn" disabled={deciding.busy} onClick={() => accept(open)}>
        {r('acceptAll', { count: open.length })}
      </button>
    </span>
  );
}
