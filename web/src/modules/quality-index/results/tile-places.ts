/** Where a city's tiles stand: column and row, roughly where the city lies. */
const places: Record<string, readonly [column: number, row: number]> = {
  '330500': [1, 1],
  '330400': [2, 1],
  '330100': [1, 2],
  '330600': [2, 2],
  '330200': [3, 2],
  '330900': [4, 2],
  '330800': [1, 3],
  '330700': [2, 3],
  '331000': [3, 3],
  '331100': [1, 4],
  '330300': [2, 4],
};

export const placeOf = (code: string): readonly [number, number] | undefined => places[code];
