import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { OrganizationRobot, SetOrganizationRobot } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { getJson, sendJson } from '../../app/http.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { useTellingStrings } from './telling-strings.ts';

const key = ['robots'] as const;
type List = { robots: OrganizationRobot[] };

/** Robots of groups, which administrators set for the organizations below their region. */
export function Robots() {
  const t = useTellingStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const query = useQuery({ queryKey: key, queryFn: () => getJson<List>('/api/robots') });
  const set = useMutation({
    mutationFn: (wanted: SetOrganizationRobot) => sendJson<List>('PUT', '/api/robots', wanted),
    onSuccess: (answer) => {
      queries.setQueryData(key, answer);
      form.current?.reset();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => sendJson<null>('DELETE', `/api/robots/${encodeURIComponent(id)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  const failed = set.error ?? remove.error;
  return (
    <section className="section">
      <h2>{t('robots')}</h2>
      <p className="sub">{t('robotsHint')}</p>
      <Loaded query={query}>
        {({ robots }) =>
          robots.length === 0 ? (
            <p className="sub">{t('noRobots')}</p>
          ) : (
            <DataTable
              caption={t('robots')}
              rows={robots}
              rowKey={(row) => row.organizationId}
              columns={[
                {
                  id: 'organization',
                  header: t('organization'),
                  names: true,
                  cell: (row) => <FaceLink to={`/organizations/${row.organizationId}`}>{row.organization}</FaceLink>,
                },
                {
                  id: 'url',
                  header: t('url'),
                  cell: (row) => (
                    <span className="cap client">
                      {row.url} {row.hasSecret && <span className="tag">{t('signed')}</span>}
                    </span>
                  ),
                },
                {
                  id: 'by',
                  header: t('by'),
                  cell: (row) => (
                    <span className="cap">
                      {row.updatedBy} · {formatInstant(row.updatedAt)}
                    </span>
                  ),
                },
                {
                  id: 'action',
                  header: t('action'),
                  cell: (row) => (
                    <button
                      type="button"
                      className="btn text danger"
                      aria-label={t('removeOf', { name: row.organization })}
                      onClick={() => remove.mutate(row.organizationId)}
                    >
                      {t('remove')}
                    </button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <form
        ref={form}
        className="account-form"
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          const secret = String(data.get('secret') ?? '').trim();
          set.mutate({
            organizationId: String(data.get('organization')).trim(),
            url: String(data.get('url')).trim(),
            language: 'zh',
            ...(secret ? { secret } : {}),
          });
        }}
      >
        <label className="field">
          {t('organization')}
          <input className="input" name="organization" required maxLength={100} placeholder={t('organizationHint')} />
        </label>
        <label className="field wide">
          {t('url')}
          <input className="input" name="url" type="url" required maxLength={500} placeholder={t('webhookHint')} />
        </label>
        <label className="field">
          {t('secret')}
          <input className="input" name="secret" type="password" autoComplete="off" maxLength={200} />
        </label>
        <button type="submit" className="btn" disabled={set.isPending}>
          {t('set')}
        </button>
      </form>
      {failed && <p className="note bad">{words(failed)}</p>}
    </section>
  );
}
