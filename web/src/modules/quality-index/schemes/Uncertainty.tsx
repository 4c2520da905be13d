import { Select } from 'antd';
import type { SchemeContent } from '../../../app/contract.ts';
import { useName } from '../../../app/i18n.ts';
import { Field } from '../../../ui/Field.tsx';
import { useEditorStrings } from './editor-strings.ts';
import type { Action } from './history.ts';
import { MethodChoice, MethodFields } from './MethodFields.tsx';
import { fieldsOf, methodsOf, type StepId } from './method-specs.ts';
import { type MethodWord, useMethodWords } from './method-words.ts';
import { NumberInput } from './NumberInput.tsx';
import { levelsOf, stepAt } from './step-edit.ts';
import { isRaw, type Raw } from './tree-edit.ts';

type Regions = { value: string; label: string }[];
type Props = {
  content: SchemeContent;
  readOnly: boolean;
  regions: Regions;
  change: (action: Action) => void;
};
const kinds = [
  'weights', 'weighting', 'denominate', 'screen', 'impute', 'treat', 'normalise', 'aggregate', 'inclusion',
] as const; // biome-ignore format: one list

const startOf = (kind: string): Raw => {
  if (kind === 'weights') return { kind, noise: 0.25 };
  if (kind === 'inclusion') return { kind, mode: 'one-out' };
  const methods = methodsOf[(kind === 'weighting' ? 'weights' : kind) as StepId]?.methods;
  return { kind, options: methods ? methods.slice(0, 2).map(({ method }) => ({ method })) : [{}, {}] };
};

export function UncertaintyPane({ content, readOnly, regions, change }: Props) {
  const t = useEditorStrings();
  const w = useMethodWords();
  const { uncertainty } = content;
  const put = (patch: Partial<SchemeContent['uncertainty']>, mark?: string) =>
    change({ type: 'uncertainty', uncertainty: { ...uncertainty, ...patch }, ...(mark ? { mark } : {}) });
  const putFactor = (i: number, factor: Raw | undefined, mark: string) =>
    put(
      { factors: uncertainty.factors.flatMap((own, j) => (j !== i ? [own] : factor ? [factor] : [])) },
      `factor${i}.${mark}`,
    );
  const free = kinds.filter(
    (kind) =>
      !uncertainty.factors.some((own) => own.kind === kind) &&
      (kind === 'weights' || kind === 'weighting' || kind === 'inclusion' || stepAt(content, kind as StepId)),
  );
  return (
    <div>
      <p className="sub prose">{t('uncertainHint')}</p>
      <div className="facts index-fields">
        <Field label={t('samples')}>
          {(id) => (
            <NumberInput
              id={id}
              value={uncertainty.samples}
              min={2}
              max={20_000}
              int
              disabled={readOnly}
              onChange={(samples) => samples !== undefined && put({ samples }, 'samples')}
            />
          )}
        </Field>
        <Field label={t('seed')}>
          {(id) => (
            <>
              <NumberInput
                id={id}
                value={uncertainty.seed}
                min={0}
                max={2 ** 32 - 1}
                int
                disabled={readOnly}
                onChange={(seed) => seed !== undefined && put({ seed }, 'seed')}
              />
              <span className="cap">{t('seedHint')}</span>
            </>
          )}
        </Field>
      </div>
      <ol className="index-steps">
        {uncertainty.factors.map((factor, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: factors have no other identity
          <li key={i} id={`factor-${i}`}>
            <div className="index-step-head">
              <h3>{w(`k_${String(factor.kind)}` as MethodWord)}</h3>
              {!readOnly && uncertainty.factors.length > 1 && (
                <button
                  type="button"
                  className="btn text index-step-end"
                  onClick={() => putFactor(i, undefined, 'remove')}
                >
                  {t('remove')}
                </button>
              )}
            </div>
            <div className="index-step-body">
              <Factor
                content={content}
                factor={factor}
                readOnly={readOnly}
                regions={regions}
                put={(next, mark) => putFactor(i, next, mark)}
              />
            </div>
          </li>
        ))}
      </ol>
      {!readOnly && free.length > 0 && (
        <Select
          aria-label={t('addFactor')}
          placeholder={t('addFactor')}
          value={null}
          style={{ minWidth: 200 }}
          onChange={(kind: string | null) => kind && put({ factors: [...uncertainty.factors, startOf(kind)] })}
          options={free.map((kind) => ({ value: kind, label: w(`k_${kind}`) }))}
        />
      )}
    </div>
  );
}

type FactorProps = {
  content: SchemeContent;
  factor: Raw;
  readOnly: boolean;
  regions: Regions;
  put: (next: Raw, mark: string) => void;
};

