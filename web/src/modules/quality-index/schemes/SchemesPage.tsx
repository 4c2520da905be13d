import './schemes.css';
import { useQuery } from '@tanstack/react-query';
import type { RoundRow, SchemeRow } from '../../../app/contract.ts';
import { FaceLink, useFace } from '../../../app/face.tsx';
import { useName } from '../../../app/i18n.ts';
import { useSearchState } from '../../../app/search.ts';
import { useMay, useSession } from '../../../app/session.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { SimulatedMark } from '../../../ui/SimulatedMark.tsx';
import { roundsQuery, schemesQuery } from './api.ts';
import { CreateDrawer } from './CreateDrawer.tsx';
import { useSchemeStrings } from './strings.ts';

export function SchemesPage() {
  const t = useSchemeStrings();
  const may = useMay();
  const work = useFace() === 'work';
  const [search, update] = useSearchState();
  const query = useQuery(schemesQuery);
  const edits = work && may('index.edit');
  return (
    <>
      <PageHead
        title={t('title')}
        sub={edits ? t('sub') : t('readSub')}
        actions={
          edits &&
          query.data &&
          query.data.schemes.length > 0 && (
            <button type="button" className="btn primary" onClick={() => update({ new: '1' })}>
              {t('newScheme')}
            </button>
          )
        }
      />
      {work && may('index.judge') && <Waiting />}
      <Loaded query={query}>
        {({ schemes }) => (
          <>
            {schemes.length === 0 ? (
              <EmptyState
                title={edits ? t('empty') : t('emptyRead')}
                hint={edits ? t('emptyHint') : t('emptyReadHint')}
              />
            ) : (
              <Schemes schemes={schemes} />
            )}
            {search.new && edits && schemes.length > 0 && (
              <CreateDrawer schemes={schemes} onClose={() => update({ new: undefined })} />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

/** Rounds that still want the reader's weights. */
function Waiting() {
  const t = useSchemeStrings();
  const nameOf = useName();
  const today = useSession().data?.today ?? '';
  const { data } = useQuery(roundsQuery());
  const open = (data?.rounds ?? []).filter((round) => isWaiting(round, today));
  if (open.length === 0) return null;
  return (
    <section className="index-waiting">
      <h2>
        {t('waiting')} <span className="seal-text">{open.length}</span>
      </h2>
      <ul className="index-waits">
        {open.map((round) => (
          <li key={round.id}>
            <span>
              <FaceLink to={`/index/rounds/${round.id}`} className="plain strong">
                {round.title}
              </FaceLink>
              <span className="cap under">
                {nameOf({ name: round.schemeName, nameEn: round.schemeNameEn })} · {t(`method_${round.method}`)}
              </span>
            </span>
            <span className="sub nowrap">{t('until', { day: round.closesOn })}</span>
            <FaceLink to={`/index/rounds/${round.id}`} className="btn">
              {t('answerNow')}
            </FaceLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const isWaiting = (round: RoundRow, today: string): boolean =>
  round.mine === 'open' && round.closedAt === null && round.closesOn >= today;

function Schemes({ schemes }: { schemes: SchemeRow[] }) {
  const t = useSchemeStrings();
  const nameOf = useName();
  return (
    <DataTable<SchemeRow>
      caption={t('caption')}
      rows={schemes}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'name',
          header: t('scheme'),
          names: true,
          width: '34%',
          cell: (row) => (
            <>
              <FaceLink to={`/index/schemes/${row.id}`} className="plain strong">
                {nameOf(row)}
              </FaceLink>
              <span className="cap under">{t('indicatorsN', { count: row.indicators })}</span>
            </>
          ),
        },
        { id: 'region', header: t('region'), cell: (row) => nameOf(row.region) },
        {
          id: 'adopted',
          header: t('adopted'),
          cell: (row) => (
            <span className="nowrap">{row.adopted ? t('version', { number: row.adopted }) : t('none')}</span>
          ),
        },
        {
          id: 'draft',
          header: t('draft'),
          cell: (row) => <span className="nowrap">{row.draft ? t('version', { number: row.draft }) : t('none')}</span>,
        },
        {
          id: 'published',
          header: t('published'),
          cell: (row) =>
            row.published.length === 0 ? (
              <span className="sub">{t('none')}</span>
            ) : (
              <span className="row">
                {row.published.slice(0, 4).map((run) => (
                  <span key={run.runId} className="nowrap">
                    <FaceLink to={`/index/runs/${run.runId}`}>
                      {run.year} · {t(`level_${run.level}`)}
                    </FaceLink>{' '}
                    <SimulatedMark when={run.simulated} />
                  </span>
                ))}
              </span>
            ),
        },
      ]}
    />
  );
}
