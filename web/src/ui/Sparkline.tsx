import type { Status } from '../app/contract.ts';
import { yearPosition } from './format.ts';

const width = 120;
const height = 26;
const edge = 4;

/** The known values as one small line. It says only the shape; the numbers stand beside it. */
export function Sparkline({ series, status }: { series: { period: string; value: string }[]; status: Status }) {
  // Several years in one figure stand beside single years only where there are no single years.
  const single = series.filter((point) => !point.period.includes('/'));
  const points = (single.length > 0 ? single : series).map((point) => ({
    x: yearPosition(point.period),
    y: Number(point.value),
  }));
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const place = points.map((point) => ({
    x: x1 === x0 ? width / 2 : edge + ((point.x - x0) / (x1 - x0)) * (width - 2 * edge),
    y: y1 === y0 ? height / 2 : height - edge - ((point.y - y0) / (y1 - y0)) * (height - 2 * edge),
  }));
  const last = place.at(-1);
  if (!last) return null;
  const alarm = status === 'off-track' || status === 'missed';
  return (
    <svg className={alarm ? 'spark alarm' : 'spark'} width={width} height={height} aria-hidden="true" focusable="false">
      <polyline points={place.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ')} />
      <circle cx={last.x} cy={last.y} r="2.4" />
    </svg>
  );
}