function Factor({ content, factor, readOnly, regions, put }: FactorProps) {
  const t = useEditorStrings();
  const w = useMethodWords();
  const nameOf = useName();
  const without = (key: string) => Object.fromEntries(Object.entries(factor).filter(([own]) => own !== key));
  const kind = String(factor.kind);
  if (kind === 'weights') {
    const top = Math.max(1, ...levelsOf(content).values());
    return (
      <div className="facts index-fields">
        <Field label={`${w('noise')} (0–1)`}>
          {(id) => (
            <NumberInput
              id={id}
              value={typeof factor.noise === 'number' ? factor.noise : undefined}
              min={0.001}
              max={1}
              disabled={readOnly}
              onChange={(noise) => noise !== undefined && put({ ...factor, noise }, 'noise')}
            />
          )}
        </Field>
        <Field label={w('levels')}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              disabled={readOnly}
              placeholder={w('allLevels')}
              value={(factor.levels as number[]) ?? []}
              onChange={(levels) => put(levels.length > 0 ? { ...factor, levels } : without('levels'), 'levels')}
              options={Array.from({ length: top - 1 }, (_, i) => ({
                value: i + 1,
                label: i === 0 ? w('levelLeaf') : w('levelN', { n: i + 1 }),
              }))}
            />
          )}
        </Field>
      </div>
    );
  }
  if (kind === 'inclusion')
    return (
      <div className="facts index-fields">
        <Field label={w('mode')}>
          {(id) => (
            <Select
              id={id}
              disabled={readOnly}
              value={String(factor.mode ?? 'one-out')}
              onChange={(mode) => put({ ...factor, mode }, 'mode')}
              options={(['one-out', 'each'] as const).map((mode) => ({ value: mode, label: w(`mode_${mode}`) }))}
            />
          )}
        </Field>
        {factor.mode === 'each' && (
          <Field label={w('probability')}>
            {(id) => (
              <NumberInput
                id={id}
                value={typeof factor.probability === 'number' ? factor.probability : undefined}
                placeholder="0.9"
                min={0}
                max={1}
                disabled={readOnly}
                onChange={(next) =>
                  put(next === undefined ? without('probability') : { ...factor, probability: next }, 'probability')
                }
              />
            )}
          </Field>
        )}
        <Field label={t('indicator')} wide>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              disabled={readOnly}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('allIndicators')}
              value={(factor.indicators as string[]) ?? []}
              onChange={(next) =>
                put(next.length > 0 ? { ...factor, indicators: next } : without('indicators'), 'only')
              }
              options={content.nodes
                .filter(({ indicator }) => indicator !== undefined)
                .map((node) => ({ value: node.code, label: nameOf(node) }))}
            />
          )}
        </Field>
      </div>
    );
  const options = (Array.isArray(factor.options) ? factor.options : []).filter(isRaw);
  const step = kind === 'weighting' ? 'weights' : (kind as StepId);
  const choice = methodsOf[step];
  const putOption = (i: number, next: Raw | undefined, mark: string) =>
    put(
      { ...factor, options: options.flatMap((own, j) => (j !== i ? [own] : next ? [next] : [])) },
      `option${i}.${mark}`,
    );
  return (
    <>
      <p className="cap">{w('options')}</p>
      {options.map((option, i) => {
        const kept = Object.fromEntries(Object.entries(option).filter(([key]) => key === 'nodes' || key === 'levels'));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: ways have no other identity
          <div key={i} className="index-exception">
            <span>{w('option', { n: i + 1 })}</span>
            <span>
              {choice ? (
                <MethodChoice
                  label={w('option', { n: i + 1 })}
                  of={step}
                  methods={choice.methods.filter(({ method }) => method !== 'ahp' && method !== 'budget')}
                  initial={choice.initial}
                  raw={option}
                  readOnly={readOnly}
                  regions={regions}
                  onChange={(next, mark) => putOption(i, { ...kept, ...next }, mark)}
                />
              ) : (
                <MethodFields
                  of={step}
                  fields={fieldsOf[step as StepId] ?? []}
                  raw={option}
                  readOnly={readOnly}
                  regions={regions}
                  onChange={(next, mark) => putOption(i, next, mark)}
                />
              )}
              {isRaw(option.nodes) && (
                <span className="cap">
                  {w('withExceptions')}：
                  {Object.entries(option.nodes)
                    .map(([code, own]) => {
                      const node = content.nodes.find((one) => one.code === code);
                      const method = isRaw(own) && typeof own.method === 'string' ? w(own.method as MethodWord) : '';
                      return `${node ? nameOf(node) : code} ${method}`;
                    })
                    .join('、')}
                </span>
              )}
            </span>
            {!readOnly && options.length > 2 && (
              <button type="button" className="btn text" onClick={() => putOption(i, undefined, 'remove')}>
                {t('remove')}
              </button>
            )}
          </div>
        );
      })}
      {!readOnly && (
        <button
          type="button"
          className="btn index-option-add"
          onClick={() =>
            put({ ...factor, options: [...options, choice ? { method: choice.initial } : {}] }, `add${options.length}`)
          }
        >
          {w('addOption')}
        </button>
      )}
    </>
  );
}
