import { Radio, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { SchemeContent, SchemeNode, VersionDetail } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useName } from '../../../app/i18n.ts';
import { Field } from '../../../ui/Field.tsx';
import type { KnownIndicator } from './api.ts';
import { useEditorStrings } from './editor-strings.ts';
import type { Action } from './history.ts';
import { MethodChoice } from './MethodFields.tsx';
import { aggregations, imputations, methodsOf, normalisations, type StepId } from './method-specs.ts';
import { type MethodWord, useMethodWords } from './method-words.ts';
import { NodeWeights } from './NodeWeights.tsx';
import { NumberInput } from './NumberInput.tsx';
import { formatShare } from './numbers.ts';
import { exceptionsOf, holderAt, levelsOf, putException, putHolder, stepAt, weightingAt } from './step-edit.ts';
import { childrenOf, sharesOf } from './tree-edit.ts';

type Props = {
  content: SchemeContent;
  node: SchemeNode;
  readOnly: boolean;
  known: readonly KnownIndicator[] | undefined;
  regions: { value: string; label: string }[];
  weightsFrom: VersionDetail['weightsFrom'];
  choose: (code: string) => void;
  change: (action: Action) => void;
};

/** Everything about the chosen node. */
export function NodePane(props: Props) {
  const { content, node, readOnly, known, choose, change } = props;
  const t = useEditorStrings();
  const w = useMethodWords();
  const leaf = node.indicator !== undefined;
  const patch = (own: Partial<SchemeNode>) => change({ type: 'patch', code: node.code, patch: own });
  const share = sharesOf(content.nodes).get(node.code);
  const weighting =
    node.parent === null ? undefined : weightingAt(content, node.parent, levelsOf(content).get(node.parent) ?? 2);
  const given = weighting === undefined || (weighting.method ?? 'given') === 'given';
  return (
    <section className="index-node" aria-label={t('node')}>
      <button
        type="button"
        className="btn text index-back"
        onClick={() =>
          document.querySelector<HTMLElement>('.index-line[aria-selected="true"]')?.scrollIntoView({ block: 'center' })
        }
      >
        ↑ {t('backToTree')}
      </button>
      <h2>
        {node.parent === null ? t('rootNode') : leaf ? t('indicatorNode') : t('fieldNode')}{' '}
        <span className="mono">{node.code}</span>
      </h2>
      <div className="facts index-facts">
        {leaf && <IndicatorField {...props} />}
        <TextField
          label={t('name')}
          value={node.name}
          fault={node.name.trim() ? undefined : t('nameBad')}
          readOnly={readOnly}
          onChange={(name) => patch({ name })}
        />
        <TextField
          label={t('nameEn')}
          value={node.nameEn}
          readOnly={readOnly}
          onChange={(nameEn) => patch({ nameEn })}
        />
        <CodeField
          key={node.code}
          content={content}
          node={node}
          readOnly={readOnly}
          onRename={(to) => {
            change({ type: 'rename', code: node.code, to });
            choose(to);
          }}
        />
        {node.parent !== null && (
          <Field label={t('weight')}>
            {(id) => (
              <>
                <NumberInput
                  id={id}
                  key={node.code}
                  value={node.weight}
                  min={0}
                  max={1e6}
                  disabled={readOnly}
                  onChange={(weight) => weight !== undefined && patch({ weight })}
                />
                <span className="cap">
                  {given
                    ? share && t('shareWords', { own: formatShare(share.own), whole: formatShare(share.whole) })
                    : t('byMethod', { method: w(weighting?.method as MethodWord) })}
                </span>
              </>
            )}
          </Field>
        )}
        {leaf && <LeafFields {...props} patch={patch} known={known} />}
      </div>
      {!leaf && <NodeWeights {...props} />}
      <Exceptions {...props} leaf={leaf} />
    </section>
  );
}

