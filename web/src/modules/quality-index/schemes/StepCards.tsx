import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { SchemeContent } from '../../../app/contract.ts';
import { useName } from '../../../app/i18n.ts';
import { Field } from '../../../ui/Field.tsx';
import { useEditorStrings } from './editor-strings.ts';
import type { Action } from './history.ts';
import { MethodChoice, MethodFields } from './MethodFields.tsx';
import { fieldsOf, methodsOf, type StepId, stepIds } from './method-specs.ts';
import { useMethodWords } from './method-words.ts';
import { NumberInput } from './NumberInput.tsx';
import {
  exceptionsOf,
  holderAt,
  levelsOf,
  type Place,
  putException,
  putHolder,
  stepAt,
  switchStep,
} from './step-edit.ts';
import { linesOf, type Raw } from './tree-edit.ts';

type Regions = { value: string; label: string }[];
type Props = {
  content: SchemeContent;
  readOnly: boolean;
  regions: Regions;
  /** Indices of steps with a problem. */
  faulty: ReadonlySet<number>;
  choose: (code: string) => void;
  change: (action: Action) => void;
};

/** The steps in their order, each with its method, parameters and exceptions. */
export function StepCards(props: Props) {
  const { content, readOnly, faulty, change } = props;
  const t = useEditorStrings();
  const w = useMethodWords();
  return (
    <ol className="index-steps">
      {stepIds.map((step, i) => {
        const raw = stepAt(content, step);
        const must = step === 'aggregate';
        return (
          <li key={step} id={`step-${step}`} className={raw || must ? undefined : 'off'}>
            <div className="index-step-head">
              <span className="index-step-number" aria-hidden="true">
                {i + 1}
              </span>
              <span>
                <h3>
                  {w(step)}
                  {raw && faulty.has(content.steps.indexOf(raw)) && <span className="seal-text"> ●</span>}
                </h3>
                <span className="cap">{w(`${step}Hint`)}</span>
              </span>
              {!must && (
                <label className="index-switch index-step-end">
                  <input
                    type="checkbox"
                    disabled={readOnly}
                    checked={raw !== undefined}
                    onChange={(event) =>
                      change({ type: 'steps', steps: switchStep(content, step, event.target.checked) })
                    }
                  />
                  {t('stepOn')}
                  <span className="hidden-word">{w(step)}</span>
                </label>
              )}
            </div>
            {(raw || must) && <StepBody {...props} step={step} />}
          </li>
        );
      })}
    </ol>
  );
}

function StepBody(props: Props & { step: StepId }) {
  const { content, step, readOnly, change } = props;
  const t = useEditorStrings();
  const w = useMethodWords();
  const raw = holderAt(content, { step });
  return (
    <div className="index-step-body">
      <Holder {...props} place={{ step }} />
      {step === 'aggregate' && (
        <>
          <Field label={w('f_minAvailable')}>
            {(id) => (
              <NumberInput
                id={id}
                width={120}
                value={typeof raw.minAvailable === 'number' ? raw.minAvailable : undefined}
                placeholder="0"
                min={0}
                max={1}
                disabled={readOnly}
                onChange={(next) => {
                  const { minAvailable: _, ...rest } = { step, ...raw } as Raw;
                  change({
                    type: 'steps',
                    steps: putHolder(content, { step }, next === undefined ? rest : { ...rest, minAvailable: next }),
                    mark: 'aggregate.minAvailable',
                  });
                }}
              />
            )}
          </Field>
          <div className="index-sub">
            <h3>{w('weights')}</h3>
            <p className="cap">{t('weightsHint')}</p>
            <Holder {...props} place={{ step, weights: true }} />
          </div>
        </>
      )}
    </div>
  );
}

