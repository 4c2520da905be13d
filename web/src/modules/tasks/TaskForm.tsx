import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Drawer, Select } from 'antd';
import { useState } from 'react';
import type { RegionList, ReportEvery, WorkDetail } from '../../app/contract.ts';
import { reaches } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import { useLanguage, useName } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { DeadlineField } from '../../ui/DeadlineField.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { OrganizationPicker, OrganizationsPicker } from '../../ui/OrganizationPicker.tsx';
import { createWork, editWork } from './api.ts';
import { ReportEveryField } from './ReportEveryField.tsx';
import { useTaskStrings } from './strings.ts';

type Props = {
  /** The task to edit. */
  task?: WorkDetail;
  /** The task that the new one is a part of. */
  whole?: WorkDetail;
  onClose: () => void;
};

/** Makes a task or a part of one, or edits a draft. */
export function TaskForm({ task, whole, onClose }: Props) {
  const t = useTaskStrings();
  const name = useName();
  const language = useLanguage();
  const words = useErrorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const home = useSession().data?.me?.region.code ?? '330000';
  const now = task?.units.filter((unit) => unit.to === null) ?? [];
  const [title, setTitle] = useState(task?.title ?? '');
  const [description, setDescription] = useState(task?.description ?? '');
  const [region, setRegion] = useState(task?.region.code ?? whole?.region.code ?? home);
  const [lead, setLead] = useState(task?.lead?.id);
  const [joint, setJoint] = useState(now.filter((unit) => unit.role === 'joint').map((unit) => unit.organization.id));
  const [dueOn, setDueOn] = useState(task?.dueOn ?? whole?.dueOn ?? undefined);
  const [every, setEvery] = useState<ReportEvery>(task?.reportEvery ?? 'none');
  const [restricted, setRestricted] = useState(task?.restricted ?? whole?.restricted ?? false);
  const [tried, setTried] = useState(false);
  const regions = useQuery({ queryKey: ['regions', 'today'], queryFn: () => getJson<RegionList>('/api/regions') });
  const save = useMutation({
    mutationFn: async (issue: boolean) => {
      const common = { title, description, leadId: lead ?? '', jointIds: joint, reportEvery: every, restricted };
      if (task) {
        await editWork(task.id, { ...common, version: task.case.version });
        return task.id;
      }
      const made = await createWork({
        ...common,
        region,
        dueOn: dueOn ?? '',
        issue,
        ...(whole ? { parentId: whole.id } : {}),
      });
      return made.id;
    },
    onSuccess: async (id) => {
      await queries.invalidateQueries();
      onClose();
      if (!task && !whole) void navigate({ to: `/tasks/${id}` as '/' });
    },
  });
  const lacks = [
    ...(title.trim() ? [] : (['titleLabel'] as const)),
    ...(lead ? [] : (['lead'] as const)),
    ...(dueOn ? [] : (['due'] as const)),
  ];
  // Marked once somebody wanted to go on: an empty form is not yet a wrong one.
  const missing = tried ? lacks : [];
  const go = (issue: boolean) => {
    setTried(true);
    if (lacks.length === 0) save.mutate(issue);
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={task ? t('editTask') : whole ? t('newPart') : t('newTask')}
      size="min(560px, 100vw)"
      footer={
        <div className="row">
          <button type="button" className="btn primary" disabled={save.isPending} onClick={() => go(true)}>
            {task ? t('save') : t('issueNow')}
          </button>
          {!task && (
            <button type="button" className="btn" disabled={save.isPending} onClick={() => go(false)}>
              {t('saveDraft')}
            </button>
          )}
          <span className="cap seal-text" role="status">
            {missing.length > 0 &&
              t('fieldRequired', { field: missing.map((field) => t(field)).join(language === 'zh' ? '、' : ', ') })}
          </span>
        </div>
      }
    >
      <div className="form-grid">
        {save.error && (
          <p className="note bad" role="alert">
            {words(save.error)}
          </p>
        )}
        <label>
          {t('titleLabel')}
          <input
            className="input"
            value={title}
            maxLength={300}
            required
            aria-invalid={missing.includes('titleLabel')}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
        <label>
          {t('description')}
          <textarea value={description} maxLength={5000} onChange={(event) => setDescription(event.target.value)} />
        </label>
        {!task && (
          <div className="field">
            <span>{t('divideRegion')}</span>
            <Select
              aria-label={t('divideRegion')}
              value={region}
              onChange={setRegion}
              showSearch={{ optionFilterProp: 'label' }}
              options={(regions.data?.regions ?? [])
                .filter((one) => reaches('down', home, one.code))
                .map((one) => ({ value: one.code, label: name(one) }))}
            />
          </div>
        )}
        <div className="field">
          <span>{t('lead')}</span>
          <OrganizationPicker
            label={t('lead')}
            inReach
            value={lead}
            known={now.map((unit) => unit.organization)}
            invalid={missing.includes('lead')}
            onChange={setLead}
          />
        </div>
        <div className="field">
          <span>{t('joint')}</span>
          <OrganizationsPicker
            label={t('joint')}
            inReach
            value={joint}
            known={now.map((unit) => unit.organization)}
            onChange={setJoint}
          />
        </div>
        {!task && (
          <DeadlineField label={t('due')} value={dueOn} invalid={missing.includes('due')} onChange={setDueOn} />
        )}
        <ReportEveryField value={every} onChange={setEvery} />
        <label className="check">
          <input type="checkbox" checked={restricted} onChange={(event) => setRestricted(event.target.checked)} />
          {t('restricted')}
        </label>
      </div>
    </Drawer>
  );
}
