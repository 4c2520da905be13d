import { Select } from 'antd';
import { Field } from '../../../ui/Field.tsx';
import { type FieldSpec, type MethodSpec, treatments } from './method-specs.ts';
import { type MethodWord, useMethodWords } from './method-words.ts';
import { NumberInput } from './NumberInput.tsx';
import { isRaw, type Raw } from './tree-edit.ts';

type Regions = { value: string; label: string }[];
type Props = {
  /** Where it is: “denominate” calls its scale otherwise than “goalposts”. */
  of: string;
  fields: readonly FieldSpec[];
  raw: Raw;
  readOnly: boolean;
  regions: Regions;
  onChange: (raw: Raw, mark: string) => void;
};

const without = (raw: Raw, key: string): Raw => Object.fromEntries(Object.entries(raw).filter(([own]) => own !== key));

/** The parameters of a method. What is left empty is the default, which stands there in grey. */
export function MethodFields({ of, fields, raw, readOnly, regions, onChange }: Props) {
  const w = useMethodWords();
  const set = (key: string, value: unknown) =>
    onChange(value === undefined ? without(raw, key) : { ...raw, [key]: value }, `${of}.${key}`);
  const nameOf = (key: string) => {
    if (key === 'scale' && (of === 'denominate' || of === 'critic')) return w(`f_scale_${of}`);
    return w(`f_${key}` as MethodWord);
  };
  if (fields.length === 0) return null;
  return (
    <div className="facts index-fields">
      {fields.map((field) => (
        <Field key={field.key} label={nameOf(field.key)} wide={field.kind === 'pass' || field.kind === 'treatment'}>
          {(id) => <Value id={id} of={of} field={field} raw={raw} set={set} readOnly={readOnly} regions={regions} />}
        </Field>
      ))}
    </div>
  );
}

type ValueProps = Omit<Props, 'fields' | 'onChange'> & {
  id: string;
  field: FieldSpec;
  set: (key: string, value: unknown) => void;
};

