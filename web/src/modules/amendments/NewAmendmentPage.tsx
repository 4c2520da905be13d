import './amendments.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App } from 'antd';
import { useState } from 'react';
import type { PlanDetail, TargetPage, TargetRow } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { ApiFailure, getJson } from '../../app/http.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { Field } from '../../ui/Field.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useKept } from '../../ui/useKept.ts';
import { planQuery } from '../plans/api.ts';
import { proposeAmendment } from './api.ts';
import { ChangeCard } from './ChangeCard.tsx';
import { type Draft, type DraftChange, type Fault, readChange } from './draft.ts';
import { useAmendmentStrings } from './strings.ts';

const empty: Draft = { reason: '', basis: '', effectiveOn: '', changes: [] };

function Form({ plan, targets }: { plan: PlanDetail; targets: TargetRow[] }) {
  const t = useAmendmentStrings();
  const words = useErrorWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [draft, setDraft, { restored, clear, forget }] = useKept(`amend.${plan.id}`, empty);
  const [faults, setFaults] = useState<Record<string, Record<string, Fault>>>({});
  const put = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const send = useMutation({
    mutationFn: (changes: Parameters<typeof proposeAmendment>[1]['changes']) =>
      proposeAmendment(plan.id, {
        reason: draft.reason.trim(),
        basis: draft.basis.trim(),
        effectiveOn: draft.effectiveOn,
        changes,
      }),
    onSuccess: async (amendment) => {
      message.success(t('sent'));
      forget();
      await queries.invalidateQueries();
      void navigate({ to: `/amendments/${amendment.id}` });
    },
  });
  const add = (kind: DraftChange['kind']) => {
    const key = Math.max(0, ...draft.changes.map((change) => change.key)) + 1;
    put({ changes: [...draft.changes, { key, kind, id: '', repeal: false }] });
  };
  const submit = () => {
    const found: typeof faults = {};
    const head: Record<string, Fault> = {};
    for (const one of ['reason', 'basis', 'effectiveOn'] as const) if (!draft[one].trim()) head[one] = 'required';
    if (draft.changes.length === 0) head.changes = 'required';
    if (Object.keys(head).length > 0) found.head = head;
    const changes = draft.changes.flatMap((change) => {
      const read = readChange(change, targets, plan.tasks);
      if ('change' in read) return [read.change];
      found[change.key] = read.faults;
      return [];
    });
    setFaults(found);
    if (Object.keys(found).length === 0) send.mutate(changes);
  };
  const head = faults.head ?? {};
  const failure = send.error instanceof ApiFailure ? send.error : null;
  return (
    <form
      className="amend-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {restored && (
        <p className="note">
          {t('draftKept')}{' '}
          <button type="button" className="btn text" onClick={clear}>
            {t('clearDraft')}
          </button>
        </p>
      )}
      <div className="facts amend-head">
        <Field label={t('reason')} wide fault={head.reason && t(head.reason)}>
          {(id, described) => (
            <textarea
              id={id}
              className="input"
              rows={3}
              maxLength={2000}
              aria-describedby={described}
              value={draft.reason}
              onChange={(event) => put({ reason: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('basis')} wide fault={head.basis && t(head.basis)}>
          {(id, described) => (
            <input
              id={id}
              className="input"
              maxLength={500}
              aria-describedby={described}
              value={draft.basis}
              onChange={(event) => put({ basis: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('effectiveOn')} wide fault={head.effectiveOn && t(head.effectiveOn)}>
          {() => (
            <>
              <DayField
                label=""
                purpose={t('effectiveOn')}
                value={draft.effectiveOn || undefined}
                onChange={(day) => put({ effectiveOn: day ?? '' })}
              />
              <span className="cap">{t('effectiveHint')}</span>
            </>
          )}
        </Field>
      </div>
      <h2>{t('content')}</h2>
      {draft.changes.map((change) => (
        <ChangeCard
          key={change.key}
          change={change}
          targets={targets}
          tasks={plan.tasks}
          faults={faults[change.key] ?? {}}
          onChange={(next) => put({ changes: draft.changes.map((one) => (one.key === next.key ? next : one)) })}
          onRemove={() => put({ changes: draft.changes.filter((one) => one.key !== change.key) })}
        />
      ))}
      {head.changes && draft.changes.length === 0 && (
        <p className="fault" role="alert">
          {t('empty')}
        </p>
      )}
      <div className="row">
        <button type="button" className="btn" onClick={() => add('target')}>
          {t('changeTarget')}
        </button>
        <button type="button" className="btn" onClick={() => add('task')}>
          {t('changeTask')}
        </button>
        <button type="button" className="btn" onClick={() => add('newTarget')}>
          {t('addTarget')}
        </button>
        <button type="button" className="btn" onClick={() => add('newTask')}>
          {t('addTask')}
        </button>
      </div>
      <div aria-live="polite">{failure && <p className="note bad">{words(failure)}</p>}</div>
      <div className="row">
        <button type="submit" className="btn primary" disabled={send.isPending}>
          {send.isPending ? t('sending') : t('submit')}
        </button>
        <FaceLink to={`/plans/${plan.id}`} className="btn">
          {t('cancel')}
        </FaceLink>
      </div>
    </form>
  );
}

export function NewAmendmentPage() {
  const t = useAmendmentStrings();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const plan = useQuery(planQuery(id, undefined));
  const targets = useQuery({
    queryKey: ['targets', 'of', id],
    queryFn: async () => {
      const rows: TargetRow[] = [];
      for (let page = 1; ; page += 1) {
        const next = await getJson<TargetPage>('/api/targets', { plan: id, size: 500, page });
        rows.push(...next.rows);
        if (rows.length >= next.total || next.rows.length === 0) return rows;
      }
    },
  });
  return (
    <Loaded query={plan}>
      {(detail) => (
        <>
          <PageHead
            title={t('propose')}
            crumbs={[
              { key: 'plans', node: <FaceLink to="/plans">{t('plans')}</FaceLink> },
              { key: 'plan', node: <FaceLink to={`/plans/${id}`}>{detail.shortTitle}</FaceLink> },
              { key: 'here', node: t('propose') },
            ]}
            sub={detail.title}
          />
          <Loaded query={targets}>{(rows) => <Form plan={detail} targets={rows} />}</Loaded>
        </>
      )}
    </Loaded>
  );
}
