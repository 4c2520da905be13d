import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { DataTable } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { revokeSession, sessionsQuery } from './api.ts';
import { useAccountStrings } from './strings.ts';

/** A browser's long name for itself, cut down to browser and system; other programs keep their own words. */
export function clientName(client: string): string {
  const browser = client.match(/(Edg|OPR|Firefox|HeadlessChrome|Chrome|Version)\/(\d+)/);
  const system = client.match(/Windows|Android|iPhone|iPad|Mac OS X|Linux/);
  if (!browser || !client.startsWith('Mozilla/')) return client;
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari', HeadlessChrome: 'Chrome' };
  const edge = client.match(/Edg\/(\d+)/);
  const name = edge ? `Edge ${edge[1]}` : `${names[browser[1] ?? ''] ?? browser[1]} ${browser[2]}`;
  return system ? `${name} · ${system[0].replace('Mac OS X', 'macOS')}` : name;
}

export function Sessions() {
  const t = useAccountStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const query = useQuery(sessionsQuery);
  const revoke = useMutation({
    mutationFn: revokeSession,
    onSuccess: async () => {
      message.success(t('revoked'));
      await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
    onError: (error) => message.error(words(error)),
  });
  return (
    <section className="section">
      <h2>{t('sessions')}</h2>
      <p className="sub">{t('sessionsHint')}</p>
      <Loaded query={query}>
        {({ sessions }) => (
          <DataTable
            caption={t('sessions')}
            rows={sessions}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'client',
                header: t('client'),
                names: true,
                width: '34%',
                cell: (row) => (
                  <>
                    <span className="client" title={row.client}>
                      {clientName(row.client) || '—'}
                    </span>{' '}
                    {row.current && <span className="tag">{t('current')}</span>}
                  </>
                ),
              },
              { id: 'since', header: t('since'), cell: (row) => formatInstant(row.createdAt) },
              { id: 'seen', header: t('seen'), cell: (row) => formatInstant(row.lastSeenAt) },
              { id: 'until', header: t('until'), cell: (row) => formatInstant(row.expiresAt) },
              {
                id: 'action',
                header: t('action'),
                cell: (row) =>
                  row.current ? (
                    <span className="cap">—</span>
                  ) : (
                    <button
                      type="button"
                      className="btn text danger"
                      disabled={revoke.isPending}
                      onClick={() => revoke.mutate(row.id)}
                    >
                      {t('revoke')}
                    </button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
