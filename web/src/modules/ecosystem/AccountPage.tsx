import './ecosystem.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App } from 'antd';
import type { GepDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage, useName, usePick } from '../../app/i18n.ts';
import { useMay } from '../../app/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Num } from '../../ui/Num.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { accountQuery, methodsQuery, publish } from './api.ts';
import { Bars } from './Bars.tsx';
import { changeOf, inWan, inYi, unitIn } from './money.ts';
import { useEcosystemStrings } from './strings.ts';

export function AccountPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(accountQuery(id));
  return <Loaded query={query}>{(account) => <Record account={account} />}</Loaded>;
}

function Record({ account: { row, lines, others, versions } }: { account: GepDetail }) {
  const t = useEcosystemStrings();
  const name = useName();
  const pick = usePick();
  const language = useLanguage();
  const may = useMay();
  const years = [row, ...others].sort((a, b) => b.year - a.year);
  const isLast = versions[0]?.version === row.version;
  return (
    <>
      <PageHead
        title={`${name(row.region)} ${row.year} ${t('title')}`}
        crumbs={[{ key: 'all', node: <FaceLink to="/ecosystem">{t('title')}</FaceLink> }]}
        sub={
          <>
            <span className={row.state === 'draft' ? 'tag doubt' : 'tag'}>{t(row.state)}</span>{' '}
            {t('version', { version: row.version })} · {row.recordedBy === 'system' ? t('program') : row.recordedBy} ·{' '}
            {formatInstant(row.recordedAt)} <SimulatedMark when={row.simulated} />
          </>
        }
        actions={may('ecosystem.keep') && row.state === 'draft' && isLast && <Publish id={row.id} />}
        aside={
          <div className="figure-now">
            <b className="num">
              {inYi(row.total)}
              <small>{t('yi')}</small>
            </b>
            {row.perArea !== null && (
              <span className="cap">
                {inWan(row.perArea)} {t('wanPerKm')}
              </span>
            )}
          </div>
        }
      />
      <div className="record">
        <div className="record-main">
          <section className="section">
            <h2>
              {t('pictureOne')} <SimulatedMark when={row.simulated} />
            </h2>
            <Bars
              label={t('pictureOne')}
              bars={lines.map((line) => ({
                key: line.service,
                name: pick(line.name),
                note: `${inYi(line.value)} ${t('yi')}`,
                parts: [{ kind: line.kind, value: Number(line.value), words: `${line.share}%` }],
              }))}
            />
          </section>
          <DataTable
            caption={t('pictureOne')}
            rows={lines}
            rowKey={(line) => line.service}
            columns={[
              {
                id: 'service',
                header: t('service'),
                names: true,
                cell: (line) => (
                  <>
                    <span className="strong">{pick(line.name)}</span>
                    <span className="cap under">{t(line.kind)}</span>
                  </>
                ),
              },
              {
                id: 'indicator',
                header: t('indicator'),
                cell: (line) => <span className="sub">{pick(line.indicator)}</span>,
              },
              {
                id: 'amount',
                header: t('amount'),
                align: 'right',
                cell: (line) => <Num value={line.amount} unit={unitIn(line.unit, language)} />,
              },
              { id: 'price', header: t('price'), align: 'right', cell: (line) => <Num value={line.price} /> },
              {
                id: 'value',
                header: t('value'),
                align: 'right',
                cell: (line) => (
                  <span className="num">
                    {inYi(line.value)}
                    <small>{t('yi')}</small>
                  </span>
                ),
              },
              { id: 'share', header: t('share'), align: 'right', cell: (line) => <Num value={line.share} unit="%" /> },
            ]}
          />
        </div>
        <div className="record-side">
          {row.area !== null && (
            <section className="section">
              <h2>{t('area')}</h2>
              <Num value={row.area} unit={t('km')} />
            </section>
          )}
          <Method id={row.method} />
          <section className="section">
            <h2>{t('versions')}</h2>
            <ol className="timeline">
              {versions.map((one) => (
                <li key={one.version}>
                  <time dateTime={one.recordedAt}>{formatInstant(one.recordedAt).slice(0, 10)}</time>
                  <span>
                    {t('version', { version: one.version })} · {one.state === 'draft' ? t('draft') : t('published')} ·{' '}
                    {inYi(one.total)} {t('yi')}
                    <span className="cap under">{one.recordedBy === 'system' ? t('program') : one.recordedBy}</span>
                  </span>
                </li>
              ))}
            </ol>
          </section>
          {others.length > 0 && (
            <section className="section">
              <h2>{t('others')}</h2>
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t('year')}</th>
                    <th scope="col" className="r">
                      {t('total')}
                    </th>
                    <th scope="col" className="r">
                      {t('change')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {years.map((one, index) => (
                    <tr key={one.id}>
                      <th scope="row">
                        {one.id === row.id ? one.year : <FaceLink to={`/ecosystem/${one.id}`}>{one.year}</FaceLink>}{' '}
                        <SimulatedMark when={one.simulated} />
                      </th>
                      <td className="r num">
                        {inYi(one.total)}
                        <small>{t('yi')}</small>
                      </td>
                      <td className="r num">{changeOf(one.total, years[index + 1]?.total)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function Publish({ id }: { id: string }) {
  const t = useEcosystemStrings();
  const words = useErrorWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const run = useMutation({
    mutationFn: () => publish(id),
    onSuccess: async ({ id: next }) => {
      message.success(t('publishedNow'));
      await queries.invalidateQueries({ queryKey: ['ecosystem'] });
      await navigate({ to: `/ecosystem/${next}` as never });
    },
  });
  return (
    <>
      {run.error && <span className="note bad">{words(run.error)}</span>}
      <button type="button" className="btn primary" disabled={run.isPending} onClick={() => run.mutate()}>
        {run.isPending ? t('publishing') : t('publish')}
      </button>
    </>
  );
}

function Method({ id }: { id: string }) {
  const t = useEcosystemStrings();
  const pick = usePick();
  const { data } = useQuery(methodsQuery);
  const method = data?.methods.find((one) => one.id === id);
  const first = method?.services[0];
  if (!method || !first) return null;
  return (
    <section className="section">
      <h2>{t('method')}</h2>
      <p className="sub">
        {t('methodNote', { name: pick(method.name), year: first.priceYear, source: pick(first.priceSource) })}
      </p>
    </section>
  );
}
