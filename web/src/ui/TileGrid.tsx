import type { CityValue } from './CityMap.tsx';
import { formatDecimal } from './format.ts';
import { StatusShape } from './StatusMark.tsx';

/** Column and row of each city, roughly where it lies; a tile grid needs no boundaries and no approval number. */
const places: Record<string, [column: number, row: number]> = {
  '330500': [2, 1],
  '330400': [3, 1],
  '330100': [2, 2],
  '330600': [3, 2],
  '330200': [4, 2],
  '330900': [5, 2],
  '330800': [1, 3],
  '330700': [2, 3],
  '331000': [4, 3],
  '331100': [2, 4],
  '330300': [3, 4],
};

type Props = { label: string; cities: CityValue[]; chosen?: string; onChoose: (code: string) => void; marks?: boolean };

export function TileGrid({ label, cities, chosen, onChoose, marks = true }: Props) {
  return (
    <ul className="tile-grid" aria-label={label}>
      {cities.map((city, index) => {
        const [column, row] = places[city.code] ?? [(index % 5) + 1, 5 + Math.floor(index / 5)];
        return (
          <li key={city.code} style={{ gridColumn: column, gridRow: row }}>
            <button
              type="button"
              className={`tile ${marks ? city.status : ''}`}
              aria-pressed={chosen === city.code}
              onClick={() => onChoose(city.code)}
            >
              <span aria-hidden="true">{city.name}</span>
              <span className="hidden-word">{city.words}</span>
              <b aria-hidden="true">
                {city.value === null ? '—' : formatDecimal(city.value)} {marks && <StatusShape status={city.status} />}
              </b>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
