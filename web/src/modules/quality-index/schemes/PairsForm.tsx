import { useId, useRef } from 'react';
import { judge } from '../../../../../packages/composite/weights/ahp.ts';
import { useName } from '../../../app/i18n.ts';
import { useJudgingStrings } from './judging-strings.ts';
import { formatShare } from './numbers.ts';
import { judgedAll, matrixOf, type Pairs, pairCount, pairKey } from './pairs.ts';
import { WeightBars } from './WeightBars.tsx';

type Child = { code: string; name: string; nameEn: string };
type Props = { items: Child[]; pairs: Pairs; readOnly?: boolean; onChange: (pairs: Pairs) => void };

export const LIMIT = 0.1;

/** One judgement a pair, both ways; what follows from them stands beside while they are made. */
export function PairsForm({ items, pairs, readOnly = false, onChange }: Props) {
  const t = useJudgingStrings();
  const nameOf = useName();
  const id = useId();
  const form = useRef<HTMLDivElement>(null);
  const n = items.length;
  const all = judgedAll(pairs, n);
  const { weights, ratio, worst } = judge(matrixOf(pairs, n), '');
  const words = (i: number, j: number, judgement: number) => {
    if (judgement === 0) return t('same');
    const item = items[judgement > 0 ? i : j]!;
    const times = Math.abs(judgement) + 1;
    const key = (['times2', 'times4', 'times6', 'times8'] as const)[
      times <= 3 ? 0 : times <= 5 ? 1 : times <= 7 ? 2 : 3
    ];
    return t(key!, { a: nameOf(item), times });
  };
  const fitting = Math.max(-8, Math.min(8, Math.round(worst.fits >= 1 ? worst.fits - 1 : 1 - 1 / worst.fits)));
  const missing = pairCount(n) - Object.keys(pairs).length;
  return (
    <div className="index-pairs" ref={form}>
      <ul>
        {items.flatMap((a, i) =>
          items.slice(i + 1).map((b, k) => {
            const j = i + 1 + k;
            const key = pairKey(i, j);
            const judged = pairs[key];
            const bad = all && ratio > LIMIT && worst.row === i && worst.column === j;
            return (
              <li key={key} className={bad ? 'index-pair-line bad' : 'index-pair-line'}>
                <label htmlFor={`${id}-${key}`} className="hidden-word">
                  {t('pairLegend', { a: nameOf(a), b: nameOf(b) })}
                </label>
                <span className={judged !== undefined && judged > 0 ? 'strong' : undefined}>{nameOf(a)}</span>
                <span className={judged !== undefined && judged < 0 ? 'strong' : undefined}>{nameOf(b)}</span>
                <span className="index-slider">
                  <input
                    id={`${id}-${key}`}
                    data-pair={key}
                    type="range"
                    min={-8}
                    max={8}
                    step={1}
                    disabled={readOnly}
                    className={judged === undefined ? 'index-slide untouched' : 'index-slide'}
                    aria-valuetext={judged === undefined ? t('notYet') : words(i, j, judged)}
                    value={-(judged ?? 0)}
                    onChange={(event) => onChange({ ...pairs, [key]: -Number(event.target.value) })}
                  />
                  <span className="index-scale cap" aria-hidden="true">
                    {[9, 7, 5, 3, 1, 3, 5, 7, 9].map((mark, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a scale that never changes
                      <span key={at}>{mark}</span>
                    ))}
                  </span>
                </span>
                <span className="index-said">
                  <span className={judged === undefined ? 'seal-text' : 'sub'}>
                    {judged === undefined ? t('notYet') : words(i, j, judged)}
                  </span>
                  {judged === undefined && !readOnly && (
                    <button type="button" className="btn text" onClick={() => onChange({ ...pairs, [key]: 0 })}>
                      {t('same')}
                    </button>
                  )}
                </span>
              </li>
            );
          }),
        )}
      </ul>
      <div className="index-follows" aria-live="polite">
        {!all ? (
          <p className="sub">{t('left', { count: missing })}</p>
        ) : (
          <>
            <h3>{t('weights')}</h3>
            <WeightBars
              rows={items.map((item, i) => ({ code: item.code, name: nameOf(item), share: weights[i] as number }))}
            />
            <p className={ratio > LIMIT ? 'note bad' : 'note'}>
              {t('ratio')} {t(ratio > LIMIT ? 'ratioBad' : 'ratioGood', { ratio: ratio.toFixed(2) })}
            </p>
            {ratio > LIMIT && (
              <p className="sub">
                {t('worst', {
                  a: nameOf(items[worst.row]!),
                  b: nameOf(items[worst.column]!),
                  fits: words(worst.row, worst.column, fitting),
                })}{' '}
                <button
                  type="button"
                  className="btn text"
                  onClick={() =>
                    form.current
                      ?.querySelector<HTMLElement>(`[data-pair="${pairKey(worst.row, worst.column)}"]`)
                      ?.focus()
                  }
                >
                  {t('goWorst')}
                </button>
              </p>
            )}
          </>
        )}
      </div>
    </div>
  );
}

type PointsProps = {
  items: Child[];
  points: Record<string, number>;
  readOnly?: boolean;
  onChange: (points: Record<string, number>) => void;
};

/** 100 points over the children, with what remains. */
export function PointsForm({ items, points, readOnly = false, onChange }: PointsProps) {
  const t = useJudgingStrings();
  const nameOf = useName();
  const sum = items.reduce((total, { code }) => total + (points[code] ?? 0), 0);
  const rest = Math.round((100 - sum) * 100) / 100;
  const even = () => {
    const each = Math.floor(100 / items.length);
    onChange(Object.fromEntries(items.map(({ code }, i) => [code, i === 0 ? 100 - each * (items.length - 1) : each])));
  };
  return (
    <div className="index-points">
      <ul>
        {items.map((item) => (
          <li key={item.code}>
            <span>{nameOf(item)}</span>
            <input
              type="range"
              min={0}
              max={100}
              aria-label={t('pointsOf', { name: nameOf(item) })}
              disabled={readOnly}
              value={points[item.code] ?? 0}
              onChange={(event) => onChange({ ...points, [item.code]: Number(event.target.value) })}
            />
            <span className="nowrap">
              <input
                className="input"
                type="number"
                min={0}
                max={100}
                aria-label={`${t('pointsOf', { name: nameOf(item) })} (${t('points')})`}
                disabled={readOnly}
                value={points[item.code] ?? ''}
                onChange={(event) => {
                  const given = Math.max(0, Math.min(100, Number(event.target.value)));
                  onChange({ ...points, [item.code]: Number.isFinite(given) ? given : 0 });
                }}
              />{' '}
              {t('points')}
            </span>
          </li>
        ))}
      </ul>
      <p className="row" aria-live="polite">
        <span className={rest === 0 ? 'tag' : rest < 0 ? 'tag bad' : 'tag doubt'}>
          {rest === 0 ? t('full') : rest > 0 ? t('remaining', { count: rest }) : t('over', { count: -rest })}
        </span>
        {!readOnly && (
          <button type="button" className="btn text" onClick={even}>
            {t('even')}
          </button>
        )}
        <span className="cap">{formatShare(sum / 100)}</span>
      </p>
    </div>
  );
}
