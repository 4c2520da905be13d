import type { Lifecycle } from '../../../packages/contract/index.ts';

type State = 'proposed' | 'approved' | 'rejected' | 'withdrawn';
type Action = 'approve' | 'reject' | 'withdraw';
type Part = 'proposer' | 'approver';

/** Who proposes does not decide: the approver is another person of the plan's own office. */
export const amendmentLifecycle: Lifecycle<State, Action, Part> = {
  kind: 'amendment',
  zh: '规划修订',
  en: 'Plan amendment',
  initial: 'proposed',
  path: ['proposed', 'approved'],
  states: {
    proposed: { zh: '待批准', en: 'Proposed', tone: 'wait' },
    approved: { zh: '已批准', en: 'Approved', tone: 'good', ends: true },
    rejected: { zh: '未批准', en: 'Rejected', tone: 'bad', ends: true },
    withdrawn: { zh: '已撤回', en: 'Withdrawn', tone: 'plain', ends: true },
  },
  parts: {
    proposer: { zh: '提出人', en: 'who proposed it' },
    approver: { zh: '本级机关的另一名负责人', en: 'another officer of the same office' },
  },
  transitions: {
    approve: { zh: '批准', en: 'Approve', from: ['proposed'], to: 'approved', by: ['approver'], comment: 'optional' },
    reject: {
      zh: '不批准',
      en: 'Reject',
      from: ['proposed'],
      to: 'rejected',
      by: ['approver'],
      comment: 'required',
      grave: true,
    },
    withdraw: {
      zh: '撤回',
      en: 'Withdraw',
      from: ['proposed'],
      to: 'withdrawn',
      by: ['proposer'],
      comment: 'optional',
      grave: true,
    },
  },
};
