import { memo } from 'react';
import { dueWords } from '../../app/contract.ts';
import { useLanguage, usePick } from '../../app/i18n.ts';
import { formatDecimal, formatTarget } from '../../ui/format.ts';
import { severityClass, useStatusStrings } from '../../ui/strings.ts';
import { Decision } from './Decide.tsx';
import type { Deciding } from './deciding.ts';
import type { Item } from './items.ts';
import { useReviewStrings } from './review-strings.ts';
import { useReadingStrings } from './strings.ts';

/** What is printed differs from what was read only where its digits do; width of signs is no difference. */
function digits(text: string): string {
  return text.normalize('NFKC').replace(/[^\d.]/g, '');
}

function TargetFacts({ item }: { item: Extract<Item, { tab: 'targets' }> }) {
  const t = useReadingStrings();
  const words = useStatusStrings();
  const language = useLanguage();
  const { target } = item;
  const plain = /^-?\d+(\.\d+)?$/.test(target.value);
  const value = plain ? formatTarget(target, language) : target.value;
  return (
    <dl className="kv">
      <dt>{t('target')}</dt>
      <dd className="num">
        {value} <small>{target.unit}</small>
      </dd>
      <dt>{t('due')}</dt>
      <dd>
        {target.year === null && target.period !== 'each'
          ? '—'
          : dueWords({ ...target, dueOn: `${target.year}-12-31` }, language)}
        {' · '}
        {words(target.kind)}
      </dd>
      {target.breakdown && (
        <>
          <dt>{t('breakdown')}</dt>
          <dd>{Object.values(target.breakdown).join(' · ')}</dd>
        </>
      )}
      {target.baseline?.value && (
        <>
          <dt>{t('baseline')}</dt>
          <dd className="num">
            {formatDecimal(target.baseline.value)}
            {target.baseline.year && <small>{target.baseline.year}</small>}
          </dd>
        </>
      )}
      {target.raw && digits(target.raw) !== digits(`${target.value}${target.valueHigh ?? ''}`) && (
        <>
          <dt>{t('raw')}</dt>
          <dd>
            {target.raw} → {plain ? formatDecimal(target.value) : target.value}
          </dd>
        </>
      )}
    </dl>
  );
}

type Props = {
  item: Item;
  chosen: boolean;
  place: number;
  /** Clause, and page or paragraph of the original file. */
  where: string;
  excerpt: string;
  onChoose: (item: Item) => void;
  /** Null for somebody who only reads. */
  deciding: Deciding | null;
};

/** One thing that was read. The whole card is the way to its place in the text. */
export const Card = memo(function Card({ item, chosen, place, where, excerpt, onChoose, deciding }: Props) {
  const t = useReadingStrings();
  const words = useStatusStrings();
  const pick = usePick();
  const r = useReviewStrings();
  const many = item.spans.length > 1;
  const state = item.review && item.tab !== 'units' ? item.review.state : null;
  return (
    <li className={`card${chosen ? ' chosen' : ''}${state ? ` is-${state}` : ''}`} data-key={item.key}>
      <button type="button" aria-pressed={chosen} onClick={() => onChoose(item)}>
        <span className="card-head">
          {item.tab === 'findings' && (
            <b>
              <span className={severityClass('tag', item.finding.severity)}>{words(item.finding.severity)}</span>{' '}
              {pick(item.finding.message)}
            </b>
          )}
          {item.tab === 'targets' && (
            <b>
              {item.target.indicator} {item.target.suspect && <span className="tag doubt">{t('suspect')}</span>}
            </b>
          )}
          {item.tab === 'tasks' && <b>{item.task.title}</b>}
          {item.tab === 'units' && <b>{item.unit.name}</b>}
          <span className="card-where">
            <span className="cap nowrap">{where}</span>
            {state && (state !== 'open' || item.tab !== 'findings') && (
              <span className={`decided ${state}`}>{r(state)}</span>
            )}
          </span>
        </span>
        {item.tab === 'targets' && <TargetFacts item={item} />}
        {item.tab === 'findings' && excerpt && <span className="card-words">{excerpt}</span>}
        {item.tab === 'tasks' && (
          <span className="sub">
            {item.task.lead ? `${t('lead')}：${item.task.lead}` : t('noUnits')}
            {item.task.joint.length > 0 && `　${t('joint')}：${item.task.joint.join('、')}`}
          </span>
        )}
        {item.tab === 'units' && (
          <span className="sub">
            {[
              item.unit.lead > 0 && t('leadTimes', { count: item.unit.lead }),
              item.unit.joint > 0 && t('jointTimes', { count: item.unit.joint }),
              t('places', { count: item.spans.length }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
        {chosen && many && (
          <span className="cap">
            {t('place', { index: place + 1, count: item.spans.length })} · {t('next')} ↓
          </span>
        )}
      </button>
      <Decision item={item} chosen={chosen} deciding={deciding} />
    </li>
  );
});
