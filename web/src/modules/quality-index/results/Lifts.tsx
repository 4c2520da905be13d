import type { RunDetail, RunProfile } from '../../../app/contract.ts';
import { useName } from '../../../app/i18n.ts';
import { Bar } from './Bar.tsx';
import { fixed } from './run-facts.ts';
import { useResultStrings } from './strings.ts';

/** A raw value as it can be read: as many places as its size asks for. */
export function short(value: number | null): string {
  if (value === null) return '—';
  const size = Math.abs(value);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4);
}

const few = 8;

/** What one indicator alone would have to become for the region to rise. */
export function Lifts({ run, profile }: { run: RunDetail; profile: RunProfile }) {
  const t = useResultStrings();
  const name = useName();
  const nodes = new Map(run.nodes.map((node) => [node.code, node]));
  const units = new Map(profile.values.map(({ code, unit }) => [code, unit]));
  const lifts = profile.lifts
    .flatMap((lift) => {
      const { needed, effort, rankNeeded } = lift;
      return needed === null || effort === null || rankNeeded === null ? [] : [{ ...lift, needed, effort, rankNeeded }];
    })
    .sort((a, b) => a.effort - b.effort)
    .slice(0, few);
  return (
    <section className="section">
      <h2>{t('lifts')}</h2>
      {lifts.length === 0 ? (
        <p className="sub">
          {t(profile.rank === 1 ? 'liftsTop' : profile.liftsLeftOut ? 'liftsLeftOut' : 'liftsNone')}
        </p>
      ) : (
        <>
          <p className="cap">{t('liftsHint')}</p>
          <table className="plain-table ix-bars ix-lifts">
            <caption className="hidden-word">{t('lifts')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('indicator')}</th>
                <th scope="col">{t('effort')}</th>
                <th scope="col" className="r">
                  {t('rankThen')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lifts.map((lift) => {
                const node = nodes.get(lift.code);
                return (
                  <tr key={lift.code}>
                    <th scope="row">
                      {node ? name(node) : lift.code}
                      <span className="cap under num">
                        {short(lift.value)} → <b>{short(lift.needed)}</b> {units.get(lift.code)}
                      </span>
                    </th>
                    <td className="drawn">
                      <Bar domain={[0, 1]} value={Math.min(1, lift.effort)} />
                      <span className="cap num">{fixed(lift.effort * 100, lift.effort < 0.1 ? 1 : 0)}%</span>
                    </td>
                    <td className="r num">
                      {profile.rank} → {lift.rankNeeded}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
