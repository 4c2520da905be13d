import { dueWords, type TargetDetail } from '../../app/contract.ts';
import { useLanguage, usePick } from '../../app/i18n.ts';
import { formatDecimal, formatRounded, formatTarget } from '../../ui/format.ts';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { useTargetStrings } from './strings.ts';

/** The rule that decided, with the numbers it decided on. */
export function Judgement({ target }: { target: TargetDetail }) {
  const t = useTargetStrings();
  const pick = usePick();
  const language = useLanguage();
  const margin = target.rule.margin;
  const row = (label: string, value: string | null, unit = target.unit) => (
    <tr>
      <th scope="row" className="sub">
        {label}
      </th>
      <td className="r num">
        {value ?? '—'}
        {value !== null && <small>{unit}</small>}
      </td>
    </tr>
  );
  return (
    <section className="section">
      <h2>{t('judged')}</h2>
      <table className="plain-table">
        <tbody>
          {row(`${t('target')} · ${dueWords(target, language)}`, formatTarget(target, language))}
          {row(
            t('expectedOn', { day: target.asOf }),
            target.rule.expected === null ? null : formatRounded(target.rule.expected, 2),
          )}
          {row(t('latestValue'), target.rule.latest === null ? null : formatDecimal(target.rule.latest))}
          {row(
            t('margin'),
            margin === null
              ? null
              : `${margin.startsWith('-') || Number(margin) === 0 ? '' : '+'}${formatRounded(margin, 2)}`,
          )}
          <tr>
            <th scope="row" className="sub">
              {t('status')}
            </th>
            <td className="r">
              <SimulatedMark when={target.series.some((point) => point.simulated)} />{' '}
              <StatusMark status={target.status} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className="sub" style={{ marginTop: 8 }}>
        {pick(target.rule.message)}
      </p>
    </section>
  );
}
