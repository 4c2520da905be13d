import type { RunDetail, RunProfile } from '../../../app/contract.ts';
import { FaceLink, useFace } from '../../../app/face.tsx';
import { useName } from '../../../app/i18n.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { formatRounded } from '../../../ui/format.ts';
import { SimulatedMark } from '../../../ui/SimulatedMark.tsx';
import { useResultStrings } from './strings.ts';

const sources: Record<string, 'fromPack' | 'fromReport' | 'fromSimulator' | 'fromRecords'> = {
  pack: 'fromPack',
  reported: 'fromReport',
  simulated: 'fromSimulator',
  computed: 'fromRecords',
};

/** Every value that the score rests on, with where it came from. */
export function Values({ run, profile }: { run: RunDetail; profile: RunProfile }) {
  const t = useResultStrings();
  const name = useName();
  const face = useFace();
  const nodes = new Map(run.nodes.map((node) => [node.code, node]));
  const nameOf = (code: string) => {
    const node = nodes.get(code);
    return node ? name(node) : code;
  };
  const dividing = (code: string) => {
    const own = run.context.find(({ id }) => id === nodes.get(code)?.denominator);
    return own && { words: name(own), unit: own.unit };
  };
  return (
    <section className="section">
      <h2>{t('values')}</h2>
      <DataTable
        caption={t('values')}
        rows={profile.values}
        rowKey={(row) => row.code}
        compact
        columns={[
          { id: 'indicator', header: t('indicator'), names: true, cell: (row) => nameOf(row.code) },
          {
            id: 'value',
            header: t('value'),
            align: 'right',
            cell: (row) => (
              <span className="num">
                {row.value === null ? t('missing') : formatRounded(row.value, 4)}
                {row.value !== null && <small>{row.unit}</small>}
                {row.imputed && (
                  <>
                    {' '}
                    <span className="tag doubt">{t('imputed')}</span>
                  </>
                )}
              </span>
            ),
          },
          {
            id: 'denominator',
            header: t('divided'),
            align: 'right',
            cell: (row) => (
              <span className="num sub" title={dividing(row.code)?.words}>
                {row.denominator === null ? '—' : formatRounded(row.denominator, 2)}
                {row.denominator !== null && <small>{dividing(row.code)?.unit}</small>}
              </span>
            ),
          },
          {
            id: 'source',
            header: t('source'),
            cell: (row) =>
              row.source === null ? (
                <span className="cap">—</span>
              ) : (
                <span className="sub" title={row.sourceNote ?? undefined}>
                  {/* A computed value leads to its records, any other to the targets that show the indicator's course. */}
                  {row.link && face === 'work' ? (
                    <FaceLink to={row.link}>{t(sources[row.source] ?? 'fromReport')}</FaceLink>
                  ) : (
                    <FaceLink to="/targets" search={{ q: nodes.get(row.code)?.name.replace(/（.*）$/, '') }}>
                      {t(sources[row.source] ?? 'fromReport')}
                    </FaceLink>
                  )}{' '}
                  <SimulatedMark when={row.simulated} />
                  {row.sourceNote && !row.simulated && <span className="cap under">{row.sourceNote}</span>}
                </span>
              ),
          },
          {
            id: 'known',
            header: t('knownOn'),
            cell: (row) => <span className="sub nowrap">{row.knownOn ?? '—'}</span>,
          },
        ]}
      />
    </section>
  );
}
