/** What is typed into the form of a target or task, and what it means. Pure. */
import type { ReadTarget, ReadTask, TargetPatch, TaskPatch } from '../../app/contract.ts';

export type TargetDraft = {
  indicator: string;
  comparator: ReadTarget['comparator'];
  value: string;
  valueHigh: string;
  unit: string;
  year: string;
  period: ReadTarget['period'];
  kind: ReadTarget['kind'];
};
export type TaskDraft = { title: string; lead: string; joint: string };
/** Field → key of the words that say what is wrong. */
export type Faults = Partial<Record<string, 'badNumber' | 'badRange' | 'required' | 'badYear'>>;

/** Digits of the full width, commas and spaces are how people type numbers. */
const plainNumber = (text: string) => text.normalize('NFKC').replace(/[,，\s]/g, '');
const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text);

export const targetDraft = (target: Partial<ReadTarget>): TargetDraft => ({
  indicator: target.indicator ?? '',
  comparator: target.comparator ?? '>=',
  value: target.value ?? '',
  valueHigh: target.valueHigh ?? '',
  unit: target.unit ?? '',
  year: target.year ? String(target.year) : '',
  period: target.period ?? 'by',
  kind: target.kind ?? 'level',
});
export const taskDraft = (task: Partial<ReadTask>): TaskDraft => ({
  title: task.title ?? '',
  lead: task.lead ?? '',
  joint: (task.joint ?? []).join('、'),
});

export function readTarget(draft: TargetDraft): {
  values: Required<Pick<TargetPatch, keyof TargetDraft>>;
  faults: Faults;
} {
  const value = plainNumber(draft.value);
  const high = plainNumber(draft.valueHigh);
  const year = plainNumber(draft.year);
  const faults: Faults = {};
  if (!draft.indicator.trim()) faults.indicator = 'required';
  if (!isNumber(value)) faults.value = 'badNumber';
  if (high && !isNumber(high)) faults.valueHigh = 'badNumber';
  else if (high && Number(high) < Number(value)) faults.valueHigh = 'badRange';
  if (year && !/^(19|20)\d\d$/.test(year)) faults.year = 'badYear';
  const { comparator, period, kind } = draft;
  return {
    faults,
    values: {
      indicator: draft.indicator.trim(),
      comparator,
      value,
      valueHigh: high || null,
      unit: draft.unit.trim() || null,
      year: year ? Number(year) : null,
      period,
      kind,
    },
  };
}

export function readTask(draft: TaskDraft): { values: Required<Pick<TaskPatch, keyof TaskDraft>>; faults: Faults } {
  const joint = draft.joint.split(/[、，,;；\n]/).map((name) => name.trim());
  return {
    faults: draft.title.trim() ? {} : { title: 'required' },
    values: { title: draft.title.trim(), lead: draft.lead.trim(), joint: joint.filter(Boolean) },
  };
}

/** Only what differs from what is there now. */
export function differing<T extends object>(values: T, now: object): Partial<T> {
  const before = now as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(values).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field] ?? null)),
  ) as Partial<T>;
}
