import './jobs.css';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Segmented, Select } from 'antd';
import type { JobPage, JobRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { getJson, sendJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { parseSearch, useSearchState } from '../../app/search.ts';
import { useMay, useSession } from '../../app/session.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { useJobStrings } from './strings.ts';

const states = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
const isOpen = (job: JobRow) => job.state === 'waiting' || job.state === 'running';

export function JobsPage() {
  const t = useJobStrings();
  const may = useMay();
  const me = useSession().data?.me;
  const [search, update] = useSearchState();
  const params = { of: search.of ?? 'me', state: search.state, page: search.page ?? 1, size: search.size ?? 50 };
  const query = useQuery({
    queryKey: ['jobs', params],
    queryFn: () => getJson<JobPage>('/api/jobs', params),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.rows.some(isOpen) ? 1_000 : 15_000),
  });
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={
          me?.roles.includes('administrator') && (
            <Segmented
              value={search.of ?? 'me'}
              onChange={(of) => update({ of: of === 'me' ? undefined : String(of), page: undefined })}
              options={[
                { value: 'me', label: t('me') },
                { value: 'region', label: t('region') },
              ]}
            />
          )
        }
      />
      <TableFrame
        room="jobs"
        caption={t('caption')}
        query={query}
        columns={useColumns()}
        rowKey={(row) => row.id}
        filterKeys={['state']}
        filters={() => (
          <Select
            aria-label={t('state')}
            style={{ width: 150 }}
            value={search.state ?? ''}
            onChange={(state) => update({ state, page: undefined })}
            options={[
              { value: '', label: t('allStates') },
              ...states.map((state) => ({ value: state, label: t(state) })),
            ]}
          />
        )}
        empty={{
          title: t('none'),
          hint: t('noneHint'),
          action: may('observation.import') && (
            <FaceLink to="/targets" search={{ import: '1' }} className="btn">
              {t('toTargets')}
            </FaceLink>
          ),
        }}
      />
    </>
  );
}

function useColumns(): Column<JobRow>[] {
  const t = useJobStrings();
  const pick = usePick();
  return [
    {
      id: 'what',
      header: t('what'),
      names: true,
      width: '34%',
      cell: (row) => <span className="strong">{pick(row.title)}</span>,
    },
    { id: 'progress', header: t('progress'), width: '30%', cell: (row) => <Progress job={row} /> },
    { id: 'who', header: t('who'), cell: (row) => <span className="sub">{row.actor}</span> },
    {
      id: 'at',
      header: t('at'),
      width: 140,
      cell: (row) => (
        <time className="sub nowrap" dateTime={row.createdAt}>
          {formatInstant(row.createdAt)}
        </time>
      ),
    },
    { id: 'action', header: t('action'), cell: (row) => <Action job={row} /> },
  ];
}

function Progress({ job }: { job: JobRow }) {
  const t = useJobStrings();
  const pick = usePick();
  const share = job.total ? Math.min(100, Math.round((100 * job.done) / job.total)) : null;
  const state = isOpen(job) && job.cancelAsked ? t('cancelling') : t(job.state);
  return (
    <div className="job-progress">
      <span className={`status${job.state === 'failed' ? ' seal-text' : ''}`}>
        {state}
        {job.state === 'running' && share !== null && <span className="num">{share}%</span>}
        {job.total !== null && job.state !== 'failed' && (
          <span className="cap num">
            {formatCount(job.done)} / {formatCount(job.total)}
          </span>
        )}
        {job.attempt > 1 && <span className="cap">{t('attempt', { attempt: job.attempt })}</span>}
      </span>
      {job.state === 'running' && (
        <progress aria-label={pick(job.title)} {...(share === null ? {} : { value: share, max: 100 })} />
      )}
      {job.error ? (
        <span className="sub seal-text">{pick(job.error.message)}</span>
      ) : (
        <span className="cap">
          {job.result ? pick(job.result.message) : job.message && isOpen(job) ? pick(job.message) : ''}
        </span>
      )}
    </div>
  );
}

function Action({ job }: { job: JobRow }) {
  const t = useJobStrings();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const cancel = useMutation({
    mutationFn: () => sendJson<JobRow>('POST', `/api/jobs/${job.id}/cancel`, {}),
    onError: (error) => message.error(words(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
  if (isOpen(job))
    return (
      <button
        type="button"
        className="btn text danger"
        aria-label={t('cancelOf', { title: pick(job.title) })}
        disabled={job.cancelAsked || cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {t('cancel')}
      </button>
    );
  if (!job.result?.link) return <span className="cap">—</span>;
  const [to = '/', query = ''] = job.result.link.split('?', 2);
  return (
    <FaceLink to={decodeURI(to)} search={parseSearch(query)}>
      {t('open')}
    </FaceLink>
  );
}
