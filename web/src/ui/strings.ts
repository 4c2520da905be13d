import { type Status, statusWords, targetKindWords, wordsIn } from '../app/contract.ts';
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
    ...wordsIn(statusWords, 'zh'),
    ...wordsIn(targetKindWords, 'zh'),
    distribution: '各状态目标数：',
    error: '错误',
    warning: '存疑',
    info: '提示',
  },
  {
    ...wordsIn(statusWords, 'en'),
    ...wordsIn(targetKindWords, 'en'),
    distribution: 'Targets by status: ',
    error: 'Error',
    warning: 'Doubt',
    info: 'Hint',
  },
);
