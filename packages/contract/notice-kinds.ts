/** What a person can be told about; a module that tells something new adds its line. */
export const noticeKinds: Record<string, { zh: string; en: string }> = {
  'task.issue': { zh: '任务下达', en: 'Task given out' },
  'task.take': { zh: '任务签收', en: 'Task taken' },
  'task.report': { zh: '进展填报', en: 'Progress reported' },
  'task.return': { zh: '填报退回', en: 'Report sent back' },
  'task.due': { zh: '临近到期', en: 'Due soon' },
  'task.late': { zh: '任务逾期', en: 'Task late' },
  'slip.issue': { zh: '督办单', en: 'Supervision slip' },
  'job.done': { zh: '作业完成', en: 'Job finished' },
  'notice.test': { zh: '测试', en: 'Test' },
};
