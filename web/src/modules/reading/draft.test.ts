import { expect, test } from 'vitest';
import { differing, readTarget, readTask, targetDraft, taskDraft } from './draft.ts';

const target = {
  indicator: '满意度',
  comparator: '>=',
  value: '81.9',
  valueHigh: null,
  unit: '分',
  year: 2019,
  period: 'by',
  kind: 'level',
} as const;

test('what is untouched differs in nothing', () => {
  const { values, faults } = readTarget(targetDraft(target));
  expect(faults).toEqual({});
  expect(differing(values, target)).toEqual({});
});
test('numbers are read as people type them', () => {
  const { values } = readTarget({ ...targetDraft(target), value: '１，２００', year: '２０２０' });
  expect(differing(values, target)).toEqual({ value: '1200', year: 2020 });
});
test('faults name their field', () => {
  const { faults } = readTarget({ ...targetDraft(target), indicator: ' ', value: '9', valueHigh: '5', year: '19' });
  expect(faults).toEqual({ indicator: 'required', valueHigh: 'badRange', year: 'badYear' });
});
test('joint units are split at any mark', () => {
  expect(
    readTask({ ...taskDraft({ title: '任务' }), joint: '省财政厅、省科技厅，省教育厅' }).values.joint,
  ).toHaveLength(3);
  expect(readTarget({ ...targetDraft(target), value: '九成' }).faults).toEqual({ value: 'badNumber' });
  expect(readTask(taskDraft({})).faults).toEqual({ title: 'required' });
});
