import { Field } from '../../ui/Field.tsx';
import { useStatusStrings } from '../../ui/strings.ts';
import type { Faults, TargetDraft, TaskDraft } from './draft.ts';
import { useReviewStrings } from './review-strings.ts';

type Props<T> = { draft: T; faults: Faults; onChange: (draft: T) => void };

export function TargetFields({ draft, faults, onChange }: Props<TargetDraft>) {
  const t = useReviewStrings();
  const words = useStatusStrings();
  const text = (field: 'indicator' | 'value' | 'valueHigh' | 'unit' | 'year', wide = false) => (
    <Field label={t(field)} wide={wide} fault={faults[field] && t(faults[field])}>
      {(id, described) => (
        <input
          id={id}
          className="input"
          value={draft[field]}
          aria-invalid={described !== undefined}
          aria-describedby={described}
          inputMode={field === 'value' || field === 'valueHigh' || field === 'year' ? 'decimal' : undefined}
          onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const choice = <F extends 'comparator' | 'period' | 'kind'>(field: F, options: [TargetDraft[F], string][]) => (
    <Field label={t(field)}>
      {(id) => (
        <select
          id={id}
          className="input"
          value={draft[field]}
          onChange={(event) => onChange({ ...draft, [field]: event.target.value as TargetDraft[F] })}
        >
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <div className="facts">
      {text('indicator', true)}
      {choice('comparator', [
        ['>=', '≥'],
        ['<=', '≤'],
        ['=', '='],
        ['~', '≈'],
        ['>', '>'],
        ['<', '<'],
      ])}
      {text('value')}
      {text('valueHigh')}
      {text('unit')}
      {text('year')}
      {choice('period', [
        ['by', t('by')],
        ['within', t('within')],
        ['each', t('each')],
      ])}
      {choice('kind', [
        ['new', words('new')],
        ['cumulative', words('cumulative')],
        ['level', words('level')],
        ['rate', words('rate')],
      ])}
    </div>
  );
}

export function TaskFields({ draft, faults, onChange }: Props<TaskDraft>) {
  const t = useReviewStrings();
  return (
    <div className="facts">
      <Field label={t('title')} wide fault={faults.title && t(faults.title)}>
        {(id, described) => (
          <textarea
            id={id}
            className="input"
            rows={2}
            value={draft.title}
            aria-describedby={described}
            onChange={(event) => onChange({ ...draft, title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('lead')} wide>
        {(id) => (
          <input
            id={id}
            className="input"
            value={draft.lead}
            onChange={(event) => onChange({ ...draft, lead: event.target.value })}
          />
        )}
      </Field>
      <Field label={`${t('joint')}（${t('jointHint')}）`} wide>
        {(id) => (
          <textarea
            id={id}
            className="input"
            rows={2}
            value={draft.joint}
            onChange={(event) => onChange({ ...draft, joint: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
