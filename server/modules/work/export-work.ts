/** The file's columns, by the page's column that each belongs to. */
import { lightWords, nameIn, type WorkRow, workStateWords } from '../../../packages/contract/index.ts';
import type { ExportColumn } from '../../kernel/tabular/export-table.ts';

export const workColumns: ExportColumn<WorkRow>[] = [
  { title: { zh: '编号', en: 'Number' }, width: 12, value: (row) => row.code },
  { title: { zh: '任务', en: 'Task' }, width: 48, value: (row) => row.title },
  { title: { zh: '地区', en: 'Region' }, width: 12, value: (row, language) => nameIn(row.region, language) },
  {
    of: 'lead',
    title: { zh: '牵头单位', en: 'Lead unit' },
    width: 24,
    value: (row, language) => row.lead && nameIn(row.lead, language),
  },
  {
    of: 'issuer',
    title: { zh: '交办单位', en: 'Given out by' },
    width: 24,
    value: (row, language) => nameIn(row.issuer, language),
  },
  {
    of: 'light',
    title: { zh: '亮灯', en: 'Light' },
    width: 10,
    value: (row, language) => lightWords[row.light][language],
  },
  { of: 'light', title: { zh: '督办次数', en: 'Slips' }, width: 8, value: (row) => row.slipLevel },
  { of: 'due', title: { zh: '期限', en: 'Deadline' }, width: 12, value: (row) => row.dueOn },
  {
    of: 'due',
    title: { zh: '逾期工作日', en: 'Working days late' },
    width: 12,
    value: (row) => (row.light === 'red' ? row.workingDaysLate : null),
  },
  { of: 'percent', title: { zh: '进度（%）', en: 'Progress (%)' }, width: 10, value: (row) => row.percent },
  {
    of: 'state',
    title: { zh: '状态', en: 'State' },
    width: 10,
    value: (row, language) => workStateWords[row.state][language],
  },
  {
    of: 'clause',
    title: { zh: '规划条款', en: 'Plan and clause' },
    width: 26,
    value: ({ plan }, language) =>
      plan && `${nameIn({ name: plan.title, nameEn: plan.titleEn }, language)} ${plan.clause}`,
  },
  { of: 'reported', title: { zh: '最近填报', en: 'Last report' }, width: 12, value: (row) => row.lastReportOn },
];
