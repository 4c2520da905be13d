import type { RunDetail, RunProfile } from '../../../app/contract.ts';
import { useName } from '../../../app/i18n.ts';
import { Bar } from './Bar.tsx';
import { around, fieldsOf, fixed } from './run-facts.ts';
import { useResultStrings } from './strings.ts';
import { Line } from './Years.tsx';

type Part = { code: string; contribution: number };

/** Contributions of the indicators, gathered by the field that they are under; the largest first. */
export function byField(run: Pick<RunDetail, 'nodes'>, parts: readonly Part[]) {
  const nodes = new Map(run.nodes.map((node) => [node.code, node]));
  const fields = fieldsOf(run.nodes);
  const above = (code: string): string => {
    let at = nodes.get(code);
    while (at && !fields.includes(at)) at = at.parent === null ? undefined : nodes.get(at.parent);
    return at?.code ?? code;
  };
  const leaves = parts.filter(({ code }) => nodes.get(code)?.indicator !== undefined);
  return fields
    .map((field) => {
      const own = leaves.filter(({ code }) => above(code) === field.code);
      return {
        field,
        sum: own.reduce((total, { contribution }) => total + contribution, 0),
        parts: own
          .map((part) => ({ ...part, node: nodes.get(part.code)! }))
          .sort((a, b) => b.contribution - a.contribution),
      };
    })
    .sort((a, b) => b.sum - a.sum);
}

type Props = { run: RunDetail; profile: RunProfile; method: Exclude<RunProfile['method'], 'none'> };

/** Where the score comes from: what every indicator adds to or takes from the mean, exactly. */
export function Contributions({ run, profile, method }: Props) {
  const t = useResultStrings();
  const name = useName();
  const fields = byField(run, profile.contributions);
  const difference = Number(profile.score) - Number(profile.reference);
  const domain = around([
    ...fields.map(({ sum }) => sum),
    ...profile.contributions.map((one) => one.contribution),
    difference,
  ]);
  return (
    <section className="section">
      <h2>{t('whence')}</h2>
      <p className="sub">
        {t('whenceHint', {
          score: fixed(profile.score, 2),
          reference: fixed(profile.reference ?? '0', 2),
          difference: fixed(difference, 2, true),
        })}
      </p>
      <table className="plain-table ix-bars ix-sum">
        <caption className="hidden-word">{t('whence')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('indicator')}</th>
            <th scope="col">
              <span className="hidden-word">{t('contribution')}</span>
            </th>
            <th scope="col" className="r">
              {t('contribution')}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.flatMap(({ field, sum, parts }) => [
            <tr key={field.code} className="aggregate">
              <th scope="row">{name(field)}</th>
              <td className="drawn">
                <Bar domain={domain} value={sum} tone={sum < 0 ? 'down' : 'plain'} />
              </td>
              <td className="r num strong">{fixed(sum, 2, true)}</td>
            </tr>,
            ...parts.map((part) => (
              <tr key={part.code} className="leaf">
                <th scope="row">{name(part.node)}</th>
                <td className="drawn">
                  <Bar
                    domain={domain}
                    value={part.contribution}
                    height={16}
                    tone={part.contribution < 0 ? 'down' : 'faint'}
                  />
                </td>
                <td className="r num sub">{fixed(part.contribution, 2, true)}</td>
              </tr>
            )),
          ])}
          <Line words={t('sum')} value={difference} domain={domain} total />
        </tbody>
      </table>
      <p className="cap ix-after">
        {t('exact')} · {t(method)}
      </p>
    </section>
  );
}
