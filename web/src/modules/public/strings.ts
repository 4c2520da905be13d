import { defineStrings } from '../../app/i18n.ts';

export const usePublicStrings = defineStrings(
  'public',
  {
    title: '质量规划进展',
    lead: '规划定了什么、走到哪一步、依据是什么：每个数字都可以点开查证。',
    searchLabel: '搜索指标或单位',
    search: '例如：空气质量、合格率、满意度',
    go: '搜索',
    all: '项公开目标',
    byStatus: '按状态查看',
    byPlan: '按规划查看',
    targets: '{{count}} 项目标',
    none: '还没有公开的规划',
    noneHint: '规划公开后会列在这里。',
    how: '状态怎样判断',
    howText: '每个目标按公开的规则判断：把最新观测值与当日应达到的值相比；点开目标可看规则、数值和规划条款。',
  },
  {
    title: 'Progress of quality plans',
    lead: 'What the plans set, how far it got, and on what grounds: every number can be opened and checked.',
    searchLabel: 'Search indicators or units',
    search: 'e.g. air quality, pass rate, satisfaction',
    go: 'Search',
    all: 'public targets',
    byStatus: 'By status',
    byPlan: 'By plan',
    targets: '{{count}} targets',
    none: 'No public plans yet',
    noneHint: 'Plans are listed here once they are public.',
    how: 'How status is judged',
    howText:
      'Each target follows a published rule: the latest value against what was expected by the day. Open a target for rule, values and clause.',
  },
);