function Value({ id, of, field, raw, set, readOnly, regions }: ValueProps) {
  const w = useMethodWords();
  const { key } = field;
  const value = raw[key];
  const number = (own: unknown) => (typeof own === 'number' ? own : undefined);
  switch (field.kind) {
    case 'number':
      return (
        <NumberInput
          id={id}
          value={number(value)}
          placeholder={field.default === undefined ? '' : String(field.default)}
          min={field.min}
          max={field.max}
          int={field.int}
          disabled={readOnly}
          onChange={(next) => set(key, next)}
        />
      );
    case 'flag':
      return (
        <Select
          id={id}
          disabled={readOnly}
          value={value === undefined ? field.default : value === true}
          onChange={(next) => set(key, next)}
          options={[
            { value: true, label: w('yes') },
            { value: false, label: w('no') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          disabled={readOnly}
          value={String(value ?? field.default)}
          onChange={(next) => set(key, next || undefined)}
          options={field.choices.map((own) => ({ value: own, label: w(`c_${key}_${own}` as MethodWord) }))}
        />
      );
    case 'pair': {
      const pair = Array.isArray(value) ? (value as number[]) : [...field.default];
      return (
        <span className="index-pair">
          {[0, 1].map((i) => (
            <NumberInput
              key={i}
              {...(i === 0 ? { id } : { label: `${w(`f_${key}` as MethodWord)} 2` })}
              value={pair[i]}
              disabled={readOnly}
              onChange={(next) =>
                next !== undefined &&
                set(
                  key,
                  pair.map((own, j) => (j === i ? next : own)),
                )
              }
            />
          ))}
        </span>
      );
    }
    case 'regions':
    case 'region':
      return (
        <Select
          id={id}
          disabled={readOnly}
          {...(field.kind === 'regions' ? { mode: 'multiple' as const } : {})}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          value={(field.kind === 'regions' ? ((value as string[]) ?? []) : value) as never}
          onChange={(next: string | string[] | undefined) =>
            set(key, Array.isArray(next) && next.length === 0 ? undefined : next)
          }
          options={regions}
        />
      );
    case 'number-or': {
      const word = typeof value !== 'number';
      return (
        <span className="index-pair">
          <Select
            id={id}
            disabled={readOnly}
            value={word ? 'word' : 'number'}
            onChange={(next) => set(key, next === 'word' ? undefined : 1)}
            options={[
              { value: 'word', label: w(`w_${field.word}` as MethodWord) },
              { value: 'number', label: w('ownNumber') },
            ]}
          />
          {!word && (
            <NumberInput
              label={w(`f_${key}` as MethodWord)}
              value={value as number}
              disabled={readOnly}
              onChange={(next) => next !== undefined && set(key, next)}
            />
          )}
        </span>
      );
    }
    case 'limit':
      return (
        <span className="index-pair">
          <Select
            id={id}
            disabled={readOnly}
            value={value === null ? 'none' : 'number'}
            onChange={(next) => set(key, next === 'none' ? null : undefined)}
            options={[
              { value: 'number', label: w('ownNumber') },
              { value: 'none', label: w('unlimited') },
            ]}
          />
          {value !== null && (
            <NumberInput
              label={w(`f_${key}` as MethodWord)}
              value={number(value)}
              placeholder={String(field.default)}
              min={1}
              int
              disabled={readOnly}
              onChange={(next) => set(key, next)}
            />
          )}
        </span>
      );
    case 'pass': {
      const pass = isRaw(value) ? value : {};
      return (
        <span className="index-pair">
          <Select
            id={id}
            disabled={readOnly}
            value={value === null ? 'always' : 'pass'}
            onChange={(next) => set(key, next === 'always' ? null : undefined)}
            options={[
              { value: 'pass', label: `${w('f_skewness')}、${w('f_kurtosis')}` },
              { value: 'always', label: w('always') },
            ]}
          />
          {value !== null &&
            (['skewness', 'kurtosis'] as const).map((own) => (
              <NumberInput
                key={own}
                label={w(`f_${own}`)}
                value={number(pass[own])}
                placeholder={own === 'skewness' ? '2' : '3.5'}
                disabled={readOnly}
                onChange={(next) => set(key, next === undefined ? without(pass, own) : { ...pass, [own]: next })}
              />
            ))}
        </span>
      );
    }
    case 'treatment': {
      const own: Raw = typeof value === 'string' ? { method: value } : isRaw(value) ? value : {};
      return (
        <MethodChoice
          id={id}
          of={`${of}.${key}`}
          methods={treatments}
          initial={field.default}
          raw={own}
          readOnly={readOnly}
          regions={regions}
          onChange={(next) => set(key, next)}
        />
      );
    }
  }
}

type ChoiceProps = {
  id?: string;
  label?: string;
  of: string;
  methods: readonly MethodSpec[];
  initial: string;
  raw: Raw;
  readOnly: boolean;
  regions: Regions;
  /** Offered first: as it is without an exception. */
  asBefore?: string | undefined;
  onChange: (raw: Raw | undefined, mark: string) => void;
};

/** A method from those there are, and its parameters; another method starts with its defaults. */
export function MethodChoice(props: ChoiceProps) {
  const { id, label, of, methods, initial, raw, readOnly, regions, asBefore, onChange } = props;
  const w = useMethodWords();
  const method = String(raw.method ?? initial);
  const spec = methods.find((own) => own.method === method);
  return (
    <span className="index-method">
      <Select
        id={id}
        aria-label={label}
        disabled={readOnly}
        popupMatchSelectWidth={false}
        value={asBefore !== undefined && raw.method === undefined ? '' : method}
        onChange={(next) => onChange(next === '' ? undefined : { method: next }, `${of}.method`)}
        options={[
          ...(asBefore === undefined ? [] : [{ value: '', label: asBefore }]),
          ...methods.map((own) => ({ value: own.method, label: w(own.method as MethodWord) })),
        ]}
      />
      {spec && (asBefore === undefined || raw.method !== undefined) && (
        <MethodFields
          of={of.split('.').at(-1) === 'weights' ? method : of}
          fields={spec.fields}
          raw={raw}
          readOnly={readOnly}
          regions={regions}
          onChange={onChange}
        />
      )}
    </span>
  );
}
