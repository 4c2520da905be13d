/** The life of a supervision slip (督办单): issued, answered by the lead unit, closed by whoever supervises. */
import type { Lifecycle } from '../../../packages/contract/index.ts';

export type SlipState = 'issued' | 'answered' | 'closed';
export const slipLifecycle: Lifecycle<SlipState, 'answer' | 'return' | 'close', 'issuer' | 'lead'> = {
  kind: 'slip',
  zh: '督办单',
  en: 'supervision slip',
  initial: 'issued',
  path: ['issued', 'answered', 'closed'],
  states: {
    issued: { zh: '待回复', en: 'to be answered', tone: 'wait' },
    answered: { zh: '已回复', en: 'answered', tone: 'wait' },
    closed: { zh: '已销号', en: 'closed', tone: 'good', ends: true },
  },
  parts: {
    issuer: { zh: '督办单位', en: 'the supervising office' },
    lead: { zh: '被督办单位', en: 'the supervised unit' },
  },
  transitions: {
    answer: { zh: '回复整改情况', en: 'Answer', from: ['issued'], to: 'answered', by: ['lead'], comment: 'required' },
    return: {
      zh: '退回重报',
      en: 'Ask again',
      from: ['answered'],
      to: 'issued',
      by: ['issuer'],
      comment: 'required',
      due: 'required',
      grave: true,
    },
    close: {
      zh: '销号',
      en: 'Close',
      from: ['answered', 'issued'],
      to: 'closed',
      by: ['issuer'],
      comment: 'optional',
      fourEyes: ['answer'],
    },
  },
};
