/** The files of the lists of plans and documents, by the page's column that each column belongs to. */
import {
  type DocumentRow,
  nameIn,
  type PlanSummary,
  statuses,
  statusWords,
  storageWords,
} from '../../../packages/contract/index.ts';
import { minuteOf } from '../../kernel/clock.ts';
import type { ExportColumn } from '../../kernel/tabular/export-table.ts';

export const planColumns: ExportColumn<PlanSummary>[] = [
  { title: { zh: '编号', en: 'Code' }, width: 26, value: (plan) => plan.id },
  {
    title: { zh: '规划', en: 'Plan' },
    width: 52,
    value: (plan, language) => nameIn({ name: plan.title, nameEn: plan.titleEn }, language),
  },
  { title: { zh: '文号', en: 'Number' }, width: 22, value: (plan) => plan.documentNumber },
  { title: { zh: '发文机关', en: 'Issued by' }, width: 28, value: (plan) => plan.issuer },
  { title: { zh: '发文日期', en: 'Issued on' }, width: 12, value: (plan) => plan.issuedOn },
  {
    of: 'region',
    title: { zh: '地区', en: 'Region' },
    width: 14,
    value: (plan, language) => nameIn(plan.region, language),
  },
  { of: 'years', title: { zh: '起始年', en: 'First year' }, width: 8, value: (plan) => plan.from },
  { of: 'years', title: { zh: '终止年', en: 'Last year' }, width: 8, value: (plan) => plan.to },
  { of: 'tasks', title: { zh: '任务', en: 'Tasks' }, width: 8, value: (plan) => plan.taskCount },
  { of: 'targets', title: { zh: '目标', en: 'Targets' }, width: 8, value: (plan) => plan.targetCount },
  ...statuses.map((status) => ({
    of: 'status',
    title: statusWords[status],
    width: 10,
    value: (plan: PlanSummary) => plan.statusCounts[status],
  })),
  {
    of: 'source',
    title: { zh: '原文', en: 'Source file' },
    width: 10,
    value: (plan, language) => (plan.documentId ? { zh: '有', en: 'yes' } : { zh: '无', en: 'no' })[language],
  },
];

/** `plans`: short titles of the plans that documents became. */
export const documentColumns = (
  plans: ReadonlyMap<string, { name: string; nameEn: string }>,
): ExportColumn<DocumentRow>[] => [
  { title: { zh: '文件', en: 'Document' }, width: 52, value: (row) => row.title || row.fileName },
  { title: { zh: '文件名', en: 'File name' }, width: 36, value: (row) => row.fileName },
  { title: { zh: '字节', en: 'Bytes' }, width: 12, value: (row) => row.bytes },
  { title: { zh: '指纹（SHA-256）', en: 'Fingerprint (SHA-256)' }, width: 20, value: (row) => row.sha256 },
  {
    of: 'plan',
    title: { zh: '规划', en: 'Plan' },
    width: 30,
    value: (row, language) =>
      row.planIds.map((id) => nameIn(plans.get(id) ?? { name: id }, language)).join(language === 'zh' ? '；' : '; '),
  },
  {
    of: 'region',
    title: { zh: '地区', en: 'Region' },
    width: 14,
    value: (row, language) => nameIn(row.region, language),
  },
  { of: 'read', title: { zh: '读出目标', en: 'Targets read' }, width: 10, value: (row) => row.counts.targets },
  { of: 'read', title: { zh: '读出任务', en: 'Tasks read' }, width: 10, value: (row) => row.counts.tasks },
  { of: 'findings', title: { zh: '疑点', en: 'Findings' }, width: 8, value: (row) => row.counts.findings },
  {
    of: 'imported',
    title: { zh: '导入时间', en: 'Imported at' },
    width: 18,
    value: (row) => minuteOf(new Date(row.importedAt)),
  },
  { of: 'imported', title: { zh: '导入人', en: 'Imported by' }, width: 20, value: (row) => row.importedBy },
  {
    of: 'imported',
    title: { zh: '存放', en: 'Kept' },
    width: 10,
    value: (row, language) => storageWords[row.storage][language],
  },
];
