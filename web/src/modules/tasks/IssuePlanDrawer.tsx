import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import type { PlanDetail, ReportEvery } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { usePick } from '../../app/i18n.ts';
import { DeadlineField } from '../../ui/DeadlineField.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { issuePlan } from './api.ts';
import { ReportEveryField } from './ReportEveryField.tsx';
import { useTaskStrings } from './strings.ts';

/** Gives the tasks of a plan to their units; what is skipped is named with its reason. */
export function IssuePlanDrawer({ plan, onClose }: { plan: PlanDetail; onClose: () => void }) {
  const t = useTaskStrings();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const [dueOn, setDueOn] = useState<string>();
  const [reportEvery, setEvery] = useState<ReportEvery>('quarter');
  const issue = useMutation({
    mutationFn: () => issuePlan({ planId: plan.id, codes: [], dueOn: dueOn ?? '', reportEvery }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Drawer open onClose={onClose} title={t('issuePlanTitle')} size="min(560px, 100vw)">
      <div className="form-grid">
        <p className="sub">{t('issuePlanHint', { count: plan.tasks.length })}</p>
        <DeadlineField label={t('due')} value={dueOn} onChange={setDueOn} />
        <ReportEveryField value={reportEvery} onChange={setEvery} />
        <div className="row">
          <button
            type="button"
            className="btn primary"
            disabled={!dueOn || issue.isPending}
            onClick={() => issue.mutate()}
          >
            {t('issueNow')}
          </button>
        </div>
        {issue.error && (
          <p className="note bad" role="alert">
            {words(issue.error)}
          </p>
        )}
        {issue.data && (
          <div aria-live="polite">
            <p className="note">
              {t('issued_n', { count: issue.data.issued })}{' '}
              <FaceLink to="/tasks" search={{ plan: plan.id }}>
                {t('title')}
              </FaceLink>
            </p>
            {issue.data.skipped.length > 0 && (
              <>
                <p className="note doubt">{t('skipped', { count: issue.data.skipped.length })}</p>
                <ul className="unit-list">
                  {issue.data.skipped.map((task) => (
                    <li key={task.code}>
                      <span>
                        {task.title}
                        <span className="cap under">{pick(task)}</span>
                      </span>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )}
      </div>
    </Drawer>
  );
}
