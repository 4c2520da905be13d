/** The file's columns, by the page's column that each belongs to. */
import type { WorkRow } from '../../../packages/contract/index.ts';
import type { ExportColumn } from '../../kernel/tabular/export-table.ts';
import { taskLifecycle } from './task-lifecycle.ts';

const lightWords = { green: '按期', yellow: '逾期补办', red: '逾期', none: '' } as const;

export const workColumns: ExportColumn<WorkRow>[] = [
  { title: { zh: '编号', en: 'Number' }, width: 12, value: (row) => row.code },
  { title: { zh: '任务', en: 'Task' }, width: 48, value: (row) => row.title },
  { title: { zh: '地区', en: 'Region' }, width: 12, value: (row) => row.region.name },
  { of: 'lead', title: { zh: '牵头单位', en: 'Lead unit' }, width: 24, value: (row) => row.lead?.name ?? '' },
  { of: 'issuer', title: { zh: '交办单位', en: 'Given out by' }, width: 24, value: (row) => row.issuer.name },
  { of: 'light', title: { zh: '亮灯', en: 'Light' }, width: 10, value: (row) => lightWords[row.light] },
  { of: 'light', title: { zh: '督办次数', en: 'Slips' }, width: 8, value: (row) => row.slipLevel },
  { of: 'due', title: { zh: '期限', en: 'Deadline' }, width: 12, value: (row) => row.dueOn },
  {
    of: 'due',
    title: { zh: '逾期工作日', en: 'Working days late' },
    width: 12,
    value: (row) => (row.light === 'red' ? row.workingDaysLate : null),
  },
  { of: 'percent', title: { zh: '进度（%）', en: 'Progress (%)' }, width: 10, value: (row) => row.percent },
  { of: 'state', title: { zh: '状态', en: 'State' }, width: 10, value: (row) => taskLifecycle.states[row.state].zh },
  {
    of: 'clause',
    title: { zh: '规划条款', en: 'Plan and clause' },
    width: 26,
    value: (row) => (row.plan ? `${row.plan.title} ${row.plan.clause}` : ''),
  },
  { of: 'reported', title: { zh: '最近填报', en: 'Last report' }, width: 12, value: (row) => row.lastReportOn },
];
