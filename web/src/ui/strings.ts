import type { Status } from '../app/contract.ts';
import { defineStrings } from '../app/i18n.ts';

export const statusOrder = [
  'reached',
  'on-track',
  'at-risk',
  'off-track',
  'missed',
  'no-data',
] as const satisfies readonly Status[];

/** How loud a finding speaks: an error in seal, a doubt in amber, a hint in plain. */
export function severityClass(kind: 'tag' | 'note', severity: string): string {
  if (severity === 'error') return `${kind} bad`;
  return severity === 'warning' ? `${kind} doubt` : kind;
}

export const useStatusStrings = defineStrings(
  'status',
  {
    reached: '已达成',
    'on-track': '按期',
    'at-risk': '有风险',
    'off-track': '滞后',
    missed: '未达成',
    'no-data': '无数据',
    distribution: '各状态目标数：',
    new: '期内新增',
    cumulative: '累计',
    level: '水平',
    rate: '比率',
    by: '到 {{year}} 年',
    within: '{{year}} 年内',
    each: '每年',
    eachUntil: '每年，至 {{year}} 年',
    error: '错误',
    warning: '存疑',
    info: '提示',
  },
  {
    reached: 'Reached',
    'on-track': 'On track',
    'at-risk': 'At risk',
    'off-track': 'Off track',
    missed: 'Missed',
    'no-data': 'No data',
    distribution: 'Targets by status: ',
    new: 'New in period',
    cumulative: 'Cumulative',
    level: 'Level',
    rate: 'Rate',
    by: 'By {{year}}',
    within: 'Within {{year}}',
    each: 'Each year',
    eachUntil: 'Each year until {{year}}',
    error: 'Error',
    warning: 'Doubt',
    info: 'Hint',
  },
);
