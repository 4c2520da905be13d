import { Select } from 'antd';
import type { TargetRow, Task } from '../../app/contract.ts';
import { useLanguage } from '../../app/i18n.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatTarget } from '../../ui/format.ts';
import { useStatusStrings } from '../../ui/strings.ts';
import { type DraftChange, type Fault, targetStart, taskStart } from './draft.ts';
import { useAmendmentStrings } from './strings.ts';

type Props = {
  change: DraftChange;
  targets: TargetRow[];
  tasks: Task[];
  faults: Record<string, Fault>;
  onChange: (change: DraftChange) => void;
  onRemove: () => void;
};
type TextField = 'value' | 'valueHigh' | 'indicator' | 'unit' | 'lead' | 'joint' | 'title';

/** One change: what it is about, and the fields of it. */
export function ChangeCard({ change, targets, tasks, faults, onChange, onRemove }: Props) {
  const t = useAmendmentStrings();
  const words = useStatusStrings();
  const language = useLanguage();
  const put = (patch: Record<string, string | boolean>) => onChange({ ...change, ...patch } as DraftChange);
  const kind = { target: 'target.set', task: 'task.set', newTarget: 'target.add', newTask: 'task.add' } as const;
  const old = change.kind === 'target' || change.kind === 'task';
  const target = targets.find((one) => one.id === change.id);
  const options =
    change.kind === 'target'
      ? targets.map((one) => ({
          value: one.id,
          label: `${one.code} ${one.indicator}${one.breakdown ? `（${one.breakdown}）` : ''} ${formatTarget(one, language)}${one.unit} · ${one.region.name}`,
        }))
      : tasks.map((one) => ({ value: one.id, label: `${one.code} ${one.title}` }));
  const choose = (id: string) => {
    const task = tasks.find((one) => one.id === id);
    const found = targets.find((one) => one.id === id);
    onChange({ ...change, ...(found ? targetStart(found) : task ? taskStart(task) : {}), id } as DraftChange);
  };
  const text = (field: TextField, wide = false) => (
    <Field
      label={field === 'title' ? t('taskTitle') : field === 'joint' ? `${t('joint')}（${t('jointHint')}）` : t(field)}
      wide={wide}
      fault={faults[field] && t(faults[field])}
    >
      {(id, described) => (
        <input
          id={id}
          className="input"
          aria-describedby={described}
          aria-invalid={described !== undefined}
          value={String(change[field] ?? '')}
          onChange={(event) => put({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const comparator = (
    <Field label={t('comparator')}>
      {(id) => (
        <select
          id={id}
          className="input"
          value={String(change.comparator ?? '>=')}
          onChange={(event) => put({ comparator: event.target.value })}
        >
          {['>=', '<=', '=', '~', '>', '<'].map((one) => (
            <option key={one} value={one}>
              {{ '>=': '≥', '<=': '≤', '~': '≈' }[one] ?? one}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <fieldset className="change-card">
      <legend>{t(kind[change.kind])}</legend>
      {old && (
        <Field
          label={t(change.kind === 'target' ? 'chooseTarget' : 'chooseTask')}
          wide
          fault={faults.id && t(faults.id)}
        >
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t(change.kind === 'target' ? 'chooseTarget' : 'chooseTask')}
              value={change.id || undefined}
              options={options}
              onChange={choose}
            />
          )}
        </Field>
      )}
      {target && !change.repeal && (
        <p className="cap">
          {t('now', { value: `${formatTarget(target, language)} ${target.unit} · ${target.dueOn}` })}
        </p>
      )}
      {(!old || change.id) && !change.repeal && (
        <div className="facts">
          {change.kind === 'newTarget' && text('indicator', true)}
          {(change.kind === 'target' || change.kind === 'newTarget') && (
            <>
              {comparator}
              {text('value')}
              {change.kind === 'target' && text('valueHigh')}
              {change.kind === 'newTarget' && text('unit')}
              <Field label={t('dueOn')} fault={faults.dueOn && t(faults.dueOn)}>
                {() => (
                  <DayField
                    label=""
                    purpose={t('dueOn')}
                    clearable={false}
                    value={String(change.dueOn ?? '') || undefined}
                    onChange={(day) => put({ dueOn: day ?? '' })}
                  />
                )}
              </Field>
            </>
          )}
          {change.kind === 'newTarget' && (
            <Field label={t('kind')}>
              {(id) => (
                <select
                  id={id}
                  className="input"
                  value={String(change.counted ?? 'level')}
                  onChange={(event) => put({ counted: event.target.value })}
                >
                  {(['new', 'cumulative', 'level', 'rate'] as const).map((one) => (
                    <option key={one} value={one}>
                      {words(one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          {(change.kind === 'task' || change.kind === 'newTask') && text('title', true)}
          {change.kind !== 'target' && text('lead', true)}
          {(change.kind === 'task' || change.kind === 'newTask') && text('joint', true)}
        </div>
      )}
      <div className="row">
        {old && change.id && (
          <label className="sub row">
            <input
              type="checkbox"
              checked={change.repeal}
              onChange={(event) => put({ repeal: event.target.checked })}
            />
            {t('repeal')}
          </label>
        )}
        <button type="button" className="btn text" onClick={onRemove}>
          {t('remove')}
        </button>
      </div>
    </fieldset>
  );
}
