import { diffWords } from '../../../../packages/plan-text/compare.ts';

type Props = { row: { state: string; a: string[]; b: string[] }; side: 'a' | 'b' };

/** One side of a pair, line by line; what is not on the other side is marked word by word. */
export function Changed({ row, side }: Props) {
  const own = row[side];
  const other = row[side === 'a' ? 'b' : 'a'];
  if (own.length === 0) return <span className="cap">—</span>;
  return (
    <span className="word-change">
      {own.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a side are fixed: what, and how much or who
        <span key={index} className={index === 0 ? 'strong' : 'sub under'}>
          {row.state === 'changed' ? <Words own={line} other={other[index] ?? ''} side={side} /> : line}
        </span>
      ))}
    </span>
  );
}

function Words({ own, other, side }: { own: string; other: string; side: 'a' | 'b' }) {
  const pieces = side === 'a' ? diffWords(own, other) : diffWords(other, own);
  const hidden = side === 'a' ? 'new' : 'gone';
  return pieces
    .filter((piece) => piece.kind !== hidden)
    .map((piece, index) => {
      const key = `${index}${piece.text}`;
      if (piece.kind === 'same') return <span key={key}>{piece.text}</span>;
      return piece.kind === 'gone' ? <del key={key}>{piece.text}</del> : <ins key={key}>{piece.text}</ins>;
    });
}
