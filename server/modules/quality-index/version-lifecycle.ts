import type { Lifecycle } from '../../../packages/contract/index.ts';

type State = 'draft' | 'proposed' | 'adopted' | 'retired';
type Action = 'propose' | 'return' | 'adopt' | 'retire';
type Part = 'editor' | 'approver';

/** Who changed a method last, or proposed it, does not adopt it: the approver is another person of the same office. */
export const versionLifecycle: Lifecycle<State, Action, Part> = {
  kind: 'index-version',
  zh: '指数方案',
  en: 'Index scheme',
  initial: 'draft',
  path: ['draft', 'proposed', 'adopted'],
  states: {
    draft: { zh: '编制中', en: 'Draft', tone: 'plain' },
    proposed: { zh: '待采用', en: 'Proposed', tone: 'wait' },
    adopted: { zh: '已采用', en: 'Adopted', tone: 'good' },
    retired: { zh: '已被取代', en: 'Replaced', tone: 'plain', ends: true },
  },
  parts: {
    editor: { zh: '本级机关负责人', en: 'an officer of the office' },
    approver: { zh: '本级机关的另一名负责人', en: 'another officer of the same office' },
  },
  transitions: {
    propose: { zh: '提请采用', en: 'Propose', from: ['draft'], to: 'proposed', by: ['editor'], comment: 'optional' },
    return: {
      zh: '退回修改',
      en: 'Return',
      from: ['proposed'],
      to: 'draft',
      by: ['editor', 'approver'],
      comment: 'required',
      grave: true,
    },
    adopt: {
      zh: '采用',
      en: 'Adopt',
      from: ['proposed'],
      to: 'adopted',
      by: ['approver'],
      comment: 'optional',
      fourEyes: ['propose'],
    },
    retire: { zh: '由新版本取代', en: 'Replace by a new version', from: ['adopted'], to: 'retired', by: [] },
  },
};
