/** The life of a task. The program moves units by itself when an organization is reformed (`take-over`). */
import { type Lifecycle, type WorkState, workStateWords } from '../../../packages/contract/index.ts';

export type TaskPart = 'issuer' | 'lead' | 'joint';
export type TaskAction =
  | 'issue'
  | 'accept'
  | 'decline'
  | 'submit'
  | 'withdraw'
  | 'return'
  | 'complete'
  | 'extend'
  | 'remind'
  | 'reopen'
  | 'cancel'
  | 'take-over'
  | 'edit'
  | 'change-joint';

export const taskLifecycle: Lifecycle<WorkState, TaskAction, TaskPart> = {
  kind: 'task',
  zh: '任务',
  en: 'task',
  initial: 'draft',
  path: ['draft', 'issued', 'underway', 'submitted', 'done'],
  states: {
    draft: { ...workStateWords.draft, tone: 'plain' },
    issued: { ...workStateWords.issued, tone: 'wait' },
    declined: { ...workStateWords.declined, tone: 'wait' },
    underway: { ...workStateWords.underway, tone: 'plain' },
    submitted: { ...workStateWords.submitted, tone: 'wait' },
    done: { ...workStateWords.done, tone: 'good', ends: true },
    cancelled: { ...workStateWords.cancelled, tone: 'bad', ends: true },
  },
  parts: {
    issuer: { zh: '交办单位', en: 'the issuing unit' },
    lead: { zh: '牵头单位', en: 'the lead unit' },
    joint: { zh: '配合单位', en: 'a joint unit' },
  },
  transitions: {
    issue: { zh: '下达', en: 'Give out', from: ['draft', 'declined'], to: 'issued', by: ['issuer'], due: 'optional' },
    accept: { zh: '签收', en: 'Accept', from: ['issued'], to: 'underway', by: ['lead'] },
    decline: {
      zh: '退回改派',
      en: 'Decline',
      from: ['issued'],
      to: 'declined',
      by: ['lead'],
      comment: 'required',
      grave: true,
    },
    submit: { zh: '提交办结', en: 'Hand in', from: ['underway'], to: 'submitted', by: ['lead'], comment: 'optional' },
    withdraw: { zh: '撤回', en: 'Take back', from: ['submitted'], to: 'underway', by: ['lead'] },
    complete: {
      zh: '办结',
      en: 'Confirm as done',
      from: ['submitted'],
      to: 'done',
      by: ['issuer'],
      comment: 'optional',
      fourEyes: ['submit'],
    },
    return: {
      zh: '退回',
      en: 'Return',
      from: ['submitted'],
      to: 'underway',
      by: ['issuer'],
      comment: 'required',
      due: 'optional',
      grave: true,
    },
    remind: { zh: '催办', en: 'Remind', from: ['issued', 'underway'], to: null, by: ['issuer'], comment: 'optional' },
    extend: {
      zh: '延期',
      en: 'Extend',
      from: ['issued', 'underway'],
      to: null,
      by: ['issuer'],
      comment: 'required',
      due: 'required',
    },
    reopen: {
      zh: '重新办理',
      en: 'Reopen',
      from: ['done'],
      to: 'underway',
      by: ['issuer'],
      comment: 'required',
      due: 'required',
      grave: true,
    },
    cancel: {
      zh: '撤销',
      en: 'Cancel',
      from: ['draft', 'issued', 'declined', 'underway', 'submitted'],
      to: 'cancelled',
      by: ['issuer'],
      comment: 'required',
      grave: true,
    },
    // These two through their own forms, which check who may.
    'change-joint': { zh: '调整配合单位', en: 'Change joint units', from: ['issued', 'underway'], to: null, by: [] },
    edit: { zh: '修改', en: 'Edit', from: ['draft', 'declined'], to: null, by: [] },
    'take-over': {
      zh: '机构改革承接',
      en: 'Taken over after a reform',
      from: ['draft', 'issued', 'declined', 'underway', 'submitted'],
      to: null,
      by: [],
    },
  },
};
