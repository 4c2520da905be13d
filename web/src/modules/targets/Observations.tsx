import type { TargetDetail } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatInstant, formatPeriod } from '../../ui/format.ts';
import { Num } from '../../ui/Num.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { useTargetStrings } from './strings.ts';

const sources = {
  pack: 'fromPack',
  reported: 'fromReport',
  simulated: 'fromSimulator',
  computed: 'fromRecords',
} as const;

/** All observations, corrected ones too: a correction does not erase what it corrects. */
export function Observations({ target }: { target: TargetDetail }) {
  const t = useTargetStrings();
  const face = useFace();
  return (
    <section className="section" id="observations">
      <h2>{t('observations')}</h2>
      {target.observations.length === 0 ? (
        <EmptyState title={t('noObservations')} hint={face === 'work' ? t('noObservationsHint') : undefined} />
      ) : (
        <DataTable
          caption={t('observations')}
          rows={target.observations}
          rowKey={(row) => row.id}
          rowClass={(row) => (row.supersededAt ? 'faded' : undefined)}
          columns={[
            { id: 'period', header: t('period'), names: true, cell: (row) => formatPeriod(row.period) },
            {
              id: 'value',
              header: t('value'),
              align: 'right',
              cell: (row) =>
                row.supersededAt ? (
                  <s>
                    <Num value={row.value} unit={target.unit} />
                  </s>
                ) : (
                  <Num value={row.value} unit={target.unit} />
                ),
            },
            {
              id: 'source',
              header: t('source'),
              cell: (row) => (
                <span className="sub">
                  {row.derivedFrom && face === 'work' ? (
                    <FaceLink to={row.derivedFrom}>{t(sources[row.source])}</FaceLink>
                  ) : (
                    t(sources[row.source])
                  )}{' '}
                  <SimulatedMark when={row.simulated} />
                  {row.sourceNote && <span className="cap under">{row.sourceNote}</span>}
                </span>
              ),
            },
            { id: 'known', header: t('knownOn'), cell: (row) => <span className="sub nowrap">{row.knownOn}</span> },
            {
              id: 'recorded',
              header: t('recorded'),
              cell: (row) => (
                <span className="sub nowrap">
                  {formatInstant(row.recordedAt)}{' '}
                  <FaceLink className="cap" to="/log" keepDay={false} search={{ q: `observations/${row.recordedAt}` }}>
                    {t('logged')}
                  </FaceLink>
                  {face === 'work' && (
                    <span className="cap under">{row.recordedBy === 'pack' ? t('byPack') : row.recordedBy}</span>
                  )}
                </span>
              ),
            },
            {
              id: 'state',
              header: t('status'),
              cell: (row) => (
                <span className={row.supersededAt ? 'tag doubt' : 'tag'}>
                  {row.supersededAt ? t('superseded') : t('current')}
                </span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
