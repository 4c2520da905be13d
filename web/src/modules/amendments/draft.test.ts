import { expect, test } from 'vitest';
import type { TargetRow, Task } from '../../app/contract.ts';
import { type DraftChange, readChange, targetStart, taskStart } from './draft.ts';

const target = { id: 't', comparator: '>=', value: '95', valueHigh: null, dueOn: '2025-12-31' } as TargetRow;
const task = {
  id: 'r',
  title: '任务',
  lead: { name: '省质监局', organizationId: null },
  joint: [] as Task['joint'],
} as Task;
const draft = (kind: DraftChange['kind'], more: object): DraftChange => ({
  key: 1,
  kind,
  id: '',
  repeal: false,
  ...more,
});
const read = (one: DraftChange) => readChange(one, [target], [task]);

test('only what differs is proposed; nothing different is a fault', () => {
  const same = draft('target', { id: 't', ...targetStart(target) });
  expect(read(same)).toEqual({ faults: { id: 'nothing' } });
  expect(read({ ...same, value: '９６' })).toEqual({
    change: { kind: 'target.set', target: 't', fields: { value: '96' } },
  });
  expect(read({ ...same, value: '多' })).toEqual({ faults: { value: 'badNumber' } });
  expect(read({ ...same, repeal: true })).toEqual({ change: { kind: 'target.repeal', target: 't' } });
});
test('a task: units split, lead taken away', () => {
  const same = draft('task', { id: 'r', ...taskStart(task) });
  expect(read({ ...same, lead: '', joint: '省财政厅，省科技厅' })).toEqual({
    change: { kind: 'task.set', task: 'r', fields: { lead: null, joint: ['省财政厅', '省科技厅'] } },
  });
});
test('what is added needs a name', () => {
  expect(read(draft('newTask', {}))).toEqual({ faults: { title: 'required' } });
  expect(read(draft('newTarget', { value: '1' }))).toEqual({ faults: { indicator: 'required', dueOn: 'required' } });
});
