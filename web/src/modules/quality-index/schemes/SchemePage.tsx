import './schemes.css';
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Select } from 'antd';
import type { RunRow, SchemeDetail } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useName, usePick } from '../../../app/i18n.ts';
import { type Search, useSearchState } from '../../../app/search.ts';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { formatCount, formatInstant } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { SimulatedMark } from '../../../ui/SimulatedMark.tsx';
import { TableFrame } from '../../../ui/TableFrame.tsx';
import { schemeQuery, startNext } from './api.ts';
import { RunDrawer } from './RunDrawer.tsx';
import { useSchemeStrings } from './strings.ts';

export function SchemePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(schemeQuery(id));
  return <Loaded query={query}>{(scheme) => <Scheme scheme={scheme} query={query} />}</Loaded>;
}

const stateOf = (run: RunRow) => (run.withdrawnAt ? 'withdrawn' : run.publishedAt ? 'published' : 'internal');

function Scheme({ scheme, query }: { scheme: SchemeDetail; query: UseQueryResult<SchemeDetail> }) {
  const t = useSchemeStrings();
  const nameOf = useName();
  const [search, update] = useSearchState();
  const note = nameOf({ name: scheme.note, nameEn: scheme.noteEn });
  const runs = filterRuns(scheme.runs, search);
  return (
    <>
      <PageHead
        title={nameOf(scheme)}
        crumbs={[{ key: 'all', node: <FaceLink to="/index">{t('title')}</FaceLink> }]}
        sub={`${nameOf(scheme.region)} · ${t('indicatorsN', { count: scheme.indicators })}`}
        actions={scheme.mayEdit && <Actions scheme={scheme} run={() => update({ run: '1' })} />}
      />
      {note && <p className="sub prose">{note}</p>}
      <div className="index-scheme">
        <Versions scheme={scheme} />
        {scheme.mayEdit && <Years scheme={scheme} />}
      </div>
      <section className="section">
        <h2>{t('runs')}</h2>
        <TableFrame<RunRow, { total: number; rows: RunRow[] }>
          room="index-runs"
          caption={t('runsCaption')}
          query={{ ...query, data: runs } as never}
          rowKey={(row) => row.id}
          filterKeys={['kind', 'state', 'level']}
          filters={(now, set) =>
            scheme.runs.length > 0 && (
              <>
                <Select
                  aria-label={t('kind')}
                  style={{ width: 130 }}
                  value={now.kind ?? ''}
                  onChange={(kind) => set({ kind, page: undefined })}
                  options={[
                    { value: '', label: t('allKinds') },
                    ...(['trial', 'official'] as const).map((value) => ({ value, label: t(value) })),
                  ]}
                />
                <Select
                  aria-label={t('level')}
                  style={{ width: 150 }}
                  value={now.level ?? ''}
                  onChange={(level) => set({ level, page: undefined })}
                  options={[
                    { value: '', label: t('allLevels') },
                    ...(['city', 'county'] as const).map((value) => ({ value, label: t(`level_${value}`) })),
                  ]}
                />
                <Select
                  aria-label={t('state')}
                  style={{ width: 130 }}
                  value={now.state ?? ''}
                  onChange={(state) => set({ state, page: undefined })}
                  options={[
                    { value: '', label: t('allStates') },
                    ...(['internal', 'published', 'withdrawn'] as const).map((value) => ({
                      value,
                      label: t(`state_${value}`),
                    })),
                  ]}
                />
              </>
            )
          }
          empty={{
            title: t('runsNone'),
            hint: scheme.mayEdit ? t('runsNoneHint') : t('runsNoneRead'),
            action: scheme.mayEdit && (
              <button type="button" className="btn primary" onClick={() => update({ run: '1' })}>
                {t('run')}
              </button>
            ),
          }}
          columns={[
            {
              id: 'what',
              header: t('year'),
              names: true,
              cell: (row) => (
                <FaceLink to={`/index/runs/${row.id}`} className="plain strong">
                  {row.year} · {t(`level_${row.level}`)}
                </FaceLink>
              ),
            },
            { id: 'kind', header: t('kind'), cell: (row) => <span className="tag unit">{t(row.kind)}</span> },
            {
              id: 'version',
              header: t('scheme'),
              cell: (row) => (
                <FaceLink to={`/index/versions/${row.versionId}`} className="nowrap">
                  {t('version', { number: row.versionNumber })}
                </FaceLink>
              ),
            },
            {
              id: 'units',
              header: t('units'),
              align: 'right',
              cell: (row) => <span className="num">{row.units}</span>,
            },
            {
              id: 'state',
              header: t('state'),
              cell: (row) => (
                <span className="row">
                  <span className={stateOf(row) === 'withdrawn' ? 'tag bad' : 'tag'}>{t(`state_${stateOf(row)}`)}</span>
                  <SimulatedMark when={row.simulated} />
                </span>
              ),
            },
            { id: 'by', header: t('by'), cell: (row) => <span className="sub">{row.actor}</span> },
            {
              id: 'at',
              header: t('runAt'),
              cell: (row) => <time className="sub nowrap">{formatInstant(row.runAt)}</time>,
            },
          ]}
        />
      </section>
      {search.run && scheme.mayEdit && (
        <RunDrawer
          scheme={scheme}
          year={search.year ? Number(search.year) : undefined}
          level={search.of === 'city' || search.of === 'county' ? search.of : undefined}
          onClose={() => update({ run: undefined, year: undefined, of: undefined })}
        />
      )}
    </>
  );
}

