/**
 * The words of states, statuses and kinds, for pages, files and notices alike. No schema here: the web reads this file
 * itself.
 */
import type { DocumentRow, Status, TargetKind, TargetPeriod } from './api.ts';
import type { Message } from './basics.ts';
import type { PairState } from './comparison.ts';
import type { PersonRow } from './people.ts';
import type { Role } from './permissions.ts';
import type { Region } from './registers.ts';
import type { Light, WorkState } from './work.ts';

export type Language = keyof Message;
type Words<K extends string> = Record<K, Message>;

/** The same words in one language. */
export function wordsIn<K extends string>(words: Words<K>, language: Language): Record<K, string> {
  const entries = Object.entries(words) as [K, Message][];
  return Object.fromEntries(entries.map(([key, word]) => [key, word[language]])) as Record<K, string>;
}

/** Something with a name in two languages; where English is missing the Chinese one stands. */
export const nameIn = (named: { name: string; nameEn?: string | null }, language: Language): string =>
  (language === 'en' && named.nameEn) || named.name;

export const statusWords: Words<Status> = {
  reached: { zh: '已达成', en: 'Reached' },
  'on-track': { zh: '按期', en: 'On track' },
  'at-risk': { zh: '有风险', en: 'At risk' },
  'off-track': { zh: '滞后', en: 'Off track' },
  missed: { zh: '未达成', en: 'Missed' },
  'no-data': { zh: '无数据', en: 'No data' },
};

export const targetKindWords: Words<TargetKind> = {
  new: { zh: '期内新增', en: 'New in period' },
  cumulative: { zh: '累计', en: 'Cumulative' },
  level: { zh: '水平', en: 'Level' },
  rate: { zh: '比率', en: 'Rate' },
};

/** By when a target is due: 到 2020 年, 2020 年内, 每年，至 2020 年. */
export function dueWords(
  target: { period: TargetPeriod; year: number | null; dueOn: string },
  language: Language,
): string {
  const { period, dueOn } = target;
  if (period === 'each' && target.year === null) return language === 'zh' ? '每年' : 'Each year';
  const inYear = !dueOn.endsWith('-12-31');
  const zh = inYear ? dueOn : `${target.year ?? dueOn.slice(0, 4)} 年`;
  const en = inYear ? dueOn : `${target.year ?? dueOn.slice(0, 4)}`;
  const words: Words<TargetPeriod> = {
    by: { zh: `到 ${zh}`, en: `By ${en}` },
    within: inYear ? { zh: `${zh} 前`, en: `By ${en}` } : { zh: `${zh}内`, en: `Within ${en}` },
    each: { zh: `每年，至 ${zh}`, en: `Each year until ${en}` },
  };
  return words[period][language];
}

export const workStateWords: Words<WorkState> = {
  draft: { zh: '待下达', en: 'draft' },
  issued: { zh: '待签收', en: 'to be accepted' },
  declined: { zh: '退回改派', en: 'declined' },
  underway: { zh: '办理中', en: 'under way' },
  submitted: { zh: '待审核', en: 'to be checked' },
  done: { zh: '已办结', en: 'done' },
  cancelled: { zh: '已撤销', en: 'cancelled' },
};

export const lightWords: Words<Light> = {
  green: { zh: '按期', en: 'in time' },
  yellow: { zh: '逾期补办', en: 'caught up late' },
  red: { zh: '逾期', en: 'late' },
  none: { zh: '未亮灯', en: 'no light' },
};

export const roleWords: Words<Role> = {
  administrator: { zh: '管理员', en: 'Administrator' },
  officer: { zh: '经办', en: 'Officer' },
  reporter: { zh: '填报', en: 'Reporter' },
  viewer: { zh: '只读', en: 'Viewer' },
  auditor: { zh: '审计', en: 'Auditor' },
};

export const personStateWords: Words<PersonRow['state']> = {
  active: { zh: '可登录', en: 'Can sign in' },
  locked: { zh: '已锁定', en: 'Locked' },
  disabled: { zh: '已停用', en: 'Disabled' },
  'no-post': { zh: '无有效岗位', en: 'No valid post' },
};

export const visibilityWords: Words<'public' | 'internal' | 'restricted'> = {
  public: { zh: '公开', en: 'Public' },
  internal: { zh: '内部', en: 'Internal' },
  restricted: { zh: '受限', en: 'Restricted' },
};

export const regionLevelWords: Words<Region['level']> = {
  province: { zh: '省', en: 'Province' },
  city: { zh: '设区市', en: 'City' },
  county: { zh: '县（市、区）', en: 'County or district' },
};

export const storageWords: Words<DocumentRow['storage']> = {
  stored: { zh: '已存入', en: 'Stored' },
  linked: { zh: '登记引用', en: 'Linked' },
};

export const pairStateWords: Words<PairState> = {
  same: { zh: '相同', en: 'Same' },
  changed: { zh: '有改动', en: 'Changed' },
  added: { zh: '新增', en: 'Added' },
  removed: { zh: '删去', en: 'Removed' },
};
