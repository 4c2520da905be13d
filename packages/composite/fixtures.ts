/** The ASEM example, read where the third-party cases are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import {
  buildTree,
  type IndexData,
  type IndexNode,
  readData,
  readModel,
  readTree,
  type Table,
  type Tree,
} from './index.ts';

export const asemFolder = join(import.meta.dirname, '../../../shared/conformance/composite-asem');
export const asemIsHere = existsSync(asemFolder);

export const readCsv = (file: string): Table =>
  Papa.parse<Record<string, string>>(readFileSync(join(asemFolder, file), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;

export function readAsem(): { tree: Tree; data: IndexData } {
  const tree = buildTree(readTree(readCsv('iMeta.csv')).nodes);
  const denominators = ['Area', 'Energy', 'GDP', 'Population'];
  const indicators = tree.nodes.slice(0, tree.indicators).map(({ code }) => code);
  return { tree, data: readData(readCsv('iData.csv'), new Set([...indicators, ...denominators])) };
}

/** The recipe of settings.json. */
export const asemSteps = [
  { step: 'denominate' },
  { step: 'impute', method: 'mean', group: 'EurAsia_group' },
  { step: 'screen', minAvailable: 0.9 },
  { step: 'treat', first: { method: 'winsorize', maxPoints: 5 }, second: { method: 'log' } },
  { step: 'normalise', method: 'min-max', range: [0, 100] },
  { step: 'aggregate', method: 'arithmetic', weights: { method: 'given' } },
];
export const asemModel = readModel(asemSteps);

/**
 * Technology achievement of 23 countries: OECD/JRC Handbook 2008, table A.2; telephones and electricity before the logarithm
 * from the Human Development Report 2001, table A2.1. Patents, royalties, internet hosts, exports, telephones, electricity
 * (kWh), years of schooling, tertiary enrolment.
 */
export const taiCodes = [
  'patents',
  'royalties',
  'internet',
  'exports',
  'telephones',
  'electricity',
  'schooling',
  'tertiary',
];
const taiRows: Record<string, number[]> = {
  Finland: [187, 125.6, 200.2, 50.7, 1203, 14129, 10, 27.4],
  USA: [289, 130, 179.1, 66.2, 993, 11832, 12, 13.9],
  Sweden: [271, 156.6, 125.8, 59.7, 1247, 13955, 11.4, 15.3],
  Japan: [994, 64.6, 49, 80.8, 1007, 7322, 9.5, 10],
  Korea: [779, 9.8, 4.8, 66.7, 938, 4497, 10.8, 23.2],
  Netherlands: [189, 151.2, 136, 50.9, 1042, 5908, 9.4, 9.5],
  UK: [82, 134, 57.4, 61.9, 1037, 5327, 9.4, 14.9],
  Canada: [31, 38.6, 108, 48.7, 881, 15071, 11.6, 14.2],
  Australia: [75, 18.2, 125.9, 16.2, 862, 8717, 10.9, 25.3],
  Singapore: [8, 25.5, 72.3, 74.9, 901, 6771, 7.1, 24.2],
  Germany: [235, 36.8, 41.2, 64.2, 874, 5681, 10.2, 14.4],
  Norway: [103, 20.2, 193.6, 19, 1329, 24607, 11.9, 11.2],
  Ireland: [106, 110.3, 48.6, 53.6, 924, 4760, 9.4, 12.3],
  Belgium: [72, 73.9, 58.9, 47.6, 817, 7249, 9.3, 13.6],
  'New Zealand': [103, 13, 146.7, 15.4, 720, 8215, 11.7, 13.1],
  Austria: [165, 14.8, 84.2, 50.3, 987, 6175, 8.4, 13.6],
  France: [205, 33.6, 36.4, 58.9, 943, 6287, 7.9, 12.6],
  Israel: [74, 43.6, 43.2, 45, 918, 5475, 9.6, 11],
  Spain: [42, 8.6, 21, 53.4, 730, 4195, 7.3, 15.6],
  Italy: [13, 9.8, 30.4, 51, 991, 4431, 7.2, 13],
  Czechia: [28, 4.2, 25, 51.7, 560, 4748, 9.5, 8.2],
  Hungary: [26, 6.2, 21.6, 63.5, 533, 2888, 9.1, 7.7],
  Slovenia: [105, 4, 20.3, 49.5, 687, 5096, 7.1, 10.6],
};
export const taiUnits = Object.keys(taiRows);
export const taiColumns = taiCodes.map((_, j) =>
  Float64Array.from(taiUnits, (unit) => {
    const value = taiRows[unit]?.[j] as number;
    return j === 4 || j === 5 ? Math.log10(value) : value;
  }),
);
export const taiTree = buildTree(flat(taiCodes, 'TAI'));
export const taiData: IndexData = {
  units: taiUnits,
  columns: new Map(taiCodes.map((code, j) => [code, taiColumns[j] as Float64Array])),
  groups: new Map(),
};

/** Indicators of equal weight below one root. */
export function flat(codes: readonly string[], root = 'index'): IndexNode[] {
  const node = (code: string, parent: string | null, kind: IndexNode['kind']): IndexNode => ({
    code,
    parent,
    kind,
    weight: 1,
    direction: 1,
  });
  return [...codes.map((code) => node(code, root, 'indicator')), node(root, null, 'aggregate')];
}

/** Data from rows of plain numbers, units u1, u2 … and indicators a, b, c … */
export function table(
  rows: readonly (readonly number[])[],
  directions: readonly (1 | -1)[] = [],
): { tree: Tree; data: IndexData } {
  const codes = (rows[0] ?? []).map((_, j) => String.fromCharCode(97 + j));
  const nodes = flat(codes).map((node, j) => ({ ...node, direction: directions[j] ?? node.direction }));
  return {
    tree: buildTree(nodes),
    data: {
      units: rows.map((_, i) => `u${i + 1}`),
      columns: new Map(codes.map((code, j) => [code, Float64Array.from(rows, (row) => row[j] as number)])),
      groups: new Map(),
    },
  };
}
