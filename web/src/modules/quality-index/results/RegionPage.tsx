import './results.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { RunDetail, RunProfile, RunUnit } from '../../../app/contract.ts';
import { FaceLink, useFace } from '../../../app/face.tsx';
import { useLanguage, useName } from '../../../app/i18n.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { SimulatedMark } from '../../../ui/SimulatedMark.tsx';
import { profileQuery, runQuery } from './api.ts';
import { Bar } from './Bar.tsx';
import { Contributions } from './Contributions.tsx';
import { Lifts } from './Lifts.tsx';
import { RunNotes, RunState } from './RunPage.tsx';
import { alike, fieldsOf, fixed, groupLetters, meanOf, placeWords, rankTicks } from './run-facts.ts';
import { SensitivityBars, SensitivityWords } from './Sensitivity.tsx';
import { useResultStrings } from './strings.ts';
import { Values } from './Values.tsx';

/** Where one region stands in a run, and why. */
export function RegionPage() {
  const { id = '', code = '' } = useParams({ strict: false }) as { id?: string; code?: string };
  const run = useQuery(runQuery(id));
  const profile = useQuery(profileQuery(id, code));
  return (
    <Loaded query={run}>
      {(run) => <Loaded query={profile}>{(profile) => <Profile run={run} profile={profile} />}</Loaded>}
    </Loaded>
  );
}

function Profile({ run, profile }: { run: RunDetail; profile: RunProfile }) {
  const t = useResultStrings();
  const name = useName();
  const face = useFace();
  const language = useLanguage();
  const at = run.rows.findIndex(({ region }) => region.code === profile.region.code);
  const row = run.rows[at];
  if (!row) return null;
  const count = run.rows.length;
  const others = run.rows.filter((other) => other !== row && alike(other, row));
  const scheme = name({ name: run.schemeName, nameEn: run.schemeNameEn });
  return (
    <>
      <RunNotes run={run} />
      <PageHead
        title={t('profileOf', { region: name(profile.region), scheme, year: run.year })}
        crumbs={[
          { key: 'all', node: <FaceLink to="/index">{t(face === 'public' ? 'publicTitle' : 'index')}</FaceLink> },
          {
            key: 'run',
            node: (
              <FaceLink to={`/index/runs/${run.id}`}>
                {scheme} {run.year}
              </FaceLink>
            ),
          },
        ]}
        sub={
          <>
            {row.parent && `${name(row.parent)} · `}
            {t('rankWords', { rank: row.rank, count })} · {t('rankInterval', { places: placeWords(row.rankInterval) })}{' '}
            · {t('inGroups', { letters: groupLetters(row.groups) })} <RunState run={run} />{' '}
            <SimulatedMark when={run.simulated} />
          </>
        }
        aside={
          <div className="figure-now">
            <b className="num">{fixed(profile.score)}</b>
            <span className="cap">{t('score')}</span>
          </div>
        }
      />
      <div className="ix-place">
        <Bar
          domain={[0.5, count + 0.5]}
          band={row.rankInterval}
          dot={row.rank}
          ticks={rankTicks(count, 10)}
          tickWords
          height={26}
        />
        <p className="sub">
          {others.length > 0
            ? t('alikeWith', { names: others.map(({ region }) => name(region)).join(language === 'zh' ? '、' : ', ') })
            : t('chosenAlone')}
        </p>
      </div>
      <div className="record ix-profile">
        <div className="record-main">
          {profile.method === 'none' ? (
            <section className="section">
              <h2>{t('whence')}</h2>
              <p className="sub">{t('noParts')}</p>
            </section>
          ) : (
            <Contributions run={run} profile={profile} method={profile.method} />
          )}
          <Values run={run} profile={profile} />
        </div>
        <div className="record-side">
          <Fields run={run} row={row} />
          <Lifts run={run} profile={profile} />
          {profile.sensitivity.length > 0 && (
            <section className="section">
              <h2>{t('unitSensitivity')}</h2>
              <SensitivityWords rows={profile.sensitivity} run={run} what="score" />
              <SensitivityBars rows={profile.sensitivity} run={run} caption={t('unitSensitivity')} short />
              <p className="cap ix-after">{t('ofScore')}</p>
            </section>
          )}
        </div>
      </div>
      <nav className="ix-neighbours no-print" aria-label={t('ranking')}>
        <Neighbour run={run} row={run.rows[at - 1]} words="previous" />
        <FaceLink to={`/index/runs/${run.id}`}>{t('backToRun')}</FaceLink>
        <Neighbour run={run} row={run.rows[at + 1]} words="next" />
      </nav>
    </>
  );
}

function Neighbour({ run, row, words }: { run: RunDetail; row: RunUnit | undefined; words: 'previous' | 'next' }) {
  const t = useResultStrings();
  const name = useName();
  if (!row) return <span />;
  return (
    <FaceLink to={`/index/runs/${run.id}/regions/${row.region.code}`}>
      {t(words, { region: name(row.region) })}
    </FaceLink>
  );
}

function Fields({ run, row }: { run: RunDetail; row: RunUnit }) {
  const t = useResultStrings();
  const name = useName();
  const fields = fieldsOf(run.nodes).map((field) => {
    const all = run.rows.flatMap(({ scores }) => (scores[field.code] == null ? [] : [Number(scores[field.code])]));
    const own = row.scores[field.code];
    return { field, own: own == null ? null : Number(own), mean: meanOf(all), all };
  });
  const low = Math.min(...fields.flatMap(({ all }) => all));
  const high = Math.max(...fields.flatMap(({ all }) => all));
  const domain = [low - (high - low) * 0.04, high + (high - low) * 0.04] as const;
  return (
    <section className="section">
      <h2>{t('fields')}</h2>
      <p className="cap">{t('fieldsHint', { count: run.rows.length })}</p>
      <table className="plain-table ix-bars">
        <caption className="hidden-word">{t('fields')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-word">{t('fields')}</span>
            </th>
            <th scope="col">
              <span className="hidden-word">{t('here')}</span>
            </th>
            <th scope="col" className="r">
              {t('here')}
            </th>
            <th scope="col" className="r">
              {t('difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, own, mean }) => (
            <tr key={field.code}>
              <th scope="row" className="nowrap">
                {name(field)}
              </th>
              <td className="drawn">
                <Bar
                  domain={domain}
                  dot={own ?? undefined}
                  mark={mean}
                  band={own === null ? undefined : [Math.min(own, mean), Math.max(own, mean)]}
                />
              </td>
              <td className="r num">{fixed(own)}</td>
              <td className="r num sub">{own === null ? '—' : fixed(own - mean, 1, true)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
