import '../../jobs/jobs.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FaceLink } from '../../../app/face.tsx';
import { usePick } from '../../../app/i18n.ts';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { formatCount } from '../../../ui/format.ts';
import { cancelJob, jobQuery } from './api.ts';
import { useSchemeStrings } from './strings.ts';

/** A run on its way: how far it is, a way to stop it, and then to its result. */
export function JobLine({ id }: { id: string }) {
  const t = useSchemeStrings();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { data: job, error } = useQuery({
    ...jobQuery(id),
    refetchInterval: ({ state }) => (!state.data || /waiting|running/.test(state.data.state) ? 700 : false),
  });
  const cancel = useMutation({
    mutationFn: () => cancelJob(id),
    onSettled: () => queries.invalidateQueries({ queryKey: jobQuery(id).queryKey }),
  });
  const done = job?.state === 'done';
  useEffect(() => {
    if (done) void queries.invalidateQueries({ queryKey: ['index', 'scheme'] });
  }, [done, queries]);
  if (error) return <p className="note bad">{words(error)}</p>;
  if (!job) return null;
  const open = job.state === 'waiting' || job.state === 'running';
  const share = job.total ? Math.round((100 * job.done) / job.total) : null;
  return (
    <div className="note job-progress index-job" role="status">
      <span className="status">
        {open && job.cancelAsked ? t('cancelling') : t(`job_${job.state}`)}
        {job.state === 'running' && job.total !== null && (
          <span className="cap num">
            {formatCount(job.done)} / {formatCount(job.total)}
          </span>
        )}
      </span>
      {open && <progress aria-label={pick(job.title)} {...(share === null ? {} : { value: share, max: 100 })} />}
      {job.error && <span className="seal-text">{pick(job.error.message)}</span>}
      {done && job.result?.link && (
        <span>
          <FaceLink to={job.result.link} className="btn primary">
            {t('seeRun')}
          </FaceLink>
        </span>
      )}
      {open && !job.cancelAsked && (
        <span>
          <button type="button" className="btn" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('cancelJob')}
          </button>
        </span>
      )}
      {cancel.error && <span className="seal-text">{words(cancel.error)}</span>}
    </div>
  );
}
