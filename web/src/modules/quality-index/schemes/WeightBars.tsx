import { formatShare } from './numbers.ts';

type Row = { code: string; name: string; share: number; spread?: readonly [number, number] | undefined };

/** Weights as lengths, with the range between experts as a line where there were several. */
export function WeightBars({ rows, spreadLabel }: { rows: Row[]; spreadLabel?: string }) {
  const top = Math.max(0.01, ...rows.map((row) => Math.max(row.share, row.spread?.[1] ?? 0)));
  return (
    <ul className="index-bars">
      {rows.map(({ code, name, share, spread }) => (
        <li key={code}>
          <span>{name}</span>
          <span className="index-bar" aria-hidden="true">
            <i className="index-bar-fill" style={{ width: `${(100 * share) / top}%` }} />
            {spread && (
              <b
                className="index-bar-range"
                style={{ left: `${(100 * spread[0]) / top}%`, width: `${(100 * (spread[1] - spread[0])) / top}%` }}
              />
            )}
          </span>
          <span className="num">
            {formatShare(share)}
            {spread && (
              <small title={spreadLabel}>
                {formatShare(spread[0])}–{formatShare(spread[1])}
              </small>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
