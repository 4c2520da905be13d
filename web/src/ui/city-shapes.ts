import source from 'echarts4/map/json/province/zhejiang.json';

/**
 * City shapes for the work face, decoded from the map that an earlier ECharts carried (Apache-2.0).
 * They carry no map approval number and must not be shown to the public.
 */
type Encoded = {
  features: {
    id: string;
    properties: { name: string; cp: [number, number] };
    geometry:
      | { type: 'Polygon'; coordinates: string[]; encodeOffsets: [number, number][] }
      | { type: 'MultiPolygon'; coordinates: string[][]; encodeOffsets: [number, number][][] };
  }[];
};
export type CityShape = { code: string; path: string; label: { x: number; y: number } };
export type CityShapes = { width: number; height: number; cities: CityShape[] };

type Point = [number, number];

/** Differences from point to point, zigzag, as characters from 64 on, in 1/1024 of a degree. */
function decodeRing(text: string, offset: Point): Point[] {
  const ring: Point[] = [];
  let [x, y] = offset;
  const step = (at: number) => {
    const value = text.charCodeAt(at) - 64;
    return (value >> 1) ^ -(value & 1);
  };
  for (let index = 0; index + 1 < text.length; index += 2) {
    x += step(index);
    y += step(index + 1);
    ring.push([x / 1024, y / 1024]);
  }
  return ring;
}

/** Labels moved off the middle where the middle is sea, border or crowded. */
const nudges: Record<string, Point> = {
  '330100': [-0.55, -0.28],
  '330200': [-0.1, -0.1],
  '330300': [-0.05, -0.12],
  '330600': [0.1, -0.3],
  '330700': [0.28, 0.08],
  '330900': [0.02, 0.05],
  '331000': [-0.22, 0.12],
  '331100': [-0.4, -0.2],
  '330500': [-0.22, -0.12],
};

/** A tenth of a degree and less is an islet that a screen shows as dust. */
function isDust(ring: Point[]): boolean {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return Math.max(...xs) - Math.min(...xs) < 0.03 && Math.max(...ys) - Math.min(...ys) < 0.03;
}

function shapes(): CityShapes {
  const { features } = source as unknown as Encoded;
  const decoded = features.map((feature) => {
    const { geometry } = feature;
    const rings =
      geometry.type === 'Polygon'
        ? geometry.coordinates.map((text, index) => decodeRing(text, geometry.encodeOffsets[index] ?? [0, 0]))
        : geometry.coordinates.flatMap((polygon, index) =>
            polygon.map((text, part) => decodeRing(text, geometry.encodeOffsets[index]?.[part] ?? [0, 0])),
          );
    return { code: feature.id, centre: feature.properties.cp, rings: rings.filter((ring) => !isDust(ring)) };
  });
  const all = decoded.flatMap((city) => city.rings.flat());
  const west = Math.min(...all.map(([x]) => x));
  const north = Math.max(...all.map(([, y]) => y));
  const shrink = Math.cos((29.2 * Math.PI) / 180);
  const scale = 108;
  const place = ([x, y]: Point): Point => [(x - west) * shrink * scale, (north - y) * scale];
  const placed = all.map(place);
  return {
    width: Math.max(...placed.map(([x]) => x)),
    height: Math.max(...placed.map(([, y]) => y)),
    cities: decoded.map((city) => {
      const [dx, dy] = nudges[city.code] ?? [0, 0];
      const [x, y] = place([city.centre[0] + dx, city.centre[1] + dy]);
      const path = city.rings
        .map(
          (ring) =>
            `M${ring
              .map((point) =>
                place(point)
                  .map((value) => value.toFixed(1))
                  .join(','),
              )
              .join('L')}Z`,
        )
        .join('');
      return { code: city.code, path, label: { x, y } };
    }),
  };
}

export const cityShapes: CityShapes = shapes();
