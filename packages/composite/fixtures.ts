/** The ASEM example, read where the third-party cases are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { buildTree, type IndexData, readData, readModel, readTree, type Table, type Tree } from './index.ts';

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
