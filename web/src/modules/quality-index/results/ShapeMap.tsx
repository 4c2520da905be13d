import { cityShapes } from '../../../ui/city-shapes.ts';
import type { PictureProps } from './Tiles.tsx';

/** Their label lies on the water, not on a fill. */
const islands = new Set(['330900']);

/** The province's cities as shapes, shaded by fifth, with name, score and places written on them. */
export function ShapeMap({ label, shades, chosen, onChoose }: PictureProps) {
  const byCode = new Map(shades.map((shade) => [shade.code, shade]));
  const { width, height, cities } = cityShapes;
  // The chosen one and its like are drawn last, so that their outline is whole.
  const weight = (code: string) => (code === chosen ? 2 : byCode.get(code)?.alike ? 1 : 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of shapes inside a drawing, not of form fields
    <svg className="city-map ix-shapes" viewBox={`-4 -4 ${width + 8} ${height + 8}`} role="group" aria-label={label}>
      {[...cities]
        .sort((a, b) => weight(a.code) - weight(b.code))
        .map(({ code, path }) => {
          const shade = byCode.get(code);
          if (!shade) return <path key={code} className="fifth-none" d={path} />;
          return (
            // biome-ignore lint/a11y/useSemanticElements: an SVG shape cannot be a button element
            <g
              key={code}
              role="button"
              tabIndex={0}
              aria-label={shade.words}
              aria-pressed={chosen === code}
              className={`city fifth-${shade.level ?? 'none'}${shade.alike ? ' alike' : ''}${chosen === code ? ' chosen' : ''}`}
              onClick={() => onChoose(code)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onChoose(code);
              }}
            >
              <title>{shade.words}</title>
              <path d={path} />
            </g>
          );
        })}
      {cities.map(({ code, label: { x, y } }) => {
        const shade = byCode.get(code);
        if (!shade) return null;
        const dark = (shade.level ?? 0) >= 3 && !islands.has(code);
        return (
          <text
            key={code}
            x={x}
            y={y}
            textAnchor="middle"
            className={`ix-shape-words${dark ? ' light' : ''}${islands.has(code) ? ' at-sea' : ''}`}
          >
            <tspan>{shade.name}</tspan>
            <tspan x={x} dy="15" className="figure">
              {shade.score}
            </tspan>
            <tspan x={x} dy="13" className="places">
              {shade.places}
            </tspan>
          </text>
        );
      })}
    </svg>
  );
}
