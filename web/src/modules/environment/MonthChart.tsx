import { niceScale } from '../../ui/chart-layout.ts';
import { formatRounded } from '../../ui/format.ts';

type Props = { label: string; unit: string; months: { month: string; mean: string; count: number }[] };
const width = 760;
const height = 220;
const edge = { top: 16, right: 16, bottom: 28, left: 52 };

/** Means of months as a line; a month without readings is a gap. */
export function MonthChart({ label, unit, months }: Props) {
  const first = months[0];
  const last = months.at(-1);
  if (!first || !last) return null;
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const [from, to] = [number(first.month), number(last.month)];
  const scale = niceScale([0, ...months.map((one) => Number(one.mean))]);
  const x = (month: string) =>
    edge.left + ((number(month) - from) / (to - from || 1)) * (width - edge.left - edge.right);
  const y = (value: number) =>
    height - edge.bottom - ((value - scale.min) / (scale.max - scale.min || 1)) * (height - edge.top - edge.bottom);
  const runs: (typeof months)[] = [];
  for (const one of months) {
    const run = runs.at(-1);
    if (run && number(run.at(-1)!.month) + 1 === number(one.month)) run.push(one);
    else runs.push([one]);
  }
  const step = Math.max(1, Math.ceil(months.length / 12));
  const ticks = Array.from({ length: 5 }, (_, index) => scale.min + ((scale.max - scale.min) / 4) * index);
  return (
    <svg className="chart env-months" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
          <text x={edge.left - 8} y={y(tick) + 4} textAnchor="end">
            {formatRounded(String(tick), tick < 1 ? 3 : 1)}
          </text>
        </g>
      ))}
      <text x={edge.left} y={10}>
        {unit}
      </text>
      {runs.map((run) => (
        <polyline
          key={run[0]!.month}
          className="seen"
          points={run.map((one) => `${x(one.month).toFixed(1)},${y(Number(one.mean)).toFixed(1)}`).join(' ')}
        />
      ))}
      {months.map((one, index) => (
        <g key={one.month}>
          <circle className="dot" cx={x(one.month)} cy={y(Number(one.mean))} r="3">
            <title>{`${one.month}  ${formatRounded(one.mean, 3)} ${unit} (${one.count})`}</title>
          </circle>
          {index % step === 0 && (
            <text x={x(one.month)} y={height - 8} textAnchor="middle">
              {one.month}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
