import type { SchemeContent, SchemeNode, VersionDetail } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useName } from '../../../app/i18n.ts';
import { Field } from '../../../ui/Field.tsx';
import { useEditorStrings } from './editor-strings.ts';
import type { Action } from './history.ts';
import { MethodChoice } from './MethodFields.tsx';
import { methodsOf, weightings } from './method-specs.ts';
import { type MethodWord, useMethodWords } from './method-words.ts';
import { NumberInput } from './NumberInput.tsx';
import { PairsForm, PointsForm } from './PairsForm.tsx';
import { matrixOf, pairsOf } from './pairs.ts';
import { exceptionsOf, holderAt, levelsOf, putException, putHolder, weightingAt } from './step-edit.ts';
import { childrenOf, isRaw, type Raw, sharesOf } from './tree-edit.ts';
import { WeightBars } from './WeightBars.tsx';

type Props = {
  content: SchemeContent;
  node: SchemeNode;
  readOnly: boolean;
  regions: { value: string; label: string }[];
  weightsFrom: VersionDetail['weightsFrom'];
  change: (action: Action) => void;
};
const place = { step: 'aggregate', weights: true } as const;

/** Where the weights below this parent come from, and what that method asks for. */
export function NodeWeights({ content, node, readOnly, regions, weightsFrom, change }: Props) {
  const t = useEditorStrings();
  const w = useMethodWords();
  const nameOf = useName();
  const children = childrenOf(content.nodes, node.code);
  const holder = holderAt(content, place);
  const own = exceptionsOf(holder, 'nodes').find(([code]) => code === node.code)?.[1];
  const effective = weightingAt(content, node.code, levelsOf(content).get(node.code) ?? 2);
  const before = String(holder.method ?? methodsOf.weights!.initial);
  const shares = sharesOf(content.nodes);
  const put = (next: Raw | undefined, mark: string) =>
    change({
      type: 'steps',
      steps: putHolder(content, place, putException(holder, 'nodes', node.code, next)),
      mark: `${node.code}.weights.${mark}`,
    });
  /** AHP and points cannot be without judgements: they begin with equal ones. */
  const begin = (next: Raw | undefined, mark: string) => {
    const codes = children.map(({ code }) => code);
    if (next?.method === 'ahp' && next.matrix === undefined)
      return put({ ...next, codes, matrix: codes.map(() => codes.map(() => 1)) }, mark);
    if (next?.method === 'budget' && next.allocations === undefined)
      return put({ ...next, allocations: [Object.fromEntries(codes.map((code) => [code, 100 / codes.length]))] }, mark);
    return put(next, mark);
  };
  const from = weightsFrom[node.code];
  if (children.length === 0) return null;
  return (
    <div className="section">
      <h3>{t('weightsHead')}</h3>
      {children.length > 1 && (
        <Field label={w('weights')} wide>
          {(id) => (
            <MethodChoice
              id={id}
              of="weights"
              methods={weightings}
              initial={before}
              asBefore={t('asStep', { method: w(before as MethodWord) })}
              raw={own ?? {}}
              readOnly={readOnly}
              regions={regions}
              onChange={begin}
            />
          )}
        </Field>
      )}
      {(effective.method ?? 'given') === 'given' && (
        <>
          <WeightBars
            rows={children.map((child) => ({
              code: child.code,
              name: nameOf(child),
              share: shares.get(child.code)?.own ?? 0,
            }))}
          />
          {from && (
            <FaceLink to={`/index/rounds/${from.roundId}`} className="cap">
              {t('fromRound', { count: from.experts })}
            </FaceLink>
          )}
        </>
      )}
      {own?.method === 'ahp' && <Judgements own={own} items={children} readOnly={readOnly} put={put} />}
      {own?.method === 'budget' && <Allocations own={own} items={children} readOnly={readOnly} put={put} />}
      {own?.method === 'correlation' && (
        <Field label={t('childTargets')} wide>
          {() => (
            <span className="facts">
              {children.map((child) => {
                const targets = isRaw(own.targets) ? own.targets : {};
                return (
                  <Field key={child.code} label={nameOf(child)}>
                    {(id) => (
                      <NumberInput
                        id={id}
                        value={typeof targets[child.code] === 'number' ? (targets[child.code] as number) : undefined}
                        placeholder="1"
                        min={1e-6}
                        disabled={readOnly}
                        onChange={(next) => {
                          const { [child.code]: _, ...rest } = targets;
                          put(
                            { ...own, targets: next === undefined ? rest : { ...rest, [child.code]: next } },
                            child.code,
                          );
                        }}
                      />
                    )}
                  </Field>
                );
              })}
            </span>
          )}
        </Field>
      )}
    </div>
  );
}

type Part = { own: Raw; items: SchemeNode[]; readOnly: boolean; put: (next: Raw, mark: string) => void };

/** The matrix follows the children: those that came later begin as equal. */
function Judgements({ own, items, readOnly, put }: Part) {
  const given = (own.codes as string[] | undefined) ?? items.map(({ code }) => code);
  const matrix = (own.matrix as number[][] | undefined) ?? [];
  const at = (a: string, b: string) => matrix[given.indexOf(a)]?.[given.indexOf(b)] ?? 1;
  const whole = items.map((a) => items.map((b) => at(a.code, b.code)));
  return (
    <PairsForm
      items={items}
      pairs={pairsOf(whole)}
      readOnly={readOnly || items.length > 15}
      onChange={(pairs) =>
        put({ ...own, codes: items.map(({ code }) => code), matrix: matrixOf(pairs, items.length) }, 'matrix')
      }
    />
  );
}

function Allocations({ own, items, readOnly, put }: Part) {
  const t = useEditorStrings();
  const all = (own.allocations as Record<string, number>[] | undefined) ?? [];
  return (
    <div className="index-allocations">
      {all.map((points, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: experts have no name here but their number
        <div key={i}>
          <div className="spread">
            <h3>{t('expertN', { n: i + 1 })}</h3>
            {!readOnly && all.length > 1 && (
              <button
                type="button"
                className="btn text"
                onClick={() => put({ ...own, allocations: all.filter((_, j) => j !== i) }, `remove${i}`)}
              >
                {t('remove')}
              </button>
            )}
          </div>
          <PointsForm
            items={items}
            points={points}
            readOnly={readOnly}
            onChange={(next) => put({ ...own, allocations: all.map((old, j) => (j === i ? next : old)) }, `points${i}`)}
          />
        </div>
      ))}
      {!readOnly && (
        <button
          type="button"
          className="btn"
          onClick={() => put({ ...own, allocations: [...all, {}] }, `add${all.length}`)}
        >
          {t('addExpert')}
        </button>
      )}
    </div>
  );
}