function filterRuns(runs: RunRow[], search: Search) {
  const fits = runs.filter(
    (run) =>
      (!search.kind || run.kind === search.kind) &&
      (!search.level || run.level === search.level) &&
      (!search.state || stateOf(run) === search.state),
  );
  const size = Number(search.size ?? 50);
  const from = (Number(search.page ?? 1) - 1) * size;
  return { total: fits.length, rows: fits.slice(from, from + size) };
}

function Actions({ scheme, run }: { scheme: SchemeDetail; run: () => void }) {
  const t = useSchemeStrings();
  const words = useErrorWords();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = scheme.versions.find(({ state }) => state.id === 'draft' || state.id === 'proposed');
  const newest = scheme.versions[0];
  const next = useMutation({
    mutationFn: () => startNext(newest!.id),
    onSuccess: async ({ versionId }) => {
      message.success(t('nextStarted', { number: newest!.number }));
      void queries.invalidateQueries({ queryKey: ['index'] });
      await navigate({ to: `/index/versions/${versionId}` });
    },
    onError: (error) => message.error(words(error)),
  });
  return (
    <>
      <button type="button" className="btn" onClick={run}>
        {t('run')}
      </button>
      {open ? (
        <FaceLink to={`/index/versions/${open.id}`} className="btn primary">
          {open.state.id === 'draft' ? t('openDraft') : t('openVersion')}
        </FaceLink>
      ) : (
        newest && (
          <button type="button" className="btn primary" disabled={next.isPending} onClick={() => next.mutate()}>
            {t('nextVersion')}
          </button>
        )
      )}
    </>
  );
}

function Versions({ scheme }: { scheme: SchemeDetail }) {
  const t = useSchemeStrings();
  const pick = usePick();
  if (scheme.versions.length === 0) return null;
  return (
    <section>
      <h2>{t('versions')}</h2>
      <ul className="index-versions">
        {scheme.versions.map((version) => (
          <li key={version.id}>
            <FaceLink to={`/index/versions/${version.id}`} className="plain strong">
              {t('version', { number: version.number })}
            </FaceLink>
            <span className={version.state.tone === 'wait' ? 'tag doubt' : 'tag'}>{pick(version.state)}</span>
            <span className="cap">
              {version.author && !version.author.startsWith('system') ? `${version.author} · ` : ''}
              {formatInstant(version.createdAt).slice(0, 10)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What there is to run on: by level one line of years, each a way to start. */
function Years({ scheme }: { scheme: SchemeDetail }) {
  const t = useSchemeStrings();
  const [, update] = useSearchState();
  return (
    <section>
      <h2>{t('years')}</h2>
      {scheme.years.length === 0 ? (
        <p className="sub">
          {t('yearsNone')} <FaceLink to="/targets">→</FaceLink>
        </p>
      ) : (
        <>
          <p className="cap">{t('yearsHint')}</p>
          <dl className="index-years">
            {(['city', 'county'] as const).map((level) => {
              const years = scheme.years.filter((own) => own.level === level);
              if (years.length === 0) return null;
              return (
                <div key={level}>
                  <dt>{t(`level_${level}`)}</dt>
                  <dd className="row">
                    {years.slice(0, 8).map((own) => (
                      <button
                        key={own.year}
                        type="button"
                        className="btn"
                        onClick={() => update({ run: '1', of: level, year: String(own.year) })}
                      >
                        {own.year} <span className="cap num">{t('values', { count: formatCount(own.values) })}</span>
                        <SimulatedMark when={own.simulated} />
                      </button>
                    ))}
                  </dd>
                </div>
              );
            })}
          </dl>
        </>
      )}
    </section>
  );
}
