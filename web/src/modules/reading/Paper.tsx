import { Fragment, memo, useMemo } from 'react';
import type { Span } from '../../app/contract.ts';
import type { Block } from './blocks.ts';
import { type Mark, segmentsOf } from './items.ts';

type BlockProps = {
  text: string;
  block: Block;
  marks: Mark[];
  /** The chosen span where it touches this block, as text so that other blocks need not be drawn anew. */
  chosen: string;
};

const rank = { finding: 0, target: 1, unit: 2, time: 3, debris: 4 } as const;

const Paragraph = memo(function Paragraph({ text, block, marks, chosen }: BlockProps) {
  const spans = chosen ? chosen.split(' ').map((pair) => pair.split('-').map(Number)) : [];
  const soft = spans.some(([start = 0, end = 0]) => end - start > 60);
  const isChosen = (at: number) => spans.some(([start = 0, end = 0]) => at >= start && at < end);
  const cuts: Mark[] = spans.map(([start = 0, end = 0]) => ({ start, end, kind: 'time', key: 'chosen' }));
  return (
    <p
      data-start={block.start}
      className={`${block.heading ? 'head' : ''}${soft && spans.length > 0 ? ' chosen-block' : ''}` || undefined}
    >
      {block.pieces.flatMap((piece) =>
        segmentsOf(piece, cuts.length > 0 ? [...marks, ...cuts] : marks).map((segment) => {
          const words = text.slice(segment.start, segment.end);
          const shown = segment.start === piece.start ? words.trimStart() : words;
          const own = segment.marks.filter((mark) => mark.key !== 'chosen').sort((a, b) => rank[a.kind] - rank[b.kind]);
          const on = !soft && isChosen(segment.start);
          if (own.length === 0 && !on) return shown;
          const keys = [...new Set(own.flatMap((mark) => mark.key ?? []))].join(' ');
          const kinds = [...new Set(own.map((mark) => mark.kind))].join(' ');
          return (
            <mark key={segment.start} className={on ? `${kinds} chosen` : kinds} data-keys={keys || undefined}>
              {shown}
            </mark>
          );
        }),
      )}
    </p>
  );
});

type Props = {
  text: string;
  blocks: Block[];
  marks: Mark[];
  chosen: Span[];
  /** Index of a block → page of the original file that begins there. */
  pages: Map<number, string>;
};

/** The document as paragraphs; only the ones on the screen cost anything. */
export const Paper = memo(function Paper({ text, blocks, marks, chosen, pages }: Props) {
  const perBlock = useMemo(() => {
    // Marks are sorted by start; a long one may begin well before its block, so look from the first still open.
    const lists: Mark[][] = [];
    let from = 0;
    for (const block of blocks) {
      while (from < marks.length && marks[from]!.end <= block.start) from += 1;
      const list: Mark[] = [];
      for (let index = from; index < marks.length && marks[index]!.start < block.end; index += 1) {
        if (marks[index]!.end > block.start) list.push(marks[index]!);
      }
      lists.push(list);
    }
    return lists;
  }, [blocks, marks]);
  return blocks.map((block, index) => (
    <Fragment key={block.start}>
      {pages.has(index) && <div className="page-mark">{pages.get(index)}</div>}
      <Paragraph
        text={text}
        block={block}
        marks={perBlock[index]!}
        chosen={chosen
          .filter((span) => span.start < block.end && span.end > block.start)
          .map((span) => `${span.start}-${span.end}`)
          .join(' ')}
      />
    </Fragment>
  ));
});
