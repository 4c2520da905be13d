import { nameIn, statusWords, type TargetRow, targetKindWords } from '../../../packages/contract/index.ts';
import { asNumber, type ExportColumn } from '../../kernel/tabular/export-table.ts';

/** The file's columns, by the board's column that each belongs to. */
export const targetColumns: ExportColumn<TargetRow>[] = [
  { title: { zh: '编号', en: 'Code' }, width: 28, value: (row) => row.id },
  {
    title: { zh: '指标', en: 'Indicator' },
    width: 44,
    value: (row, language) => nameIn({ name: row.indicator, nameEn: row.indicatorEn }, language),
  },
  { title: { zh: '分项', en: 'Part' }, width: 20, value: (row) => row.breakdown },
  { title: { zh: '地区', en: 'Region' }, width: 12, value: (row, language) => nameIn(row.region, language) },
  {
    of: 'plan',
    title: { zh: '规划', en: 'Plan' },
    width: 22,
    value: (row, language) => nameIn({ name: row.planTitle, nameEn: row.planTitleEn }, language),
  },
  { of: 'plan', title: { zh: '条款', en: 'Clause' }, width: 18, value: (row) => row.clause },
  {
    of: 'kind',
    title: { zh: '类型', en: 'Kind' },
    width: 10,
    value: (row, language) => targetKindWords[row.kind][language],
  },
  { of: 'target', title: { zh: '比较', en: 'Comparison' }, width: 6, value: (row) => row.comparator },
  { of: 'target', title: { zh: '目标值', en: 'Target' }, width: 12, value: (row) => asNumber(row.value) },
  {
    of: 'target',
    title: { zh: '目标值上限', en: 'Target, upper' },
    width: 12,
    value: (row) => (row.valueHigh === null ? null : asNumber(row.valueHigh)),
  },
  { of: 'target', title: { zh: '单位', en: 'Unit' }, width: 10, value: (row) => row.unit },
  { of: 'due', title: { zh: '到期', en: 'Due' }, width: 12, value: (row) => row.dueOn },
  {
    of: 'latest',
    title: { zh: '最新值', en: 'Latest' },
    width: 12,
    value: (row) => (row.latest ? asNumber(row.latest.value) : null),
  },
  { of: 'latest', title: { zh: '最新期', en: 'Latest period' }, width: 10, value: (row) => row.latest?.period ?? null },
  {
    of: 'latest',
    title: { zh: '数据性质', en: 'Nature of the data' },
    width: 12,
    value: (row, language) => (row.latest?.simulated ? { zh: '模拟数据', en: 'simulated' }[language] : null),
  },
  {
    of: 'status',
    title: { zh: '状态', en: 'Status' },
    width: 10,
    value: (row, language) => statusWords[row.status][language],
  },
  { of: 'lead', title: { zh: '牵头', en: 'Lead' }, width: 18, value: (row) => row.lead },
];