function TextField(props: {
  label: string;
  value: string;
  fault?: string | undefined;
  readOnly: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label} fault={props.fault} wide>
      {(id, described) => (
        <input
          id={id}
          className="input"
          maxLength={200}
          disabled={props.readOnly}
          aria-describedby={described}
          aria-invalid={props.fault !== undefined}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type CodeProps = { content: SchemeContent; node: SchemeNode; readOnly: boolean; onRename: (to: string) => void };

/** A code is changed when the field is left: half of one would name nothing. */
function CodeField({ content, node, readOnly, onRename }: CodeProps) {
  const t = useEditorStrings();
  const [code, setCode] = useState(node.code);
  useEffect(() => setCode(node.code), [node.code]);
  const bad =
    code !== node.code &&
    (!/^[a-zA-Z0-9_-]{1,60}$/.test(code) || content.nodes.some((own) => own !== node && own.code === code));
  const commit = () => !bad && code !== node.code && onRename(code);
  return (
    <Field label={t('code')} fault={bad ? t('codeBad') : undefined}>
      {(id, described) => (
        <input
          id={id}
          className="input mono"
          maxLength={60}
          disabled={readOnly}
          aria-describedby={described}
          aria-invalid={bad}
          value={code}
          onChange={(event) => setCode(event.target.value.trim())}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      )}
    </Field>
  );
}

/** Which indicator of the installation; a node still without a name of its own takes the indicator's. */
function IndicatorField({ content, node, readOnly, known, choose, change }: Props) {
  const t = useEditorStrings();
  const nameOf = useName();
  const used = new Set(content.nodes.map(({ indicator }) => indicator));
  const pickIndicator = (id: string) => {
    const found = known?.find((own) => own.id === id);
    if (!found) return;
    const before = known?.find((own) => own.id === node.indicator);
    const fresh = node.indicator === '' || node.name === before?.name;
    change({
      type: 'patch',
      code: node.code,
      patch: { indicator: id, ...(fresh ? { name: found.name, nameEn: found.nameEn } : {}) },
    });
    if (
      node.indicator === '' &&
      /^indicator(-\d+)?$/.test(node.code) &&
      !content.nodes.some(({ code }) => code === id)
    ) {
      change({ type: 'rename', code: node.code, to: id });
      choose(id);
    }
  };
  return (
    <Field label={t('indicator')} fault={node.indicator === '' ? t('notChosen') : undefined} wide>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          disabled={readOnly}
          placeholder={t('searchIndicator')}
          value={node.indicator || undefined}
          onChange={pickIndicator}
          options={
            known?.map((own) => ({
              value: own.id,
              label: `${nameOf(own)} · ${own.unit || t('unitNone')} · ${own.id}`,
              disabled: used.has(own.id) && own.id !== node.indicator,
            })) ?? [{ value: node.indicator ?? '', label: node.indicator ?? '', disabled: true }]
          }
        />
      )}
    </Field>
  );
}

function LeafFields({ node, readOnly, known, content, patch }: Props & { patch: (own: Partial<SchemeNode>) => void }) {
  const t = useEditorStrings();
  const nameOf = useName();
  const unitOf = (id: string | undefined) => known?.find((own) => own.id === id)?.unit ?? '';
  const unit = node.denominator ? `${unitOf(node.indicator)} / ${unitOf(node.denominator)}` : unitOf(node.indicator);
  const [lower, upper] = node.goalposts ?? [];
  const [ends, setEnds] = useState<[number | undefined, number | undefined]>([lower, upper]);
  useEffect(() => setEnds([lower, upper]), [lower, upper]);
  const bad = ends[0] !== undefined && ends[1] !== undefined && ends[0] >= ends[1];
  const setEnd = (i: 0 | 1, value: number | undefined) => {
    const next: typeof ends = i === 0 ? [value, ends[1]] : [ends[0], value];
    setEnds(next);
    if (next[0] !== undefined && next[1] !== undefined) {
      if (next[0] < next[1]) patch({ goalposts: [next[0], next[1]] });
    } else if (next[0] === undefined && next[1] === undefined) patch({ goalposts: undefined });
  };
  const context = new Set(content.context.map(({ id }) => id));
  const denominators = [...(known ?? [])].sort((a, b) => Number(context.has(b.id)) - Number(context.has(a.id)));
  return (
    <>
      <Field label={t('direction')} wide>
        {() => (
          <Radio.Group
            aria-label={t('direction')}
            disabled={readOnly}
            value={node.direction ?? 1}
            onChange={(event) => patch({ direction: event.target.value })}
            options={[
              { value: 1, label: t('more') },
              { value: -1, label: t('less') },
            ]}
          />
        )}
      </Field>
      <Field label={t('denominator')} wide>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={readOnly}
            value={node.denominator ?? ''}
            onChange={(next) => patch({ denominator: next || undefined })}
            options={[
              { value: '', label: t('noDenominator') },
              ...(denominators.length > 0
                ? denominators.map((own) => ({ value: own.id, label: `${nameOf(own)} · ${own.unit}` }))
                : content.context.map((own) => ({ value: own.id, label: `${nameOf(own)} · ${own.unit}` }))),
            ]}
          />
        )}
      </Field>
      <Field
        label={`${t('goalposts')}${/[^ /]/.test(unit) ? ` · ${t('goalpostsHint', { unit })}` : ''}`}
        fault={bad ? t('goalpostsBad') : undefined}
        wide
      >
        {(id) => (
          <span className="index-pair" key={node.code}>
            <NumberInput
              id={id}
              value={ends[0]}
              placeholder={t('lower')}
              disabled={readOnly}
              onChange={(next) => setEnd(0, next)}
            />
            <NumberInput
              label={`${t('goalposts')} ${t('upper')}`}
              value={ends[1]}
              placeholder={t('upper')}
              disabled={readOnly}
              onChange={(next) => setEnd(1, next)}
            />
          </span>
        )}
      </Field>
      <Field label={t('target')}>
        {(id) => (
          <NumberInput
            id={id}
            key={node.code}
            value={node.target}
            disabled={readOnly}
            onChange={(target) => patch({ target })}
          />
        )}
      </Field>
    </>
  );
}

