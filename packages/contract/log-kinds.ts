/** One line a kind of act; `subject` of its entries is a path of the public face without its slash in front. */
export const logKinds = {
  'plan.adopted': { zh: '采纳规划', en: 'Plan adopted' },
  'plan.amended': { zh: '修订规划', en: 'Plan amended' },
  'observations.published': { zh: '公布观测值', en: 'Observations published' },
  'index.run-published': { zh: '公布指数', en: 'Index published' },
  'index.run-withdrawn': { zh: '撤回指数', en: 'Index withdrawn' },
  'epcis.captured': { zh: '追溯事件入库', en: 'Traceability events captured' },
  'log.renewed': { zh: '日志更新', en: 'Log renewed' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** Is there public content behind an entry, to be had from /log/content? */
export const hasContent = (entry: { kind: string; statement: Record<string, unknown> }): boolean =>
  typeof entry.statement.content === 'string' || entry.kind === 'observations.published';

export type LogKind = keyof typeof logKinds;
