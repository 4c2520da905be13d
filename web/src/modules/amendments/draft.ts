/** What is typed into an amendment, and the changes that it means. Pure. */
import type { AmendmentChange, TargetRow, Task } from '../../app/contract.ts';

export type DraftChange = {
  key: number;
  kind: 'target' | 'task' | 'newTarget' | 'newTask';
  id: string;
  repeal: boolean;
} & Record<string, string | number | boolean>;
export type Draft = { reason: string; basis: string; effectiveOn: string; changes: DraftChange[] };
export type Fault = 'required' | 'badNumber' | 'nothing';

const number = (text: unknown) =>
  String(text ?? '')
    .normalize('NFKC')
    .replace(/[,，\s]/g, '');
const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);
const names = (text: unknown) =>
  String(text ?? '')
    .split(/[、，,;；\n]/)
    .map((name) => name.trim())
    .filter(Boolean);

export const targetStart = (target: TargetRow) => ({
  comparator: target.comparator,
  value: target.value,
  valueHigh: target.valueHigh ?? '',
  dueOn: target.dueOn,
});
export const taskStart = (task: Task) => ({
  title: task.title,
  lead: task.lead?.name ?? '',
  joint: task.joint.map((unit) => unit.name).join('、'),
});

type Read = { change: AmendmentChange } | { faults: Record<string, Fault> };

/** One change, or what is wrong with it by field. */
export function readChange(draft: DraftChange, targets: readonly TargetRow[], tasks: readonly Task[]): Read {
  if (draft.kind === 'target') return readTarget(draft, targets);
  if (draft.kind === 'task') return readTask(draft, tasks);
  if (draft.kind === 'newTarget') return readNewTarget(draft);
  const title = String(draft.title ?? '').trim();
  if (!title) return { faults: { title: 'required' } };
  const added = { title, clause: '', lead: String(draft.lead ?? '').trim() || null, joint: names(draft.joint) };
  return { change: { kind: 'task.add', added } };
}

function readTarget(draft: DraftChange, targets: readonly TargetRow[]): Read {
  const now = targets.find((target) => target.id === draft.id);
  if (!now) return { faults: { id: 'required' } };
  if (draft.repeal) return { change: { kind: 'target.repeal', target: now.id } };
  const value = number(draft.value);
  const high = number(draft.valueHigh);
  const faults: Record<string, Fault> = {};
  if (!isNumber(value)) faults.value = 'badNumber';
  if (high && !isNumber(high)) faults.valueHigh = 'badNumber';
  if (!draft.dueOn) faults.dueOn = 'required';
  if (Object.keys(faults).length > 0) return { faults };
  const fields = {
    ...(value === now.value ? {} : { value }),
    ...((high || null) === now.valueHigh ? {} : { valueHigh: high || null }),
    ...(draft.comparator === now.comparator ? {} : { comparator: draft.comparator as TargetRow['comparator'] }),
    ...(draft.dueOn === now.dueOn ? {} : { dueOn: String(draft.dueOn) }),
  };
  if (Object.keys(fields).length === 0) return { faults: { id: 'nothing' } };
  return { change: { kind: 'target.set', target: now.id, fields } };
}

function readTask(draft: DraftChange, tasks: readonly Task[]): Read {
  const now = tasks.find((task) => task.id === draft.id);
  if (!now) return { faults: { id: 'required' } };
  if (draft.repeal) return { change: { kind: 'task.repeal', task: now.id } };
  const title = String(draft.title ?? '').trim();
  if (!title) return { faults: { title: 'required' } };
  const lead = String(draft.lead ?? '').trim() || null;
  const joint = names(draft.joint);
  const fields = {
    ...(title === now.title ? {} : { title }),
    ...(lead === (now.lead?.name ?? null) ? {} : { lead }),
    ...(joint.join('、') === now.joint.map((unit) => unit.name).join('、') ? {} : { joint }),
  };
  if (Object.keys(fields).length === 0) return { faults: { id: 'nothing' } };
  return { change: { kind: 'task.set', task: now.id, fields } };
}

function readNewTarget(draft: DraftChange): Read {
  const value = number(draft.value);
  const faults: Record<string, Fault> = {};
  const indicator = String(draft.indicator ?? '').trim();
  if (!indicator) faults.indicator = 'required';
  if (!isNumber(value)) faults.value = 'badNumber';
  if (!draft.dueOn) faults.dueOn = 'required';
  if (Object.keys(faults).length > 0) return { faults };
  return {
    change: {
      kind: 'target.add',
      added: {
        indicator,
        unit: String(draft.unit ?? '').trim(),
        comparator: (draft.comparator || '>=') as TargetRow['comparator'],
        value,
        valueHigh: null,
        kind: (draft.counted || 'level') as TargetRow['kind'],
        period: 'by',
        dueOn: String(draft.dueOn),
        region: null,
        breakdown: '',
        clause: '',
        lead: String(draft.lead ?? '').trim() || null,
      },
    },
  };
}
