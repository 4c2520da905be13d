import type { RunDetail } from '../../../app/contract.ts';
import { useFace } from '../../../app/face.tsx';
import { useLanguage, useName } from '../../../app/i18n.ts';
import { formatCount, formatInstant } from '../../../ui/format.ts';
import { Proof } from '../../../ui/Proof.tsx';
import { stepSentences } from '../words.ts';
import { Bar } from './Bar.tsx';
import { Downloads } from './Ranking.tsx';
import { fixed, shareOf, treeOrder } from './run-facts.ts';
import { useResultStrings } from './strings.ts';

export function Method({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const language = useLanguage();
  const face = useFace();
  const sentences = stepSentences(run.steps, run.nodes, language);
  return (
    <div className="record">
      <div className="record-main">
        <Weights run={run} />
      </div>
      <div className="record-side">
        <section className="section">
          <h2>{t('note')}</h2>
          <p className={run.note ? 'ix-note' : 'sub'}>{run.note || t('noNote')}</p>
        </section>
        {run.publishedAt && <Proof subject={`index-run/${run.id}`} />}
        <section className="section">
          <h2>{t('steps')}</h2>
          <ol className="ix-steps">
            {sentences.map(({ step, name, text }) => (
              <li key={step}>
                <span className="ix-term">{name}</span>
                <span>{text}</span>
              </li>
            ))}
          </ol>
        </section>
        <section className="section">
          <h2>{t('digests')}</h2>
          <dl className="kv">
            <dt>{t('dataDigest')}</dt>
            <dd className="mono">{run.dataDigest}</dd>
            <dt>{t('methodDigest')}</dt>
            <dd className="mono">{run.methodDigest}</dd>
            <dt>{t('samples')}</dt>
            <dd>{t('variedHow', { samples: formatCount(run.samples), seed: String(run.seed) })}</dd>
            <dt>{t('runAt')}</dt>
            <dd>{formatInstant(run.runAt)}</dd>
            {face === 'work' && (
              <>
                <dt>{t('runBy')}</dt>
                <dd>{run.actor}</dd>
              </>
            )}
          </dl>
          <p className="cap ix-after">{t('digestHint')}</p>
          <p className="sub ix-after">{t('again')}</p>
          <pre className="mono ix-command">./zhimai composite run config.json</pre>
          <div className="row no-print ix-after">
            <Downloads run={run} language={language} />
          </div>
        </section>
      </div>
    </div>
  );
}

function Weights({ run }: { run: RunDetail }) {
  const t = useResultStrings();
  const name = useName();
  const nodes = treeOrder(run.nodes).slice(1);
  const dividing = (id: string) => {
    const own = run.context.find((one) => one.id === id);
    return own ? name(own) : id;
  };
  const top = Math.max(...nodes.map(({ node }) => shareOf(run, node.code)));
  return (
    <section className="section">
      <h2>{t('tree')}</h2>
      <p className="cap">{t('treeHint')}</p>
      <table className="plain-table ix-bars ix-tree">
        <caption className="hidden-word">{t('tree')}</caption>
        <tbody>
          {nodes.map(({ node, depth }) => {
            const share = shareOf(run, node.code);
            const inside = run.weights[node.parent ?? '']?.[node.code] ?? 0;
            return (
              <tr key={node.code} className={`depth-${depth}${node.indicator ? '' : ' aggregate'}`}>
                <th scope="row" style={{ paddingLeft: (depth - 1) * 16 }}>
                  {name(node)}
                  {node.direction === -1 && <span className="cap"> {t('lowerBetter')}</span>}
                  {(node.denominator || node.goalposts) && (
                    <span className="cap under">
                      {[
                        node.goalposts && `${t('goalposts')} ${node.goalposts.join('–')}`,
                        node.denominator && `${t('denominator')} ${dividing(node.denominator)}`,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  )}
                </th>
                <td className="drawn">
                  <Bar domain={[0, top]} value={share} tone={node.indicator ? 'faint' : 'plain'} />
                </td>
                <td className="r num">
                  {fixed(share * 100)}% <span className="cap">({fixed(inside * 100, 0)}%)</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
