/** The columns of the files that the registers' tables are exported to. */
import {
  type AuditRow,
  type Language,
  nameIn,
  type Organization,
  type OrganizationKindName,
  organizationKindNames,
  type Region,
  regionLevelWords,
} from '../../packages/contract/index.ts';
import { minuteOf } from '../kernel/clock.ts';
import type { ExportColumn } from '../kernel/tabular/export-table.ts';

export const auditColumns: ExportColumn<AuditRow>[] = [
  { title: { zh: '事项', en: 'What' }, width: 50, value: (row, language) => row.summary[language] },
  { of: 'at', title: { zh: '时间', en: 'When' }, width: 18, value: (row) => minuteOf(new Date(row.at)) },
  { of: 'action', title: { zh: '操作', en: 'Action' }, width: 20, value: (row) => row.action },
  { of: 'who', title: { zh: '人员', en: 'Who' }, width: 22, value: (row) => row.actor },
  { of: 'who', title: { zh: '机构', en: 'Organization' }, width: 26, value: (row) => row.organization },
  { of: 'object', title: { zh: '对象', en: 'Object' }, width: 14, value: (row) => row.objectKind },
  { of: 'object', title: { zh: '对象编号', en: 'Object id' }, width: 38, value: (row) => row.objectId },
  { of: 'address', title: { zh: '地址', en: 'Address' }, width: 16, value: (row) => row.address },
];

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join('、');
export const organizationColumns: ExportColumn<Organization>[] = [
  { title: { zh: '编号', en: 'Code' }, width: 18, value: (row) => row.id },
  { title: { zh: '名称', en: 'Name' }, width: 36, value: (row) => row.name },
  { title: { zh: '英文名', en: 'English name' }, width: 44, value: (row) => row.nameEn },
  { title: { zh: '简称', en: 'Short names' }, width: 24, value: (row) => row.shortNames.join('、') },
  { title: { zh: '地区代码', en: 'Region' }, width: 10, value: (row) => row.regionCode },
  {
    of: 'kind',
    title: { zh: '类别', en: 'Kind' },
    width: 16,
    value: (row, language) => organizationKindNames[row.kind as OrganizationKindName]?.[language] ?? row.kind,
  },
  { of: 'valid', title: { zh: '设立', en: 'From' }, width: 12, value: (row) => row.validFrom },
  { of: 'valid', title: { zh: '撤并', en: 'Until' }, width: 12, value: (row) => row.validTo },
  { of: 'line', title: { zh: '前身', en: 'Before' }, width: 30, value: (row) => names(row.predecessors) },
  { of: 'line', title: { zh: '后继', en: 'After' }, width: 30, value: (row) => names(row.successors) },
  { of: 'lead', title: { zh: '牵头任务', en: 'Leads' }, width: 10, value: (row) => row.leadCount },
  { of: 'joint', title: { zh: '参与任务', en: 'Takes part' }, width: 10, value: (row) => row.jointCount },
];

/** `all`: the regions of the day, by which those that follow are named. */
export function regionColumns(all: readonly Region[]): ExportColumn<Region>[] {
  const known = new Map(all.map((region) => [region.code, region]));
  const name = (code: string, language: Language) => nameIn(known.get(code) ?? { name: code }, language);
  return [
    { title: { zh: '名称', en: 'Name' }, width: 22, value: (row, language) => nameIn(row, language) },
    { of: 'code', title: { zh: '代码', en: 'Code' }, width: 10, value: (row) => row.code },
    {
      of: 'level',
      title: { zh: '层级', en: 'Level' },
      width: 16,
      value: (row, language) => regionLevelWords[row.level][language],
    },
    {
      of: 'level',
      title: { zh: '上级', en: 'Part of' },
      width: 18,
      value: (row, language) => row.parentCode && name(row.parentCode, language),
    },
    { of: 'valid', title: { zh: '起', en: 'From' }, width: 12, value: (row) => row.validFrom },
    { of: 'valid', title: { zh: '止', en: 'Until' }, width: 12, value: (row) => row.validTo },
    {
      of: 'change',
      title: { zh: '接续', en: 'Followed by' },
      width: 24,
      value: (row, language) =>
        row.successors.map((code) => name(code, language)).join(language === 'zh' ? '、' : ', '),
    },
    {
      of: 'change',
      title: { zh: '变更', en: 'Change' },
      width: 48,
      value: (row, language) => row.note?.[language] ?? null,
    },
  ];
}
