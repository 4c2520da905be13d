import { defineStrings } from '../../app/i18n.ts';

export const useLedgerStrings = defineStrings(
  'ledger',
  {
    plans: '规划',
    plan: '规划详情',
    title: '分解表',
    tasks: '任务分解表',
    targets: '指标分解表',
    empty: '这张表还没有内容',
    emptyHint: '规划中没有读出这一类内容；可在核读页补充，或提出修订。',
  },
  {
    plans: 'Plans',
    plan: 'The plan',
    title: 'Ledger',
    tasks: 'Tasks',
    targets: 'Indicators',
    empty: 'This table is empty',
    emptyHint: 'Nothing of this kind was read in the plan; add it in the review or by an amendment.',
  },
);
