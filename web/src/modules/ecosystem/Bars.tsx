import { formatRounded } from '../../ui/format.ts';

export type Bar = { key: string; name: string; note: string; parts: { kind: string; value: number; words: string }[] };

/** Lying bars, their parts by kind of service; widths compare with the longest. */
export function Bars({ label, bars }: { label: string; bars: Bar[] }) {
  const whole = (bar: Bar) => bar.parts.reduce((sum, part) => sum + part.value, 0);
  const most = Math.max(1e-9, ...bars.map(whole));
  return (
    <div className="gep-bars" role="img" aria-label={label}>
      {bars.map((bar) => (
        <div className="gep-bar" key={bar.key}>
          <span className="gep-name">{bar.name}</span>
          <span className="gep-track">
            {bar.parts.map((part) => (
              <i
                key={part.kind}
                className={part.kind}
                style={{ width: `${formatRounded(String((100 * part.value) / most), 2)}%` }}
                title={part.words}
              />
            ))}
          </span>
          <span className="num gep-note">{bar.note}</span>
        </div>
      ))}
    </div>
  );
}
