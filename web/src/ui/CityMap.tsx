import type { Status } from '../app/contract.ts';
import { cityShapes } from './city-shapes.ts';
import { formatDecimal } from './format.ts';
import { StatusShape } from './StatusMark.tsx';

export type CityValue = { code: string; name: string; value: string | null; status: Status; words: string };

/** Their label lies on the water, not on a fill. */
const islands = new Set(['330900']);

type Props = { label: string; cities: CityValue[]; chosen?: string; onChoose: (code: string) => void };

/** The province's cities as shapes, filled by status, with name and value written on them. */
export function CityMap({ label, cities, chosen, onChoose }: Props) {
  const byCode = new Map(cities.map((city) => [city.code, city]));
  const { width, height } = cityShapes;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of shapes inside a drawing, not of form fields
    <svg className="city-map" viewBox={`-4 -4 ${width + 8} ${height + 8}`} role="group" aria-label={label}>
      {cityShapes.cities.map((shape) => {
        const city = byCode.get(shape.code);
        return (
          // biome-ignore lint/a11y/useSemanticElements: an SVG shape cannot be a button element
          <g
            key={shape.code}
            role="button"
            tabIndex={0}
            aria-label={city?.words ?? shape.code}
            aria-pressed={chosen === shape.code}
            className={`city ${city?.status ?? 'no-data'}${chosen === shape.code ? ' chosen' : ''}`}
            onClick={() => onChoose(shape.code)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onChoose(shape.code);
            }}
          >
            <path d={shape.path} />
          </g>
        );
      })}
      {cityShapes.cities.map((shape) => {
        const city = byCode.get(shape.code);
        if (!city) return null;
        const { x, y } = shape.label;
        return (
          <g key={shape.code} className="city-words">
            <text
              x={x}
              y={y}
              className={`city-label ${islands.has(shape.code) ? 'at-sea' : city.status}`}
              textAnchor="middle"
            >
              <tspan>{city.name}</tspan>
              <tspan x={x} dy="15" className="value">
                {city.value === null ? '—' : formatDecimal(city.value)}
              </tspan>
            </text>
            <circle cx={x} cy={y + 27} r="8.5" />
            <svg x={x - 5.5} y={y + 21.5} width="11" height="11" aria-hidden="true" focusable="false">
              <StatusShape status={city.status} />
            </svg>
          </g>
        );
      })}
    </svg>
  );
}
