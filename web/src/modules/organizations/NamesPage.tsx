import './organizations.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App } from 'antd';
import { useState } from 'react';
import type { DecidedName, NameDecided, UnitNames, UnresolvedName } from '../../app/contract.ts';
import { getJson, sendJson } from '../../app/http.ts';
import { useName } from '../../app/i18n.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DecideDrawer } from './DecideDrawer.tsx';
import { useManageStrings, useOrganizationStrings } from './strings.ts';

export const namesQuery = {
  queryKey: ['unit-names'] as const,
  queryFn: () => getJson<UnitNames>('/api/unit-names'),
};

function Waiting({ rows, onDecide }: { rows: UnresolvedName[]; onDecide: (row: UnresolvedName) => void }) {
  const t = useManageStrings();
  const name = useName();
  if (rows.length === 0) return <EmptyState title={t('nothingWaits')} hint={t('nothingWaitsHint')} />;
  return (
    <DataTable
      caption={t('waiting')}
      rows={rows}
      rowKey={(row) => `${row.region} ${row.name}`}
      columns={[
        { id: 'name', header: t('printedName'), names: true, width: '22%', cell: (row) => <b>{row.name}</b> },
        { id: 'tasks', header: t('tasks'), align: 'right', width: 70, cell: (row) => row.tasks },
        {
          id: 'plans',
          header: t('plans'),
          cell: (row) => (
            <>
              {row.plans.map((plan) => (
                <Link key={plan.id} to={`/plans/${plan.id}` as never} className="under">
                  {plan.title}
                </Link>
              ))}
              <span className="cap under nowrap">
                {row.firstDay === row.lastDay ? row.firstDay : `${row.firstDay} – ${row.lastDay}`}
              </span>
            </>
          ),
        },
        {
          id: 'candidates',
          header: t('candidates'),
          cell: (row) =>
            row.candidates.length === 0 ? (
              <span className="cap">{t('noCandidates')}</span>
            ) : (
              <span className="sub">
                {row.candidates.slice(0, 3).map((one) => (
                  <span key={one.id} className="under">
                    {name(one)} <span className="cap num">{Math.round(one.likeness * 100)}%</span>
                  </span>
                ))}
              </span>
            ),
        },
        {
          id: 'decide',
          header: t('action'),
          width: 90,
          cell: (row) => (
            <button type="button" className="btn" onClick={() => onDecide(row)}>
              {t('decide')}
            </button>
          ),
        },
      ]}
    />
  );
}

function Decided({ rows }: { rows: DecidedName[] }) {
  const t = useManageStrings();
  const name = useName();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const undo = useMutation({
    mutationFn: (id: string) => sendJson<NameDecided>('DELETE', `/api/unit-names/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      message.success(t('undone'));
      await queries.invalidateQueries();
    },
    onError: (error) => message.error(words(error)),
  });
  const ask = (row: DecidedName) =>
    modal.confirm({
      title: t('undoTitle', { name: row.name }),
      content: t('undoBody'),
      okText: t('undo'),
      cancelText: t('cancel'),
      onOk: () => undo.mutate(row.id),
    });
  return (
    <DataTable
      caption={t('decided')}
      rows={rows}
      rowKey={(row) => row.id}
      rowClass={(row) => (row.undoneAt ? 'manage-undone' : undefined)}
      columns={[
        { id: 'name', header: t('printedName'), names: true, width: '22%', cell: (row) => row.name },
        {
          id: 'means',
          header: t('means'),
          cell: (row) =>
            row.organization ? (
              <Link to={`/organizations/${row.organization.id}` as never}>{name(row.organization)}</Link>
            ) : (
              <span className="tag">{row.decision === 'collective' ? t('collective') : t('none')}</span>
            ),
        },
        {
          id: 'days',
          header: t('days'),
          cell: (row) => (
            <span className="sub nowrap num">
              {row.validFrom || row.validTo ? `${row.validFrom ?? '…'} – ${row.validTo ?? '…'}` : t('anyDay')}
            </span>
          ),
        },
        {
          id: 'by',
          header: t('by'),
          cell: (row) => (
            <span className="sub">
              {t('decidedBy', { who: row.decidedBy, at: formatInstant(row.decidedAt) })}
              {row.reason && <span className="cap under">{row.reason}</span>}
              {row.undoneAt && (
                <span className="cap under">
                  {t('undoneBy', { who: row.undoneBy ?? '', at: formatInstant(row.undoneAt) })}
                </span>
              )}
            </span>
          ),
        },
        {
          id: 'undo',
          header: t('action'),
          width: 90,
          cell: (row) =>
            row.undoneAt ? (
              <span className="cap">—</span>
            ) : (
              <button type="button" className="btn text danger" disabled={undo.isPending} onClick={() => ask(row)}>
                {t('undo')}
              </button>
            ),
        },
      ]}
    />
  );
}

export function NamesPage() {
  const t = useManageStrings();
  const list = useOrganizationStrings();
  const query = useQuery(namesQuery);
  const [open, setOpen] = useState<UnresolvedName | null>(null);
  return (
    <>
      <PageHead
        title={t('namesTitle')}
        crumbs={[{ key: 'all', node: <Link to={'/organizations' as never}>{list('title')}</Link> }]}
        sub={t('namesSub')}
      />
      <Loaded query={query}>
        {({ waiting, decided }) => (
          <>
            <section className="section">
              <h2>
                {t('waiting')} <span className="cap">{waiting.length}</span>
              </h2>
              <Waiting rows={waiting} onDecide={setOpen} />
            </section>
            {decided.length > 0 && (
              <section className="section">
                <h2>
                  {t('decided')} <span className="cap">{decided.filter((row) => !row.undoneAt).length}</span>
                </h2>
                <Decided rows={decided} />
              </section>
            )}
          </>
        )}
      </Loaded>
      {open && <DecideDrawer row={open} onClose={() => setOpen(null)} />}
    </>
  );
}
