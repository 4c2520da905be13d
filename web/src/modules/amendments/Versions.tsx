import './amendments.css';
import type { TargetDetail } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { useLanguage } from '../../app/i18n.ts';
import { formatTarget } from '../../ui/format.ts';
import { useAmendmentStrings } from './strings.ts';

/** What a target asked for before and after each amendment; the one of the day asked for is marked. */
export function Versions({ target }: { target: TargetDetail }) {
  const t = useAmendmentStrings();
  const face = useFace();
  const language = useLanguage();
  if (target.versions.length === 0) return null;
  const holds = (one: TargetDetail['versions'][number]) =>
    (one.from === null || one.from <= target.asOf) && (one.to === null || target.asOf < one.to);
  return (
    <section className="section">
      <h2>{t('versions')}</h2>
      {target.versions.some((one) => one.absent && holds(one)) && <p className="note bad">{t('gone')}</p>}
      <ol className="timeline versions">
        {target.versions.toReversed().map((one) => (
          <li key={one.from ?? 'first'} aria-current={holds(one) ? 'true' : undefined}>
            <time>{one.from ?? '—'}</time>
            <span>
              {one.absent ? (
                t('absent')
              ) : (
                <b className="num">
                  {formatTarget(one, language)} {target.unit} · {one.dueOn}
                </b>
              )}
              <span className="cap under">
                {one.amendment ? (
                  <>
                    {face === 'work' ? (
                      <FaceLink to={`/amendments/${one.amendment.id}`}>
                        {t('number', { number: one.amendment.number })}
                      </FaceLink>
                    ) : (
                      t('number', { number: one.amendment.number })
                    )}{' '}
                    · {one.amendment.basis}
                  </>
                ) : (
                  t('since')
                )}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