/** One method with its exceptions by level and by node. */
function Holder({ content, place, readOnly, regions, choose, change }: Props & { place: Place }) {
  const t = useEditorStrings();
  const w = useMethodWords();
  const nameOf = useName();
  const kind = place.weights ? 'weights' : place.step;
  const holder = { ...(place.weights ? {} : { step: place.step }), ...holderAt(content, place) };
  const put = (next: Raw, mark: string) =>
    change({ type: 'steps', steps: putHolder(content, place, next), mark: `${kind}.${mark}` });
  const choice = methodsOf[kind];
  const plain = place.weights ? undefined : fieldsOf[place.step];
  const nodes = exceptionsOf(holder, 'nodes');
  const levels = exceptionsOf(holder, 'levels');
  const byLevel = place.step === 'aggregate';
  const heights = levelsOf(content);
  const top = Math.max(2, ...heights.values());
  // Judgements name children: they are given at their parent in the tree.
  const common = choice?.methods.filter(({ method }) => method !== 'ahp' && method !== 'budget') ?? [];
  const editor = (own: Raw, of: string, label: string, onChange: (next: Raw, mark: string) => void): ReactNode =>
    choice ? (
      <MethodChoice
        label={label}
        of={of}
        methods={of.endsWith('!') ? choice.methods : common}
        initial={choice.initial}
        raw={own}
        readOnly={readOnly}
        regions={regions}
        onChange={(next, mark) => onChange(next ?? {}, mark)}
      />
    ) : (
      <MethodFields of={of} fields={plain ?? []} raw={own} readOnly={readOnly} regions={regions} onChange={onChange} />
    );
  const keepOthers = (next: Raw): Raw => {
    const kept = Object.entries(holder).filter(([key]) =>
      ['step', 'nodes', 'levels', 'weights', 'minAvailable'].includes(key),
    );
    return { ...Object.fromEntries(choice ? kept : []), ...next };
  };
  const free = linesOf(content.nodes).filter(
    ({ node }) =>
      !nodes.some(([code]) => code === node.code) &&
      (!byLevel || node.indicator === undefined) &&
      place.step !== 'screen',
  );
  return (
    <>
      {editor(holder, kind, t('method'), (next, mark) => put(keepOthers(next), mark))}
      {byLevel &&
        levels.map(([level, own]) => (
          <div key={level} className="index-exception">
            <span>{t('level', { n: level })}</span>
            {editor(own, kind, t('level', { n: level }), (next, mark) =>
              put(putException(holder, 'levels', level, next), `${level}.${mark}`),
            )}
            {!readOnly && (
              <button
                type="button"
                className="btn text"
                onClick={() => put(putException(holder, 'levels', level, undefined), `${level}.remove`)}
              >
                {t('remove')}
              </button>
            )}
          </div>
        ))}
      {nodes.map(([code, own]) => {
        const node = content.nodes.find((one) => one.code === code);
        const name = node ? nameOf(node) : code;
        const judged = own.method === 'ahp' || own.method === 'budget';
        return (
          <div key={code} className="index-exception">
            <button type="button" className="btn text" onClick={() => choose(code)}>
              {name}
            </button>
            {judged ? (
              <span className="sub">{w(own.method as 'ahp')}</span>
            ) : (
              editor(own, kind, name, (next, mark) => put(putException(holder, 'nodes', code, next), `${code}.${mark}`))
            )}
            {!readOnly && (
              <button
                type="button"
                className="btn text"
                onClick={() => put(putException(holder, 'nodes', code, undefined), `${code}.remove`)}
              >
                {t('remove')}
              </button>
            )}
          </div>
        );
      })}
      {!readOnly && free.length > 0 && (
        <div className="row index-add">
          <Select
            aria-label={`${t('addException')} ${w(kind)}`}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('addException')}
            popupMatchSelectWidth={false}
            value={null}
            style={{ minWidth: 160 }}
            onChange={(code: string | null) =>
              code && put(putException(holder, 'nodes', code, choice ? { method: choice.initial } : {}), `${code}.add`)
            }
            options={free.map(({ node, depth }) => ({
              value: node.code,
              label: `${'　'.repeat(depth)}${nameOf(node)}`,
            }))}
          />
          {byLevel && levels.length < top - 1 && (
            <Select
              aria-label={`${t('addLevel')} ${w(kind)}`}
              placeholder={t('addLevel')}
              value={null}
              style={{ minWidth: 110 }}
              onChange={(level: string | null) =>
                level && put(putException(holder, 'levels', level, { method: choice!.initial }), `${level}.add`)
              }
              options={Array.from({ length: top - 1 }, (_, i) => String(i + 2))
                .filter((level) => !levels.some(([own]) => own === level))
                .map((level) => ({ value: level, label: t('level', { n: level }) }))}
            />
          )}
        </div>
      )}
    </>
  );
}
