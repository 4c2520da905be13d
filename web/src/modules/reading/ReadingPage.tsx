import './reading.css';
import './review.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { findAnchor } from '../../../../packages/plan-text/extract/anchors.ts';
import type { DocumentDetail, ReadDocument } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useSearchState } from '../../app/search.ts';
import { formatBytes, formatCount, shortHash } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { documentQuery, fileAddress } from '../documents/api.ts';
import { AddItem, type Adding, SelectionBar, useSelectedSpan } from './AddItem.tsx';
import { AdoptDrawer } from './AdoptDrawer.tsx';
import { pageStarts } from './anchors.ts';
import { blockAt, blocksOf, looksBroken } from './blocks.ts';
import { Cards, isOpen } from './Cards.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import type { Deciding, Mode } from './deciding.ts';
import { type Item, readingOf } from './items.ts';
import { Outline } from './Outline.tsx';
import { Paper } from './Paper.tsx';
import { ReviewBar } from './ReviewBar.tsx';
import { useReviewStrings } from './review-strings.ts';
import { useReadingStrings } from './strings.ts';
import { useChoice } from './useChoice.ts';
import { useDecisionKeys } from './useDecisionKeys.ts';
import { useReview } from './useReview.ts';

const none: never[] = [];

const emptyDocument: ReadDocument = {
  title: '',
  documentNumber: null,
  issuer: null,
  date: null,
  span: { start: 0, end: 0 },
  outline: [],
  tasks: [],
  targets: [],
  findings: [],
};

/** Decisions change cards, seldom marks: the same marks stay the same list, so that the paper is not drawn anew. */
function useSame<T>(value: T): T {
  const kept = useRef({ value, text: '' });
  const text = JSON.stringify(value);
  if (kept.current.text !== text) kept.current = { value, text };
  return kept.current.value;
}

