import type { ReactNode } from 'react';

/** Percent of the way along a domain. */
export const along = (value: number, [from, to]: readonly [number, number]): number =>
  ((Math.min(Math.max(value, from), to) - from) / (to - from || 1)) * 100;

type Props = {
  domain: readonly [number, number];
  height?: number;
  /** A bar from zero to the value. */
  value?: number;
  /** A second, paler value drawn behind. */
  behind?: number;
  /** An interval as a band. */
  band?: readonly [number, number] | undefined;
  /** An interval as a thin line with ends. */
  whisker?: readonly [number, number] | undefined;
  dot?: number | undefined;
  /** A short line across. */
  mark?: number | undefined;
  ticks?: readonly number[];
  tickWords?: boolean;
  /** Ticks of shares are written as percent. */
  tickUnit?: '%';
  tone?: 'plain' | 'faint' | 'down';
  children?: ReactNode;
};

/** One line of a drawing, as wide as it is given room; the numbers stand beside it as text. */
export function Bar(props: Props) {
  const { domain, height = 22, value, behind, band, whisker, dot, mark, ticks = [], tickWords, tone = 'plain' } = props;
  const x = (v: number) => `${along(v, domain).toFixed(3)}%`;
  const width = (a: number, b: number) => `${Math.abs(along(a, domain) - along(b, domain)).toFixed(3)}%`;
  const top = tickWords ? 16 : 0;
  const middle = top + height / 2;
  return (
    <svg className={`ix-bar ${tone}`} height={height + top} width="100%" aria-hidden="true" focusable="false">
      {ticks.map((tick) => (
        <line key={tick} className="tick" x1={x(tick)} x2={x(tick)} y1={top} y2={height + top} />
      ))}
      {tickWords &&
        ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={10} textAnchor="middle">
            {props.tickUnit ? `${tick * 100}%` : tick}
          </text>
        ))}
      {behind !== undefined && (
        <rect className="behind" x={x(Math.min(0, behind))} width={width(0, behind)} y={middle - 6} height="12" />
      )}
      {value !== undefined && (
        <rect className="value" x={x(Math.min(0, value))} width={width(0, value)} y={middle - 5} height="10" />
      )}
      {value !== undefined && <line className="zero" x1={x(0)} x2={x(0)} y1={top} y2={height + top} />}
      {band && (
        <rect className="band" x={x(band[0])} width={width(band[0], band[1])} y={middle - 4} height="8" rx="4" />
      )}
      {whisker && (
        <g className="whisker">
          <line x1={x(whisker[0])} x2={x(whisker[1])} y1={middle} y2={middle} />
          <line x1={x(whisker[0])} x2={x(whisker[0])} y1={middle - 4} y2={middle + 4} />
          <line x1={x(whisker[1])} x2={x(whisker[1])} y1={middle - 4} y2={middle + 4} />
        </g>
      )}
      {mark !== undefined && <line className="mark" x1={x(mark)} x2={x(mark)} y1={middle - 8} y2={middle + 8} />}
      {dot !== undefined && <circle className="dot" cx={x(dot)} cy={middle} r="4.5" />}
    </svg>
  );
}
