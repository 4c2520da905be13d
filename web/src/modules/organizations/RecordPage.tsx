import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OrganizationDetail } from '../../app/contract.ts';
import { reaches } from '../../app/contract.ts';
import { FaceLink, useFace } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useLanguage } from '../../app/i18n.ts';
import { useMay, useSession } from '../../app/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { OrganizationDrawer } from './OrganizationDrawer.tsx';
import { Existed, Line, useKindName } from './parts.tsx';
import { useManageStrings, useOrganizationStrings } from './strings.ts';

function Record({ row }: { row: OrganizationDetail }) {
  const t = useOrganizationStrings();
  const kindName = useKindName();
  const language = useLanguage();
  const manage = useManageStrings();
  const face = useFace();
  const may = useMay();
  const home = useSession().data?.me?.region.code;
  const [editing, setEditing] = useState(false);
  const mine =
    face === 'work' && may('organization.manage') && home !== undefined && reaches('down', home, row.regionCode);
  return (
    <>
      <PageHead
        title={language === 'en' ? row.nameEn || row.name : row.name}
        crumbs={[{ key: 'all', node: <FaceLink to="/organizations">{t('title')}</FaceLink> }]}
        actions={
          mine &&
          row.kind !== 'group' && (
            <>
              {!row.validTo && (
                <Link
                  className="btn"
                  to={'/organizations/reform' as never}
                  search={{ from: row.id, fromName: row.name } as never}
                >
                  {manage('reform')}
                </Link>
              )}
              <button type="button" className="btn" onClick={() => setEditing(true)}>
                {manage('edit')}
              </button>
            </>
          )
        }
        sub={
          <>
            {language === 'en' ? row.name : row.nameEn}{' '}
            {row.simulated && <span className="tag doubt">{t('simulated')}</span>}
          </>
        }
      />
      {row.validTo && <p className="note doubt">{t('gone', { to: row.validTo })}</p>}
      <div className="record section">
        <section className="record-main">
          <h2>
            {t('tasks')} <span className="cap">{row.tasks.length}</span>
          </h2>
          {row.tasks.length === 0 ? (
            <p className="sub">{t('noTasks')}</p>
          ) : (
            <DataTable
              caption={t('tasks')}
              rows={row.tasks}
              rowKey={(task) => `${task.id}${task.role}`}
              columns={[
                {
                  id: 'plan',
                  header: t('plan'),
                  width: '26%',
                  cell: (task) => (
                    <FaceLink to={`/plans/${task.planId}`} search={{ clause: task.clause }}>
                      {task.planTitle}
                    </FaceLink>
                  ),
                },
                { id: 'clause', header: t('clause'), cell: (task) => <span className="sub">{task.clause}</span> },
                {
                  id: 'task',
                  header: t('task'),
                  names: true,
                  cell: (task) => <span className="strong">{task.title}</span>,
                },
                {
                  id: 'role',
                  header: t('role'),
                  cell: (task) => (
                    <span className={task.role === 'lead' ? 'tag unit' : 'tag'}>
                      {task.role === 'lead' ? t('leadRole') : t('jointRole')}
                    </span>
                  ),
                },
              ]}
            />
          )}
        </section>
        <section className="record-side">
          <h2>{t('summary')}</h2>
          <dl className="kv">
            <dt>{t('kind')}</dt>
            <dd>{kindName(row.kind)}</dd>
            <dt>{t('region')}</dt>
            <dd>{row.regionCode}</dd>
            {row.uscc && (
              <>
                <dt>{manage('usccShort')}</dt>
                <dd className="mono">{row.uscc}</dd>
              </>
            )}
            <dt>{t('shortNames')}</dt>
            <dd>{row.shortNames.join('、') || '—'}</dd>
            <dt>{t('valid')}</dt>
            <dd>
              <Existed row={row} />
            </dd>
            <dt>{t('line')}</dt>
            <dd>
              <Line row={row} />
            </dd>
            <dt>{t('lead')}</dt>
            <dd>{row.leadCount}</dd>
            <dt>{t('joint')}</dt>
            <dd>{row.jointCount}</dd>
          </dl>
        </section>
      </div>
      {editing && <OrganizationDrawer row={row} onClose={() => setEditing(false)} />}
    </>
  );
}

export function RecordPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery({
    queryKey: ['organization', id],
    queryFn: () => getJson<OrganizationDetail>(`/api/organizations/${encodeURIComponent(id)}`),
  });
  return <Loaded query={query}>{(row) => <Record row={row} />}</Loaded>;
}
