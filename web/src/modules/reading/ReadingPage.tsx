import './reading.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { findAnchor } from '../../../../packages/plan-text/extract/anchors.ts';
import type { DocumentDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { formatBytes, formatCount, shortHash } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { documentQuery, fileAddress } from '../documents/api.ts';
import { pageStarts } from './anchors.ts';
import { blockAt, blocksOf, looksBroken } from './blocks.ts';
import { Cards } from './Cards.tsx';
import { type Item, readingOf } from './items.ts';
import { Outline } from './Outline.tsx';
import { Paper } from './Paper.tsx';
import { useReadingStrings } from './strings.ts';
import { useChoice } from './useChoice.ts';

const none: never[] = [];

function Reading({ detail }: { detail: DocumentDetail }) {
  const t = useReadingStrings();
  const reading = useMemo(() => readingOf(detail), [detail]);
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

  useEffect(() => {
    if (choice) scrollTo(choice.at, 'center');
  }, [choice, scrollTo]);

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
            <Paper text={detail.text} blocks={blocks} marks={reading.marks} chosen={chosen} pages={pages} />
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
        />
      </div>
    </div>
  );
}

export function ReadingPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(documentQuery(id));
  return <Loaded query={query}>{(detail) => <Reading key={detail.id} detail={detail} />}</Loaded>;
}