function Reading({ detail, part }: { detail: DocumentDetail; part: number }) {
  const t = useReadingStrings();
  const r = useReviewStrings();
  const read = detail.documents[part] ?? emptyDocument;
  const { review, decide, busy, conflict, setConflict } = useReview(detail.id, part);
  const reading = useMemo(() => readingOf(detail.text, read, review), [detail, read, review]);
  const marks = useSame(reading.marks);
  const [search, update] = useSearchState();
  const [mode, setMode] = useState<Mode>(null);
  const [adding, setAdding] = useState<Adding | null>(null);
  const [join, setJoin] = useState(() => looksBroken(detail.text));
  const blocks = useMemo(() => blocksOf(detail.text, join), [detail, join]);
  const { choice, tab, setTab, choose } = useChoice(reading);
  const [here, setHere] = useState(0);
  const [sheet, setSheet] = useState(false);
  const paper = useRef<HTMLDivElement>(null);

  const scrollTo = useCallback(
    (offset: number, where: 'start' | 'center') => {
      const box = paper.current;
      const start = blocks[blockAt(blocks, offset)]?.start;
      const paragraph = box?.querySelector<HTMLElement>(`[data-start="${start}"]`);
      if (!box || !paragraph) return;
      const go = (element: Element) => {
        // On a desk the paper scrolls, on a phone the page does.
        const inside = getComputedStyle(box).overflowY !== 'visible';
        const frame = inside ? box.getBoundingClientRect() : { top: 0, height: window.innerHeight * 0.6 };
        const place = element.getBoundingClientRect();
        const by = place.top - frame.top - (where === 'start' ? 16 : Math.max(16, (frame.height - place.height) / 2));
        (inside ? box : window).scrollBy({ top: by });
      };
      go(paragraph);
      // Paragraphs off the screen have a guessed height; once drawn, the place is exact.
      requestAnimationFrame(() => go(paragraph.querySelector('mark.chosen') ?? paragraph));
    },
    [blocks],
  );

  const begin = part > 0 ? read.span.start : 0;
  useEffect(() => {
    if (choice) scrollTo(choice.at, 'center');
    else if (begin > 0) scrollTo(begin, 'start');
  }, [choice, scrollTo, begin]);

  useEffect(() => {
    const box = paper.current;
    if (!box) return;
    let waiting = false;
    const onScroll = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        const frame = box.getBoundingClientRect();
        const top = document.elementFromPoint(frame.left + frame.width / 2, Math.max(frame.top, 0) + 48);
        const start = top?.closest<HTMLElement>('[data-start]')?.dataset.start;
        if (start) setHere(Number(start));
      });
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => box.removeEventListener('scroll', onScroll);
  }, []);

  const mayDecide = review?.mine.review && review.plan === null;
  const deciding = useMemo<Deciding | null>(() => {
    if (!mayDecide || !review) return null;
    const byRef = new Map(review.items.map((item) => [item.key, item]));
    return { decide, busy, mode, setMode, itemOf: (ref) => byRef.get(ref) };
  }, [mayDecide, review, decide, busy, mode]);
  const list = reading.items[tab];
  useDecisionKeys({
    item: list.find((item) => item.key === choice?.key),
    next: () => {
      const at = list.findIndex((item) => item.key === choice?.key);
      return [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))].find(isOpen);
    },
    choose,
    deciding,
  });
  const selected = useSelectedSpan(paper, detail.text, blocks);

  const byKey = useMemo(
    () => new Map(Object.values(reading.items).flatMap((list) => list.map((one) => [one.key, one]))),
    [reading],
  );
  const onPaper = (event: React.MouseEvent) => {
    const keys = (event.target as HTMLElement).closest<HTMLElement>('mark')?.dataset.keys?.split(' ') ?? [];
    if (keys.length === 0) return;
    // A second click on the same words goes to the next thing that was read from them.
    const next = keys[(keys.indexOf(choice?.key ?? '') + 1) % keys.length];
    const item: Item | undefined = byKey.get(next ?? '');
    if (!item) return;
    const offset = Number((event.target as HTMLElement).closest<HTMLElement>('[data-start]')?.dataset.start ?? 0);
    const place = item.spans.findIndex((span) => span.start >= offset);
    choose(item, Math.max(0, place));
    setSheet(true);
  };

  // A part of the document is shown by its beginning: shading all of it would say nothing.
  const chosen = useMemo(
    () =>
      choice?.spans.map((span) =>
        span.end - span.start > 1200 ? { start: span.start, end: span.start + 61 } : span,
      ) ?? none,
    [choice],
  );

  const pages = useMemo(
    () => new Map([...pageStarts(detail.anchors, blocks)].map(([index, page]) => [index, t('page', { page })])),
    [detail, blocks, t],
  );
  /** Where in the original file an item stands; nothing for a text, which is the file itself. */
  const placeOf = useCallback(
    (item: Item) => {
      const anchor = findAnchor(detail.anchors, item.spans[0]?.start ?? 0);
      if (anchor?.page !== undefined) return t('page', { page: anchor.page });
      return anchor?.paragraph === undefined ? '' : t('paragraph', { paragraph: anchor.paragraph });
    },
    [detail, t],
  );

  const counts = reading.items;
  return (
    <div className="reading">
      <PageHead
        title={detail.title || detail.fileName}
        crumbs={[
          { key: 'documents', node: <FaceLink to="/documents">{t('crumb')}</FaceLink> },
          { key: 'reading', node: t('reading') },
        ]}
        sub={
          <>
            {t('summary', {
              targets: formatCount(counts.targets.length),
              tasks: formatCount(counts.tasks.length),
              units: formatCount(counts.units.length),
              findings: formatCount(counts.findings.length),
            })}
            <span className="cap">
              {' · '}
              {t('bytes', { size: formatBytes(detail.bytes), format: detail.format })}
              {' · '}
              <span title={detail.sha256}>{t('fingerprint', { hash: shortHash(detail.sha256) })}</span>
            </span>
          </>
        }
        actions={
          <>
            {detail.documents.length > 1 && (
              <select
                className="input part-choice"
                aria-label={r('choosePart')}
                value={part}
                onChange={(event) => update({ part: event.target.value, at: undefined })}
              >
                {detail.documents.map((one, index) => (
                  <option key={one.span.start} value={index}>
                    {index + 1}. {one.title}
                  </option>
                ))}
              </select>
            )}
            <FaceLink
              to="/documents/compare"
              search={{ a: detail.documents.length > 1 ? `${detail.id}:${part}` : detail.id }}
              className="btn"
            >
              {r('compare')}
            </FaceLink>
            <label className="sub row" title={t('joinHint')}>
              <input type="checkbox" checked={join} onChange={(event) => setJoin(event.target.checked)} />
              {t('join')}
            </label>
            <a className="btn" href={fileAddress(detail.id)} download={detail.fileName}>
              {t('original')}
            </a>
          </>
        }
      />
      {review && <ReviewBar review={review} decide={decide} busy={busy} onAdopt={() => update({ adopt: '1' })} />}
      <div className="reading-columns">
        <Outline sections={reading.sections} here={here} onGo={(offset) => scrollTo(offset, 'start')} />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same items are reached with j and k and in the list */}
        <section
          className="paper"
          ref={paper}
          aria-label={t('document')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
          tabIndex={0}
          onClick={onPaper}
        >
          <div className={`paper-text about-${tab}`}>
            <Paper text={detail.text} blocks={blocks} marks={marks} chosen={chosen} pages={pages} />
          </div>
        </section>
        <Cards
          reading={reading}
          text={detail.text}
          placeOf={placeOf}
          tab={tab}
          choice={choice}
          open={sheet}
          onOpen={setSheet}
          onTab={setTab}
          onChoose={choose}
          deciding={deciding}
        />
      </div>
      {deciding && selected && !adding && !search.adopt && <SelectionBar span={selected} onAdd={setAdding} />}
      {deciding && adding && (
        <AddItem
          documentId={detail.id}
          part={part}
          adding={adding}
          decide={decide}
          busy={busy}
          onClose={() => {
            setAdding(null);
            window.getSelection()?.removeAllRanges();
          }}
        />
      )}
      {conflict && <ConflictDialog conflict={conflict} decide={decide} onClose={() => setConflict(null)} />}
      {search.adopt && review?.mine.adopt && !review.plan && detail.documents[part] && (
        <AdoptDrawer detail={detail} part={part} onClose={() => update({ adopt: undefined })} />
      )}
    </div>
  );
}

/** The document of a gazette that the address asks for, by number or by a place in it. */
function partOf({ documents }: DocumentDetail, search: Record<string, string>): number {
  const number = Number(search.part);
  if (search.part && documents[number]) return number;
  const at = Number(search.at?.split('-')[0]);
  const holds = documents.findIndex(({ span }) => span.start <= at && at < span.end);
  return Math.max(0, holds);
}

export function ReadingPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(documentQuery(id));
  const [search] = useSearchState();
  return (
    <Loaded query={query}>
      {(detail) => {
        const part = partOf(detail, search);
        return <Reading key={`${detail.id} ${part}`} detail={detail} part={part} />;
      }}
    </Loaded>
  );
}
