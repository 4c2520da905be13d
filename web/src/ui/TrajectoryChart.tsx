import { useEffect, useRef, useState } from 'react';
import { niceScale, placeLabels, yearTicks } from './chart-layout.ts';
import { formatDecimal, yearPosition } from './format.ts';

type Point = { date: string; value: string };
type Props = {
  label: string;
  words: { target: string; today: string; baseline: string; path: string };
  target: { value: string; valueHigh: string | null; dueOn: string };
  baseline: Point | null;
  milestones: Point[];
  path: Point[];
  seen: { period: string; value: string; simulated?: boolean }[];
  /** What each period added, where the line is their total. */
  parts: { period: string; value: string }[];
  asOf: string;
  alarm: boolean;
};

const height = 320;
const edge = { top: 18, right: 84, bottom: 28, left: 52 };

function useWidth() {
  const ref = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const svg = ref.current;
    if (!svg) return;
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.max(280, entry.contentRect.width)));
    watcher.observe(svg);
    return () => watcher.disconnect();
  }, []);
  return [ref, width] as const;
}

/** Observations against the path they were expected to take, with names at the lines instead of a legend. */
export function TrajectoryChart({ label, words, target, baseline, milestones, path, seen, parts, asOf, alarm }: Props) {
  const [ref, width] = useWidth();
  const goal = Number(target.value);
  const points = [...path, ...milestones, ...(baseline ? [baseline] : [])];
  const values = [...points.map((point) => Number(point.value)), ...seen.map((one) => Number(one.value)), goal];
  values.push(...parts.map((one) => Number(one.value)));
  if (target.valueHigh) values.push(Number(target.valueHigh));
  const scale = niceScale(values);
  const due = yearPosition(target.dueOn);
  const now = yearPosition(asOf);
  const years = [
    ...points.map((point) => yearPosition(point.date)),
    ...seen.map((one) => yearPosition(one.period)),
    due,
  ];
  const first = Math.min(...years, due - 1);
  const last = Math.max(...years);
  const x = (year: number) => edge.left + ((year - first) / (last - first || 1)) * (width - edge.left - edge.right);
  const y = (value: number) =>
    height - edge.bottom - ((value - scale.min) / (scale.max - scale.min || 1)) * (height - edge.top - edge.bottom);
  const at = (point: Point) => ({ x: x(yearPosition(point.date)), y: y(Number(point.value)) });
  const line = (list: { x: number; y: number }[]) =>
    list.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ');
  const dots = seen.map((one) => ({ ...one, x: x(yearPosition(one.period)), y: y(Number(one.value)) }));
  const lastDot = dots.at(-1);
  const [late, end] = path.slice(-2).map(at);
  const middle = late && end && late.y !== end.y ? { x: (late.x + end.x) / 2, y: (late.y + end.y) / 2 } : null;
  const labels = placeLabels(
    [
      ...(lastDot
        ? [
            {
              key: 'last',
              x: lastDot.x,
              y: lastDot.y,
              text: formatDecimal(lastDot.value),
              bold: true,
              prefer: 'above' as const,
            },
          ]
        : []),
      ...(baseline
        ? [
            {
              key: 'base',
              ...at(baseline),
              text: `${words.baseline} ${formatDecimal(baseline.value)}`,
              prefer: 'below' as const,
            },
          ]
        : []),
      ...milestones.map((stone) => ({
        key: stone.date,
        ...at(stone),
        text: formatDecimal(stone.value),
        prefer: 'below' as const,
      })),
      ...(middle ? [{ key: 'path', x: middle.x, y: middle.y, text: words.path, prefer: 'below' as const }] : []),
      ...dots.slice(0, -1).map((dot) => ({
        key: dot.period,
        x: dot.x,
        y: dot.y,
        text: formatDecimal(dot.value),
        prefer: 'above' as const,
      })),
    ],
    height - edge.bottom - 2,
    edge.left + 2,
  );
  const goalFrom = x(path[0] ? yearPosition(path[0].date) : first);
  return (
    <svg ref={ref} className={alarm ? 'chart alarm' : 'chart'} height={height} role="img" aria-label={label}>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
          <text x={edge.left - 10} y={y(tick) + 4} textAnchor="end">
            {formatDecimal(String(tick))}
          </text>
        </g>
      ))}
      {yearTicks(first, last, width - edge.left - edge.right).map((year) => (
        <text key={year} x={x(year)} y={height - 8} textAnchor="middle">
          {year}
        </text>
      ))}
      {now > first && now < last && (
        <g>
          <line className="now" x1={x(now)} x2={x(now)} y1={edge.top} y2={height - edge.bottom} />
          <text x={x(now)} y={edge.top - 6} textAnchor="middle">
            {words.today}
          </text>
        </g>
      )}
      {parts.map((part) => (
        <rect
          key={part.period}
          className="part"
          x={x(yearPosition(part.period)) - 7}
          width="14"
          y={y(Number(part.value))}
          height={Math.max(0, y(Math.max(0, scale.min)) - y(Number(part.value)))}
        >
          <title>{`${part.period}  +${part.value}`}</title>
        </rect>
      ))}
      {target.valueHigh && (
        <rect
          className="band"
          x={goalFrom}
          width={Math.max(0, x(due) - goalFrom)}
          y={Math.min(y(goal), y(Number(target.valueHigh)))}
          height={Math.abs(y(Number(target.valueHigh)) - y(goal))}
        />
      )}
      <line className="goal" x1={goalFrom} x2={x(due)} y1={y(goal)} y2={y(goal)} />
      <text x={x(due) + 8} y={y(goal) + 4} className="bold" style={{ fontSize: 12 }}>
        {formatDecimal(target.value)} <tspan style={{ fontWeight: 400 }}>{words.target}</tspan>
      </text>
      {path.length > 1 && <polyline className="path" points={line(path.map(at))} />}
      {milestones.map((stone) => {
        const place = at(stone);
        return (
          <path key={stone.date} className="stone" d={`M${place.x} ${place.y - 5}l5 5-5 5-5-5z`}>
            <title>{`${stone.date}  ${stone.value}`}</title>
          </path>
        );
      })}
      {dots.length > 1 && <polyline className="seen" points={line(dots)} />}
      {baseline && <rect className="base" x={at(baseline).x - 4} y={at(baseline).y - 4} width="8" height="8" />}
      {dots.map((dot) => (
        <circle
          key={dot.period}
          className={`dot${dot === lastDot ? ' last' : ''}${dot.simulated ? ' made-up' : ''}`}
          cx={dot.x}
          cy={dot.y}
          r={dot === lastDot || dot.simulated ? 4.5 : 3}
        >
          <title>{`${dot.period}  ${dot.value}`}</title>
        </circle>
      ))}
      {labels.map((one) => (
        <text key={one.key} x={one.x} y={one.top} textAnchor="middle" className={one.bold ? 'bold' : undefined}>
          {one.text}
        </text>
      ))}
    </svg>
  );
}
