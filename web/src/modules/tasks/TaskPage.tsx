import './tasks.css';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Modal } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { WorkDetail } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { useName, usePick } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { useAppStrings } from '../../app/strings.ts';
import { AsOf, useAsOf } from '../../ui/AsOf.tsx';
import { CaseHistory, StepBar } from '../../ui/CaseSteps.tsx';
import { arrange } from '../../ui/ColumnChooser.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { DeadlineField } from '../../ui/DeadlineField.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CaseActions } from '../../ui/StepDialog.tsx';
import { issueSlip, stepWork, takeInHand, taskQuery } from './api.ts';
import { useTaskCode } from './code.ts';
import { DueWords, Progress, useTaskColumns } from './columns.tsx';
import { JointDialog } from './JointDialog.tsx';
import { LightMark } from './Light.tsx';
import { Reports } from './Reports.tsx';
import { useTaskStrings } from './strings.ts';

const TaskForm = lazy(() => import('./TaskForm.tsx').then((module) => ({ default: module.TaskForm })));

function Summary({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  const name = useName();
  const pick = usePick();
  const codeOf = useTaskCode();
  const every = { none: 'everyNone', month: 'everyMonth', quarter: 'everyQuarter' } as const;
  return (
    <section>
      <h2>{t('summary')}</h2>
      <dl className="kv">
        <dt>{t('issuer')}</dt>
        <dd>{name(task.issuer)}</dd>
        <dt>{t('region')}</dt>
        <dd>{name(task.region)}</dd>
        {task.plan && (
          <>
            <dt>{t('plan')}</dt>
            <dd>
              <FaceLink to={`/plans/${task.plan.id}`} search={{ clause: task.plan.clause }}>
                {pick({ zh: task.plan.title, en: task.plan.titleEn })} · {task.plan.clause}
              </FaceLink>
            </dd>
          </>
        )}
        {task.parent && (
          <>
            <dt>{t('parent')}</dt>
            <dd>
              <FaceLink to={`/tasks/${task.parent.id}`}>
                {codeOf(task.parent)} {task.parent.title}
              </FaceLink>
            </dd>
          </>
        )}
        <dt>{t('reportEvery')}</dt>
        <dd>{t(every[task.reportEvery])}</dd>
        {task.restricted && (
          <>
            <dt />
            <dd>{t('restricted')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Units({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  const name = useName();
  const queries = useQueryClient();
  const me = useSession().data?.me;
  const [changing, setChanging] = useState(false);
  const hand = useMutation({
    mutationFn: (take: boolean) => takeInHand(task.id, take),
    onSuccess: () => queries.invalidateQueries(),
  });
  const answers = { none: 'noAnswer', given: 'given', accepted: 'accepted', returned: 'returned' } as const;
  return (
    <section className="section">
      <div className="spread">
        <h2>{t('units')}</h2>
        {task.may.joint && (
          <button type="button" className="btn text" onClick={() => setChanging(true)}>
            {t('changeJoint')}
          </button>
        )}
      </div>
      {changing && <JointDialog task={task} onClose={() => setChanging(false)} />}
      <ul className="unit-list">
        {task.units.map((unit) => {
          const mine = unit.to === null && unit.organization.id === me?.organization.id && task.may.assign;
          const inHand = unit.handler?.id === me?.userId;
          return (
            <li key={`${unit.organization.id}${unit.from}`} className={unit.to ? 'past' : undefined}>
              <span>
                <FaceLink to={`/organizations/${unit.organization.id}`} className="plain">
                  {name(unit.organization)}
                </FaceLink>
                <span className="cap under">
                  {unit.role === 'lead' ? t('lead') : t('joint')} ·{' '}
                  {unit.to ? t('until', { from: unit.from, to: unit.to }) : t('since', { from: unit.from })}
                  {unit.takenOverFrom ? ` · ${t('tookOver', { from: name(unit.takenOverFrom) })}` : ''}
                  {unit.handler ? ` · ${t('handler', { who: unit.handler.name })}` : ''}
                </span>
              </span>
              <span className="row">
                {unit.answer && (
                  <span className={unit.answer === 'accepted' ? 'tag' : 'tag doubt'}>{t(answers[unit.answer])}</span>
                )}
                {mine && (
                  <button type="button" className="btn text" onClick={() => hand.mutate(!inHand)}>
                    {inHand ? t('putBack') : t('take')}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Lights({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  if (task.lightHistory.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('lights')}</h2>
      <ol className="timeline">
        {[...task.lightHistory].reverse().map((change) => (
          <li key={change.from}>
            <time dateTime={change.from}>{t('lightFrom', { from: change.from })}</time>
            <LightMark light={change.light} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function NewSlip({ task, onClose }: { task: WorkDetail; onClose: () => void }) {
  const t = useTaskStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState(t('late', { count: task.workingDaysLate ?? 0 }));
  const [dueOn, setDueOn] = useState<string>();
  const issue = useMutation({
    mutationFn: () => issueSlip(task.id, { reason, dueOn: dueOn ?? '' }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('newSlip')}
      onCancel={onClose}
      onOk={() => issue.mutate()}
      okButtonProps={{ disabled: !reason.trim() || !dueOn || issue.isPending }}
    >
      <div className="form-grid">
        <label>
          {t('slipReason')}
          <textarea value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        <DeadlineField label={t('answerBy')} value={dueOn} onChange={setDueOn} />
        {issue.error && (
          <p className="note bad" role="alert">
            {words(issue.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}

function Slips({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  const pick = usePick();
  if (task.slips.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('slips')}</h2>
      <ul className="unit-list">
        {task.slips.map((slip) => (
          <li key={slip.id}>
            <span>
              <FaceLink to={`/slips/${slip.id}`}>{slip.number}</FaceLink>
              <span className="cap under">
                {t('slipLevel', { level: slip.level })} · {slip.issuedOn}
              </span>
            </span>
            <span className="tag">{pick(slip.state)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Parts({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  const columns = useTaskColumns();
  if (task.parts.length === 0) return null;
  return (
    <section className="section">
      <h2>
        {t('parts')} <span className="cap">{task.parts.length}</span>
      </h2>
      <DataTable
        caption={t('parts')}
        columns={arrange(columns, 'light,due,lead,percent,state')}
        rows={task.parts}
        rowKey={(row) => row.id}
      />
    </section>
  );
}

function Record({ task }: { task: WorkDetail }) {
  const t = useTaskStrings();
  const app = useAppStrings();
  const name = useName();
  const codeOf = useTaskCode();
  const [open, setOpen] = useState<'edit' | 'divide' | 'slip' | null>(null);
  return (
    <>
      <PageHead
        title={task.title}
        crumbs={[
          { key: 'all', node: <FaceLink to="/tasks">{t('title')}</FaceLink> },
          ...(task.parent
            ? [{ key: 'parent', node: <FaceLink to={`/tasks/${task.parent.id}`}>{codeOf(task.parent)}</FaceLink> }]
            : []),
          { key: 'code', node: codeOf(task) },
        ]}
        sub={[task.lead ? name(task.lead) : '', name(task.region)].filter(Boolean).join(' · ')}
        actions={
          <>
            <AsOf />
            <CaseActions view={task.case} send={(step) => stepWork(task.id, step)} />
            {task.may.edit && (
              <button type="button" className="btn" onClick={() => setOpen('edit')}>
                {t('editTask')}
              </button>
            )}
            {task.may.divide && (
              <button type="button" className="btn" onClick={() => setOpen('divide')}>
                {t('newPart')}
              </button>
            )}
            {task.may.supervise && (
              <button type="button" className="btn" onClick={() => setOpen('slip')}>
                {t('newSlip')}
              </button>
            )}
            <button type="button" className="btn" onClick={() => window.print()}>
              {app('print')}
            </button>
          </>
        }
        aside={
          <div className="figure-now">
            <LightMark light={task.light} />
            <div>
              <DueWords row={task} />
            </div>
            <Progress percent={task.percent} />
          </div>
        }
      />
      <StepBar view={task.case} />
      <div className="record">
        <div className="record-main">
          {task.description && (
            <section>
              <h2>{t('description')}</h2>
              <p className="prose pre">{task.description}</p>
            </section>
          )}
          <Parts task={task} />
          <Reports task={task} />
        </div>
        <div className="record-side">
          <Summary task={task} />
          <Units task={task} />
          <Slips task={task} />
          <Lights task={task} />
          <CaseHistory view={task.case} />
        </div>
      </div>
      <Suspense>
        {open === 'edit' && <TaskForm task={task} onClose={() => setOpen(null)} />}
        {open === 'divide' && <TaskForm whole={task} onClose={() => setOpen(null)} />}
      </Suspense>
      {open === 'slip' && <NewSlip task={task} onClose={() => setOpen(null)} />}
    </>
  );
}

export function TaskPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery({ ...taskQuery(id, useAsOf()), placeholderData: keepPreviousData });
  return <Loaded query={query}>{(task) => <Record key={task.id} task={task} />}</Loaded>;
}
