import { formatDecimal } from '../../ui/format.ts';

export type ShareRow = { key: string; name: string; air: string | null; water: string | null };
const row = 26;
const left = 104;
const right = 24;
const top = 24;

/** Two shares a region on one scale: a disc for air, a diamond for water. The numbers stand in the table below. */
export function SharePlot({
  label,
  rows,
  words,
}: {
  label: string;
  rows: ShareRow[];
  words: { air: string; water: string };
}) {
  const width = 720;
  const values = rows.flatMap((one) => [one.air, one.water]).filter((value) => value !== null);
  const least = Math.max(0, Math.floor((Math.min(100, ...values.map(Number)) - 2) / 10) * 10);
  const x = (value: number) => left + ((value - least) / (100 - least || 1)) * (width - left - right);
  const ticks = Array.from({ length: 6 }, (_, index) => least + ((100 - least) / 5) * index);
  const height = top + rows.length * row + 30;
  return (
    <figure className="share-plot">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={x(tick)} x2={x(tick)} y1={top - 8} y2={height - 26} />
            <text x={x(tick)} y={height - 10} textAnchor="middle">
              {Math.round(tick)}%
            </text>
          </g>
        ))}
        {rows.map((one, index) => {
          const y = top + index * row + 6;
          const w = one.water === null ? null : x(Number(one.water));
          return (
            <g key={one.key}>
              <text x={left - 12} y={y + 4} textAnchor="end" className="name">
                {one.name}
              </text>
              <line className="lane" x1={left} x2={width - right} y1={y} y2={y} />
              {one.air !== null && (
                <circle className="air" cx={x(Number(one.air))} cy={y} r="6">
                  <title>{`${one.name} ${words.air} ${formatDecimal(one.air)}%`}</title>
                </circle>
              )}
              {w !== null && (
                <path className="water" d={`M${w} ${y - 7}l7 7-7 7-7-7z`}>
                  <title>{`${one.name} ${words.water} ${formatDecimal(one.water!)}%`}</title>
                </path>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="cap share-legend">
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <circle className="air" cx="7" cy="7" r="5" />
        </svg>
        {words.air}
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path className="water" d="M7 1l6 6-6 6-6-6z" />
        </svg>
        {words.water}
      </figcaption>
    </figure>
  );
}
