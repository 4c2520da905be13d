import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Division, TargetDetail } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useName, usePick } from '../../app/i18n.ts';
import { useAsOf } from '../../ui/AsOf.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatDecimal, formatInstant } from '../../ui/format.ts';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { useDivisionStrings } from './division-strings.ts';

const DivideDrawer = lazy(() => import('./DivideDrawer.tsx').then((module) => ({ default: module.DivideDrawer })));

function Shares({ division }: { division: Division }) {
  const t = useDivisionStrings();
  const name = useName();
  const rows = division.regions.filter((row) => row.share);
  return (
    <DataTable
      caption={t('title')}
      rows={rows}
      rowKey={(row) => row.region.code}
      compact
      columns={[
        {
          id: 'region',
          header: t('region'),
          names: true,
          cell: (row) => (
            <>
              {row.targetId ? (
                <FaceLink to={`/targets/${row.targetId}`} className="plain strong">
                  {name(row.region)}
                </FaceLink>
              ) : (
                name(row.region)
              )}
              {row.divided && <span className="cap"> {t('further')}</span>}
            </>
          ),
        },
        {
          id: 'share',
          header: t('share'),
          align: 'right',
          cell: (row) => (
            <span className="num">
              {formatDecimal(row.share!.value)}
              <small>{division.unit}</small>
            </span>
          ),
        },
        {
          id: 'latest',
          header: t('latest'),
          align: 'right',
          cell: (row) => (
            <span className="num">
              {row.latest === null ? '—' : formatDecimal(row.latest)} <SimulatedMark when={row.simulated} />
            </span>
          ),
        },
        { id: 'status', header: t('status'), cell: (row) => row.status && <StatusMark status={row.status} /> },
      ]}
    />
  );
}

function Versions({ division }: { division: Division }) {
  const t = useDivisionStrings();
  if (division.versions.length < 2) return null;
  return (
    <details>
      <summary className="sub">{t('versions')}</summary>
      <ol className="timeline">
        {division.versions.map((version) => (
          <li key={version.version}>
            <time dateTime={version.at}>{formatInstant(version.at).slice(0, 10)}</time>
            <span>
              {t('version', { version: version.version })} · {t(version.rule)} ·{' '}
              {t('whole', { value: formatDecimal(version.value) })}
              <span className="cap under">
                {version.actor}
                {version.note ? `：${version.note}` : ''}
              </span>
              <span className="cap under">
                {version.shares
                  .map(
                    (share) =>
                      `${division.regions.find((row) => row.region.code === share.region)?.region.name ?? share.region} ${formatDecimal(share.value)}`,
                  )
                  .join('　')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** How a target is divided to the regions below, and how each of them stands. */
export function DivisionSection({ target }: { target: TargetDetail }) {
  const t = useDivisionStrings();
  const pick = usePick();
  const face = useFace();
  const asOf = useAsOf();
  const [open, setOpen] = useState(false);
  const { data: division } = useQuery({
    queryKey: ['division', target.id, asOf ?? 'today'],
    queryFn: () => getJson<Division>(`/api/targets/${encodeURIComponent(target.id)}/division`, { asOf }),
  });
  if (!division || (division.version === 0 && !(division.mayDivide && face === 'work'))) return null;
  const mayDivide = division.mayDivide && face === 'work';
  return (
    <section className="section" id="division">
      <div className="spread">
        <h2>{t('title')}</h2>
        {mayDivide && (
          <button type="button" className="btn" onClick={() => setOpen(true)}>
            {division.version === 0 ? t('divide') : t('again')}
          </button>
        )}
      </div>
      {division.version === 0 ? (
        <p className="sub">
          {t('none')}。{t('noneHint')}
        </p>
      ) : (
        <>
          <p className="cap">
            {t(division.rule!)}
            {division.total &&
              ` · ${t('total', { total: formatDecimal(division.total), value: formatDecimal(division.value), unit: division.unit })}`}
            {division.note ? ` · ${division.note}` : ''}
          </p>
          {division.problem && <p className="note bad">{pick(division.problem)}</p>}
          <Shares division={division} />
          <Versions division={division} />
        </>
      )}
      {open && (
        <Suspense>
          <DivideDrawer target={target} division={division} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  );
}
