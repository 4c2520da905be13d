import { defineStrings } from './i18n.ts';

export const useSearchStrings = defineStrings(
  'search',
  {
    plan: '规划',
    clause: '条款',
    task: '任务',
    'plan-task': '规划任务',
    slip: '督办单',
    target: '目标',
    organization: '机构',
    region: '行政区划',
    document: '文件',
    label: '搜索（按 / 键）',
    placeholderShort: '搜索',
    placeholder: '搜索规划、任务、指标、机构…',
    results: '搜索结果',
    recent: '最近搜索',
    forget: '清除',
    all: '查看“{{q}}”的全部结果',
    none: '没有找到“{{q}}”',
    noneHint: '可试少几个字，或用拼音、首字母（如 zlts）。',
    start: '输入要找的内容',
    startHint: '可以输入规划、任务、指标、机构、行政区划和文件中的词，也可以用拼音或首字母。',
    startPublic: '可以输入规划、任务与指标中的词，也可以用拼音或首字母。',
    failed: '暂时不能搜索，请稍后再试',
    title: '搜索',
    found: '“{{q}}”：找到 {{total}} 条',
    foundMore: '“{{q}}”：超过 {{total}} 条，请再加几个字',
    moreOfKind: '全部 {{total}} 条',
    allKinds: '全部',
    internal: '内部',
    restricted: '限定',
    pinyin: '按拼音',
    initials: '按首字母',
    hits: '{{total}} 个结果',
  },
  {
    plan: 'Plans',
    clause: 'Clauses',
    task: 'Tasks',
    'plan-task': 'Plan tasks',
    slip: 'Supervision slips',
    target: 'Targets',
    organization: 'Organizations',
    region: 'Regions',
    document: 'Documents',
    label: 'Search (press /)',
    placeholderShort: 'Search',
    placeholder: 'Search plans, tasks, indicators…',
    results: 'Search results',
    recent: 'Recent searches',
    forget: 'Clear',
    all: 'All results for “{{q}}”',
    none: 'Nothing found for “{{q}}”',
    noneHint: 'Try fewer words, or pinyin or its initials (such as zlts).',
    start: 'Type what you look for',
    startHint:
      'Words of plans, tasks, indicators, organizations, regions and documents; pinyin and its initials work too.',
    startPublic: 'Words of plans, tasks and indicators; pinyin and its initials work too.',
    failed: 'Search does not answer just now; try again shortly',
    title: 'Search',
    found: '“{{q}}”: {{total}} found',
    foundMore: '“{{q}}”: more than {{total}}; add a word',
    moreOfKind: 'All {{total}}',
    allKinds: 'All',
    internal: 'internal',
    restricted: 'restricted',
    pinyin: 'by pinyin',
    initials: 'by initials',
    hits: '{{total}} results',
  },
);

/** What the public face has pages for. */
export const publicKinds = ['plan', 'clause', 'plan-task', 'target'];
const known = ['plan', 'clause', 'plan-task', 'task', 'slip', 'target', 'organization', 'region', 'document'] as const;

/** A kind that this version of the face has no word for is shown by its own name. */
export function useKindWord(): (kind: string) => string {
  const t = useSearchStrings();
  return (kind) => ((known as readonly string[]).includes(kind) ? t(kind as (typeof known)[number]) : kind);
}
