import './desk.css';
import '../tasks/tasks.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Desk } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useLanguage, useName, usePick } from '../../app/i18n.ts';
import { useMay, useSession } from '../../app/session.ts';
import { deskQuery, plansQuery } from '../../app/shared-queries.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { formatCount, formatDecimal, formatInstant, formatTarget } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SimulatedMark } from '../../ui/SimulatedMark.tsx';
import { StatusBar } from '../../ui/StatusBar.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { severityClass, statusOrder, useStatusStrings } from '../../ui/strings.ts';
import { useTaskCode } from '../tasks/code.ts';
import { DueWords } from '../tasks/columns.tsx';
import { LightMark } from '../tasks/Light.tsx';
import { useTaskStrings } from '../tasks/strings.ts';
import { useDeskStrings } from './strings.ts';

function Late({ desk }: { desk: Desk }) {
  const t = useDeskStrings();
  const language = useLanguage();
  const plans = useQuery(plansQuery(useAsOf()));
  const planName = (row: Desk['attention'][number]) => {
    const plan = plans.data?.plans.find((one) => one.id === row.planId);
    return language === 'en' ? (plan?.shortTitleEn ?? row.planTitleEn) : (plan?.shortTitle ?? row.planTitle);
  };
  const total = (desk.statusCounts['off-track'] ?? 0) + (desk.statusCounts.missed ?? 0);
  return (
    <section>
      <div className="spread">
        <h2>{t('late')}</h2>
        {total > 0 && (
          <FaceLink to="/targets" search={{ status: 'off-track,missed' }} className="sub">
            {t('all', { count: formatCount(total) })}
          </FaceLink>
        )}
      </div>
      {desk.missingData > 0 && (
        <p className="note desk-missing">
          {t('missingNote', { count: formatCount(desk.missingData) })}{' '}
          <FaceLink to="/targets" search={{ status: 'no-data' }}>
            {t('missingSee')}
          </FaceLink>
        </p>
      )}
      {desk.attention.length === 0 && <p className="sub">{t('lateNone')}</p>}
      <ul className="desk-list">
        {desk.attention.slice(0, 8).map((row) => (
          <li key={row.id}>
            <span>
              <FaceLink to={`/targets/${row.id}`} className="plain strong">
                {language === 'en' && row.indicatorEn ? row.indicatorEn : row.indicator}
              </FaceLink>
              <span className="cap under">
                {planName(row)} · {row.clause}
                {row.breakdown ? ` · ${row.breakdown}` : ''}
              </span>
            </span>
            <span className="num desk-gap">
              {row.latest ? formatDecimal(row.latest.value) : '—'}
              <span className="cap"> / {formatTarget(row, language)}</span>
              <small>{row.unit}</small> <SimulatedMark when={row.latest?.simulated} />
            </span>
            <StatusMark status={row.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Findings({ desk }: { desk: Desk }) {
  const t = useDeskStrings();
  const words = useStatusStrings();
  const pick = usePick();
  return (
    <section>
      <div className="spread">
        <h2>
          {t('findings')} {desk.findingCount > 0 && <span className="seal-text">{formatCount(desk.findingCount)}</span>}
        </h2>
      </div>
      <p className="cap">{desk.findings.length === 0 ? t('findingsNone') : t('findingsHint')}</p>
      <ul className="desk-list findings">
        {desk.findings.slice(0, 7).map((finding) => (
          <li key={`${finding.documentId}${finding.code}${finding.span?.start}${finding.message.zh}`}>
            <span>
              <span className={severityClass('tag', finding.severity)}>
                {words(finding.severity as 'error' | 'warning' | 'info')}
              </span>{' '}
              <FaceLink
                to={`/documents/${finding.documentId}`}
                search={finding.span ? { at: `${finding.span.start}-${finding.span.end}` } : {}}
                className="plain"
              >
                {pick(finding.message)}
              </FaceLink>
              <span className="cap under">{finding.documentTitle}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Recent({ desk }: { desk: Desk }) {
  const t = useDeskStrings();
  const pick = usePick();
  const may = useMay();
  return (
    <section>
      <div className="spread">
        <h2>{t('recent')}</h2>
        {may('audit.read') && (
          <FaceLink to="/audit" className="sub">
            {t('openAudit')}
          </FaceLink>
        )}
      </div>
      {desk.recent.length === 0 && <p className="sub">{t('recentNone')}</p>}
      <ol className="timeline">
        {desk.recent.slice(0, 8).map((row) => (
          <li key={row.id}>
            <time dateTime={row.at}>{formatInstant(row.at).slice(5)}</time>
            <span>
              {pick(row.summary)} <span className="cap">{row.actor}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Waiting({ desk }: { desk: Desk }) {
  const t = useDeskStrings();
  const words = useTaskStrings();
  const pick = usePick();
  const name = useName();
  const code = useTaskCode();
  const { total, rows } = desk.waiting;
  const all = total + desk.slips.length + desk.amendments.length + desk.rounds.length;
  return (
    <section>
      <div className="spread">
        <h2>
          {t('waiting')} {all > 0 && <span className="seal-text">{formatCount(all)}</span>}
        </h2>
        {total > rows.length && (
          <FaceLink to="/tasks" search={{ waits: 'me' }} className="sub">
            {t('all', { count: formatCount(total) })}
          </FaceLink>
        )}
      </div>
      {all === 0 && <p className="sub">{t('waitingNone')}</p>}
      <ul className="desk-list">
        {desk.rounds.map((row) => (
          <li key={row.id}>
            <span>
              <FaceLink to={`/index/rounds/${row.id}`} className="plain strong">
                {row.title}
              </FaceLink>
              <span className="cap under">{name({ name: row.schemeName, nameEn: row.schemeNameEn })}</span>
            </span>
            <span className="desk-due">{row.closesOn}</span>
            <span className="cap">{t('toWeigh')}</span>
          </li>
        ))}
        {desk.amendments.map((row) => (
          <li key={row.id}>
            <span>
              <FaceLink to={`/amendments/${row.id}`} className="plain strong">
                {t('amendment', { plan: row.planTitle, number: row.number })}
              </FaceLink>
              <span className="cap under">
                {row.proposer} · {row.reason}
              </span>
            </span>
            <span className="cap">{t('toDecide')}</span>
          </li>
        ))}
        {desk.slips.map((row) => (
          <li key={row.id}>
            <span>
              <FaceLink to={`/slips/${row.id}`} className="plain strong">
                {row.number} {row.itemTitle}
              </FaceLink>
              <span className="cap under">
                {code({ code: row.itemCode, region: row.region })} · {row.reason}
              </span>
            </span>
            <span className="desk-due">{row.dueOn}</span>
            <span className="cap">{pick(row.state)}</span>
          </li>
        ))}
        {rows.map((row) => (
          <li key={row.id}>
            <span>
              <FaceLink to={`/tasks/${row.id}`} className="plain strong">
                {row.title}
              </FaceLink>
              <span className="cap under">
                {code(row)} · {row.lead ? name(row.lead) : '—'}
              </span>
            </span>
            <span className="desk-due">
              <DueWords row={row} />
            </span>
            <span className="desk-state">
              <LightMark light={row.light} />
              <span className="cap under">{words(row.state)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ desk }: { desk: Desk }) {
  const t = useDeskStrings();
  const pick = usePick();
  const { since, total, rows } = desk.changes;
  return (
    <section>
      <h2>{t('changes')}</h2>
      <p className="cap">{since ? t('changesSince', { at: formatInstant(since) }) : t('changesLately')}</p>
      {rows.length === 0 && <p className="sub">{t('changesNone')}</p>}
      <ol className="timeline">
        {rows.map((row) => (
          <li key={row.id}>
            <time dateTime={row.at}>{formatInstant(row.at).slice(5)}</time>
            <span>
              {pick(row.what)}{' '}
              <FaceLink to={row.link} className="plain">
                {pick(row.title)}
              </FaceLink>{' '}
              <span className="cap">{row.actor}</span>
              {row.comment && <span className="cap under">{row.comment}</span>}
            </span>
          </li>
        ))}
      </ol>
      {total > rows.length && <p className="cap">{t('changesMore', { count: formatCount(total - rows.length) })}</p>}
    </section>
  );
}

const lights = ['red', 'yellow', 'green'] as const;

function Overview({ desk }: { desk: Desk }) {
  const t = useDeskStrings();
  const all = statusOrder.reduce((sum, status) => sum + (desk.statusCounts[status] ?? 0), 0);
  const me = useSession().data?.me;
  const own: Record<string, string> = !me
    ? {}
    : me.roles.every((role) => role === 'reporter')
      ? { unit: me.organization.id }
      : { below: me.region.code };
  const open = Object.values(desk.lights).reduce((sum, count) => sum + count, 0);
  return (
    <div className="desk-overview">
      <div className="nums">
        <FaceLink to="/tasks" search={{ ...own, state: 'open' }} className="number">
          <b>{formatCount(open)}</b>
          <span className="sub">{t('openTasks')}</span>
        </FaceLink>
        {lights
          .filter((light) => light === 'red' || (desk.lights[light] ?? 0) > 0)
          .map((light) => (
            <FaceLink key={light} to="/tasks" search={{ ...own, state: 'open', light }} className="number">
              <b>{formatCount(desk.lights[light] ?? 0)}</b>
              <LightMark light={light} />
            </FaceLink>
          ))}
        <FaceLink to="/targets" className="number desk-part">
          <b>{formatCount(all)}</b>
          <span className="sub">{t('targets')}</span>
        </FaceLink>
        {statusOrder.map((status) => (
          <FaceLink key={status} to="/targets" search={{ status }} className="number">
            <b>{formatCount(desk.statusCounts[status] ?? 0)}</b>
            <StatusMark status={status} />
          </FaceLink>
        ))}
      </div>
      <StatusBar counts={desk.statusCounts} tall />
    </div>
  );
}

export function DeskPage() {
  const t = useDeskStrings();
  const name = useName();
  const me = useSession().data?.me;
  const asOf = useAsOf();
  const may = useMay();
  const query = useQuery({ ...deskQuery(asOf), placeholderData: keepPreviousData });
  return (
    <>
      <PageHead
        title={t('title')}
        sub={me ? t('hello', { who: me.displayName, region: name(me.region) }) : undefined}
        actions={
          <>
            <AsOf />
            {may('observation.import') && (
              <FaceLink to="/targets" search={{ import: '1' }} className="btn">
                {t('importData')}
              </FaceLink>
            )}
          </>
        }
      />
      <Loaded query={query}>
        {(desk) => (
          <>
            <Overview desk={desk} />
            <div className="desk">
              <div>
                <Waiting desk={desk} />
                <Late desk={desk} />
              </div>
              <div>
                <Changes desk={desk} />
                <Findings desk={desk} />
                <Recent desk={desk} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
