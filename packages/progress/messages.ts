import type { RuleId } from './types.ts';

/** One sentence for each rule; names in braces are filled from the parameters. */
export const ruleMessages: Record<RuleId, { zh: string; en: string }> = {
  'no-observation': {
    zh: '截至{asOf}没有可用的观测值。',
    en: 'No observation was known by {asOf}.',
  },
  'due-observation-missing': {
    zh: '已过{dueDate}，但截至{asOf}还没有该期的观测值。',
    en: '{dueDate} has passed, but by {asOf} no observation of that period was known.',
  },
  final: {
    zh: '{date}的观测值为{value}，目标值为{target}。',
    en: 'The value of {date} is {value}, the target {target}.',
  },
  'met-early': {
    zh: '{date}已累计达到{value}，提前完成目标值{target}。',
    en: 'By {date} the total was {value}; the target of {target} is met early.',
  },
  'keep-holds': {
    zh: '保持类目标：各期观测值均符合{target}，最近一期（{date}）为{value}。',
    en: 'To be kept: every observed period meets {target}, the latest ({date}) with {value}.',
  },
  'keep-broken': {
    zh: '保持类目标：{date}的观测值{value}不符合{target}。',
    en: 'To be kept: the value of {date}, {value}, does not meet {target}.',
  },
  'keep-was-broken': {
    zh: '保持类目标：{brokenOn}曾不符合{target}，最近一期（{date}）为{value}，已恢复。',
    en: 'To be kept: {brokenOn} did not meet {target}; the latest period ({date}) does again with {value}.',
  },
  'path-ahead': {
    zh: '{date}的观测值为{value}，不落后于路径值{expected}。',
    en: 'The value of {date} is {value}, not behind the path of {expected}.',
  },
  'path-behind-little': {
    zh: '{date}的观测值为{value}，落后路径值{expected}，差距在{band}以内。',
    en: 'The value of {date} is {value}, behind the path of {expected} by no more than {band}.',
  },
  'path-behind-far': {
    zh: '{date}的观测值为{value}，落后路径值{expected}超过{band}。',
    en: 'The value of {date} is {value}, behind the path of {expected} by more than {band}.',
  },
  'no-path': {
    zh: '没有基期值，不能推算路径；只能与目标值{target}比较，最近一期（{date}）为{value}。',
    en: 'Without a baseline there is no path; the latest value ({date}), {value}, can only be compared with the target {target}.',
  },
};
