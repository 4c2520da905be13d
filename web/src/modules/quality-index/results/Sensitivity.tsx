import type { RunDetail } from '../../../app/contract.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatCount } from '../../../ui/format.ts';
import { factorSentence } from '../words.ts';
import { Bar } from './Bar.tsx';
import { fixed } from './run-facts.ts';
import { useResultStrings } from './strings.ts';

type Rows = RunDetail['sensitivity'];

/** An index as a share in whole percent; estimates that stray below nothing are shown as nothing. */
const percent = (value: number) => fixed(Math.min(1, Math.max(0, value)) * 100, 0);

export function useFactorNames(run: Pick<RunDetail, 'factors'>): Map<string, { name: string; text: string }> {
  const language = useLanguage();
  return new Map(run.factors.map((factor) => factorSentence(factor, language)).map(({ key, ...rest }) => [key, rest]));
}

type BarsProps = {
  rows: Rows;
  run: RunDetail;
  caption: string;
  /** In a narrow place only the total is drawn. */
  short?: boolean;
};

export function SensitivityBars({ rows, run, caption, short = false }: BarsProps) {
  const t = useResultStrings();
  const names = useFactorNames(run);
  const domain = [0, 1] as const;
  const ticks = short ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  const which = short ? (['total'] as const) : (['first', 'total'] as const);
  return (
    <table className="plain-table ix-bars ix-sens">
      <caption className="hidden-word">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('factor')}</th>
          {which.map((one) => (
            <th key={one} scope="col" colSpan={2}>
              {t(`${one}Index`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...rows]
          .sort((a, b) => b.total - a.total)
          .map((row, index) => (
            <tr key={row.factor}>
              <th scope="row" className="strong">
                {names.get(row.factor)?.name ?? row.factor}
              </th>
              {which.map((one) => {
                const [low, high] = row[`${one}Interval`];
                return [
                  <td key={one} className="drawn" data-label={t(`${one}Index`)}>
                    <Bar
                      domain={domain}
                      value={Math.max(0, row[one])}
                      whisker={[low, high]}
                      ticks={ticks}
                      tickWords={index === 0}
                      tickUnit="%"
                    />
                  </td>,
                  <td key={`${one}-number`} className="r num figures">
                    {percent(row[one])}%{' '}
                    <span className="cap">
                      {percent(low)}–{percent(high)}
                    </span>
                  </td>,
                ];
              })}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** The plain sentence on the factor that matters most. */
export function SensitivityWords({
  rows,
  run,
  what = 'rank',
}: {
  rows: Rows;
  run: RunDetail;
  what?: 'rank' | 'score';
}) {
  const t = useResultStrings();
  const names = useFactorNames(run);
  const most = [...rows].sort((a, b) => b.total - a.total)[0];
  if (!most) return null;
  const together = 1 - rows.reduce((sum, { first }) => sum + Math.max(0, first), 0);
  return (
    <p className="prose ix-lead">
      {t(what === 'rank' ? 'sensitivityLead' : 'sensitivityLeadScore', {
        name: names.get(most.factor)?.name ?? most.factor,
        first: percent(most.first),
        total: percent(most.total),
      })}
      {together > 0.005 && ` ${t('interact', { share: percent(together) })}`}
    </p>
  );
}

export function SensitivityTab({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const names = useFactorNames(run);
  if (run.sensitivity.length === 0) return <EmptyState title={t('none')} hint={t('noneHint')} />;
  return (
    <>
      <section className="section ix-first">
        <h2>{t('oneChange')}</h2>
        <SensitivityWords rows={run.sensitivity} run={run} />
        <SensitivityBars rows={run.sensitivity} run={run} caption={t('oneChange')} />
        <p className="sub prose ix-after">{t('sensitivityWhat')}</p>
      </section>
      <section className="section">
        <h2>{t('varied')}</h2>
        <dl className="ix-words">
          {[...names].map(([key, { name, text }]) => (
            <div key={key}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <p className="cap ix-after">{t('variedHow', { samples: formatCount(run.samples), seed: String(run.seed) })}</p>
      </section>
    </>
  );
}
