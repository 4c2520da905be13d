import type { CSSProperties } from 'react';
import { placeOf } from './tile-places.ts';

/** A region as the pictures draw it: its fifth as colour, its score and places as words. */
export type Shade = {
  code: string;
  parent: string | null;
  name: string;
  score: string;
  places: string;
  level: number | null;
  words: string;
  /** Not told apart from the chosen one. */
  alike: boolean;
};
export type PictureProps = {
  label: string;
  shades: Shade[];
  chosen: string | undefined;
  onChoose: (code: string) => void;
};

/** Handed to the style sheet, which follows it where there is room. */
const place = (code: string): CSSProperties | undefined => {
  const at = placeOf(code);
  return at && ({ '--column': at[0], '--row': at[1] } as CSSProperties);
};

const classOf = (shade: Shade) => `fifth-${shade.level ?? 'none'}${shade.alike ? ' alike' : ''}`;

function Tile({ shade, chosen, onChoose }: { shade: Shade; chosen: boolean; onChoose: (code: string) => void }) {
  return (
    <button
      type="button"
      className={`ix-tile ${classOf(shade)}`}
      aria-pressed={chosen}
      title={shade.words}
      onClick={() => onChoose(shade.code)}
    >
      <span aria-hidden="true">{shade.name}</span>
      <b aria-hidden="true">{shade.score}</b>
      <span aria-hidden="true" className="places">
        {shade.places}
      </span>
      <span className="hidden-word">{shade.words}</span>
    </button>
  );
}

export function CityTiles({ label, shades, chosen, onChoose }: PictureProps) {
  return (
    <ul className="ix-city-tiles" aria-label={label}>
      {shades.map((shade) => {
        return (
          <li key={shade.code} style={place(shade.code)}>
            <Tile shade={shade} chosen={chosen === shade.code} onChoose={onChoose} />
          </li>
        );
      })}
    </ul>
  );
}

/** Counties as tiles, gathered by city, the cities roughly where they lie. */
export function CountyTiles({
  label,
  shades,
  chosen,
  onChoose,
  cities,
}: PictureProps & { cities: { code: string; name: string }[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tiles, not of form fields
    <div className="ix-county-tiles" role="group" aria-label={label}>
      {cities.map((city) => {
        return (
          <div key={city.code} style={place(city.code)}>
            <h3>{city.name}</h3>
            <ul>
              {shades
                .filter(({ parent }) => parent === city.code)
                .sort((a, b) => a.code.localeCompare(b.code))
                .map((shade) => (
                  <li key={shade.code}>
                    <Tile shade={shade} chosen={chosen === shade.code} onChoose={onChoose} />
                  </li>
                ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}
