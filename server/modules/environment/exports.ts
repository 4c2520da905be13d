import type { Reading, Station } from '../../../packages/contract/index.ts';
import { asNumber, type ExportColumn } from '../../kernel/tabular/export-table.ts';
import { nameOf } from './items.ts';

const kinds = { air: '空气', river: '河流', lake: '湖库' } as const;
const mark = (simulated: boolean) => (simulated ? '模拟数据 simulated' : null);

export const stationColumns: ExportColumn<Station>[] = [
  { title: { zh: '站点编号', en: 'Code' }, width: 16, value: (row) => row.code },
  { title: { zh: '名称', en: 'Name' }, width: 28, value: (row) => row.name },
  { title: { zh: '类型', en: 'Kind' }, width: 10, value: (row) => kinds[row.kind] },
  { title: { zh: '地区代码', en: 'Region' }, width: 12, value: (row) => row.region.code },
  { title: { zh: '地区', en: 'Region name' }, width: 14, value: (row) => row.region.name },
  { title: { zh: '起', en: 'From' }, width: 14, value: (row) => row.validFrom },
  { title: { zh: '止', en: 'To' }, width: 14, value: (row) => row.validTo },
  { title: { zh: '数据性质', en: 'Nature of the data' }, width: 14, value: (row) => mark(row.simulated) },
];

export const readingColumnsOf = (): ExportColumn<Reading>[] => [
  { title: { zh: '时间', en: 'Time' }, width: 18, value: (row) => row.at },
  { title: { zh: '项目', en: 'Item' }, width: 12, value: (row) => row.item },
  { title: { zh: '数值', en: 'Value' }, width: 12, value: (row) => asNumber(row.value) },
  { title: { zh: '单位', en: 'Unit' }, width: 10, value: (row) => nameOf(row.item).unit },
  { title: { zh: '标记', en: 'Flag' }, width: 8, value: (row) => row.flag },
  { title: { zh: '来源文件', en: 'File' }, width: 30, value: (row) => row.batch.file },
  { title: { zh: '已更正', en: 'Corrected later' }, width: 10, value: (row) => (row.superseded ? '是' : null) },
  { title: { zh: '数据性质', en: 'Nature of the data' }, width: 14, value: (row) => mark(row.simulated) },
];
