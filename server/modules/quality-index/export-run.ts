/** A run as files: the ranking as a table, and everything that somebody needs to compute it again. */
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import type { Language } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import {
  asNumber,
  type ExportColumn,
  type ExportedTable,
  type ExportFormat,
  exportTable,
} from '../../kernel/tabular/export-table.ts';
import { findIndicators } from '../indicators/index.ts';
import { getFrozen } from './freeze-vintage.ts';
import { getStoredRun, type RunWithResult, regionNamed, rootOf } from './rows.ts';

export async function exportRun(tx: Tx, id: string, format: ExportFormat, language: Language): Promise<ExportedTable> {
  const run = await getStoredRun(tx, id);
  const root = rootOf(run.content.nodes);
  const aggregates = run.content.nodes.filter((node) => node.indicator === undefined && node.code !== root);
  type Row = RunWithResult['result']['rows'][number];
  const interval = ([low, high]: [number, number]) => `${Math.round(low)}–${Math.round(high)}`;
  const columns: ExportColumn<Row>[] = [
    { title: { zh: '名次', en: 'Rank' }, width: 8, value: (row) => row.rank },
    { title: { zh: '代码', en: 'Code' }, width: 10, value: (row) => row.region },
    {
      title: { zh: '地区', en: 'Region' },
      width: 16,
      value: (row, language) => regionNamed(row.region, run.year)[language === 'zh' ? 'name' : 'nameEn'],
    },
    { title: { zh: '得分', en: 'Score' }, width: 12, value: (row) => score(row, root) },
    ...aggregates.map(
      (node): ExportColumn<Row> => ({
        title: { zh: node.name, en: node.nameEn || node.name },
        width: 14,
        value: (row) => score(row, node.code),
      }),
    ),
    {
      title: { zh: '名次区间（90%）', en: 'Rank interval (90 %)' },
      width: 16,
      value: (row) => interval(row.rankInterval),
    },
    { title: { zh: '不可区分组', en: 'Groups not told apart' }, width: 14, value: (row) => row.groups.join(' ') },
    { title: { zh: '插补项数', en: 'Values filled in' }, width: 10, value: (row) => row.imputed.length },
    ...(run.simulated
      ? [
          {
            title: { zh: '数据性质', en: 'Nature of the data' },
            width: 14,
            value: (_: Row, language: Language) => simulatedWord[language],
          },
        ]
      : []),
  ];
  const sheet = {
    zh: `${run.year} 年${run.simulated ? '（模拟数据）' : ''}`,
    en: `${run.year}${run.simulated ? ' (simulated)' : ''}`,
  };
  return exportTable(columns, run.result.rows, format, { language, sheet });
}

const simulatedWord = { zh: '模拟数据', en: 'simulated' };
const simulatedBoth = `${simulatedWord.zh} / ${simulatedWord.en} data`;
const score = (row: RunWithResult['result']['rows'][number], code: string) => {
  const value = row.scores[code];
  return value === null || value === undefined ? null : asNumber(value);
};

/** A ZIP with configuration, tree, frozen data and scores: `composite run config.json` gives the same figures again. */
export async function packageRun(tx: Tx, id: string): Promise<{ bytes: Buffer; fileName: string }> {
  const run = await getStoredRun(tx, id);
  const { content, result } = run;
  const frozen = await getFrozen(tx, run.vintage_id);
  const units = new Map((await findIndicators(tx)).map((indicator) => [indicator.id, indicator]));
  const indicators = content.nodes.filter((node) => node.indicator !== undefined);
  const denominators = [...new Set(indicators.flatMap(({ denominator }) => (denominator ? [denominator] : [])))];
  const held = new Map(frozen.values.map((value) => [`${value.year} ${value.region} ${value.indicator}`, value]));
  const years = [...new Set(frozen.values.map(({ year }) => year))].sort();
  const csv = (rows: unknown[][]) => strToU8(`${Papa.unparse(rows, { newline: '\n' })}\n`);
  const data = years.flatMap((year) =>
    frozen.units.map((unit) => {
      const own = [...indicators.map(({ indicator }) => indicator as string), ...denominators].map((indicator) =>
        held.get(`${year} ${unit.code} ${indicator}`),
      );
      return [
        unit.code,
        unit.name,
        year,
        unit.parent ?? unit.code,
        unit.kind,
        own.some((v) => v?.simulated) ? 1 : 0,
        ...own.map((v) => v?.value ?? ''),
      ];
    }),
  );
  const tree = [
    ...content.nodes.map((node) => [
      node.code,
      node.name,
      node.indicator === undefined ? 'Aggregate' : 'Indicator',
      node.parent ?? '',
      node.weight,
      node.direction ?? 1,
      node.denominator ?? '',
      node.goalposts?.[0] ?? '',
      node.goalposts?.[1] ?? '',
      node.target ?? '',
      node.indicator ? (units.get(node.indicator)?.unit ?? '') : '',
      node.indicator ?? '',
    ]),
    ...denominators.map((id) => [
      id,
      units.get(id)?.name ?? id,
      'Denominator',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      units.get(id)?.unit ?? '',
      id,
    ]),
  ];
  const codes = content.nodes.map(({ code }) => code);
  const scores = result.rows.map((row) => [
    row.region,
    row.rank,
    ...row.rankInterval,
    row.groups.join(' '),
    ...codes.map((code) => row.scores[code] ?? ''),
    ...(run.simulated ? [simulatedBoth] : []),
  ]);
  const config = {
    schema: 'zhimai.composite/1',
    data: 'data.csv',
    tree: 'tree.csv',
    year: run.year,
    steps: content.steps,
    uncertainty: { samples: run.samples, seed: content.uncertainty.seed, factors: content.uncertainty.factors },
  };
  const mark = run.simulated ? `${simulatedBoth}\n\n` : '';
  const readme = `${mark}${run.scheme_name}（${run.year} 年，第 ${run.number} 版） / ${run.scheme_name_en} (${run.year}, version ${run.number})

${run.note}

数据截至 / data as of: ${run.as_of}
数据摘要 / digest of the data: ${run.data_digest}
方法摘要 / digest of the method: ${run.method_digest}

复算 / to compute it again: ./zhimai composite run config.json --json
config.json 方法 / method · tree.csv 指标树 / tree · data.csv 冻结数据 / frozen data · scores.csv 结果 / results
`;
  const bytes = zipSync({
    'README.txt': strToU8(readme),
    'config.json': strToU8(`${JSON.stringify(config, null, 2)}\n`),
    'tree.csv': csv([
      [
        'iCode',
        'iName',
        'Type',
        'Parent',
        'Weight',
        'Direction',
        'Denominator',
        'Lower',
        'Upper',
        'Target',
        'Unit',
        'Indicator',
      ],
      ...tree,
    ]),
    'data.csv': csv([
      ['uCode', 'uName', 'Time', 'city', 'kind', 'simulated', ...indicators.map(({ code }) => code), ...denominators],
      ...data,
    ]),
    'scores.csv': csv([
      ['uCode', 'Rank', 'RankLow', 'RankHigh', 'Groups', ...codes, ...(run.simulated ? ['Simulated'] : [])],
      ...scores,
    ]),
  });
  return {
    bytes: Buffer.from(bytes),
    fileName: `${run.scheme_id}-${run.level}-${run.year}${run.simulated ? '-simulated' : ''}.zip`,
  };
}