/** What is done otherwise for this node: of an indicator its own, of a field everything below it. */
function Exceptions({ content, node, readOnly, regions, leaf, change }: Props & { leaf: boolean }) {
  const t = useEditorStrings();
  const w = useMethodWords();
  const below = childrenOf(content.nodes, node.code).length > 0;
  const rows = (
    [
      ['impute', imputations],
      ['normalise', normalisations],
      ...(leaf || !below ? [] : [['aggregate', aggregations] as const]),
    ] as [StepId, typeof imputations][]
  ).filter(([step]) => stepAt(content, step) !== undefined);
  if (node.parent === null && rows.length === 0) return null;
  return (
    <div className="section">
      <h3>{t('own')}</h3>
      <p className="cap">{t('ownHint')}</p>
      {rows.map(([step, methods]) => {
        const holder = holderAt(content, { step });
        const own = exceptionsOf(holder, 'nodes').find(([code]) => code === node.code)?.[1];
        const before = String(holder.method ?? methodsOf[step]?.initial);
        return (
          <Field key={step} label={w(step)} wide>
            {(id) => (
              <MethodChoice
                id={id}
                of={step}
                methods={methods}
                initial={before}
                asBefore={t('asStep', { method: w(before as MethodWord) })}
                raw={own ?? {}}
                readOnly={readOnly}
                regions={regions}
                onChange={(next, mark) =>
                  change({
                    type: 'steps',
                    steps: putHolder(content, { step }, putException(holder, 'nodes', node.code, next)),
                    mark: `${node.code}.${mark}`,
                  })
                }
              />
            )}
          </Field>
        );
      })}
    </div>
  );
}

export function FromRound({ from }: { from: VersionDetail['weightsFrom'][string] | undefined }) {
  const t = useEditorStrings();
  if (!from) return null;
  return (
    <FaceLink to={`/index/rounds/${from.roundId}`} className="cap">
      {t('fromRound', { count: from.experts })}
    </FaceLink>
  );
}
