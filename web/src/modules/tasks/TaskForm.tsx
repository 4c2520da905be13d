import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Drawer, Select } from 'antd';
import { useState } from 'react';
import type { RegionList, ReportEvery, WorkDetail } from '../../app/contract.ts';
import { reaches } from '../../app/contract.ts';
import { getJson } from '../../app/http.ts';
import { useName } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { DeadlineField } from '../../ui/DeadlineField.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { OrganizationPicker } from '../../ui/OrganizationPicker.tsx';
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
  const words = useErrorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const home = useSession().data?.me?.region.code ?? '330000';
  const now = task?.units.filter((unit) => unit.to === null) ?? [];
  const [title, setTitle] = useState(task?.title ?? '');
  const [description, setDescription] = useState(task?.description ?? '');
  const [region, setRegion] = useState(task?.region.code ?? whole?.region.code ?? home);
  const [lead, setLead] = useState(task?.lead ? [task.lead.id] : []);
  const [joint, setJoint] = useState(now.filter((unit) => unit.role === 'joint').map((unit) => unit.organization.id));
  const [dueOn, setDueOn] = useState(task?.dueOn ?? whole?.dueOn ?? undefined);
  const [every, setEvery] = useState<ReportEvery>(task?.reportEvery ?? 'none');
  const [restricted, setRestricted] = useState(task?.restricted ?? whole?.restricted ?? false);
  const regions = useQuery({ queryKey: ['regions', 'today'], queryFn: () => getJson<RegionList>('/api/regions') });
  const save = useMutation({
    mutationFn: async (issue: boolean) => {
      const common = { title, description, leadId: lead[0] ?? '', jointIds: joint, reportEvery: every, restricted };
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
  const lacks = [title.trim() ? '' : t('titleLabel'), lead[0] ? '' : t('lead'), dueOn ? '' : t('due')].filter(Boolean);
  return (
    <Drawer
      open
      onClose={onClose}
      title={task ? t('editTask') : whole ? t('newPart') : t('newTask')}
      size="min(560px, 100vw)"
      footer={
        <div className="row">
          <button
            type="button"
            className="btn primary"
            disabled={lacks.length > 0 || save.isPending}
            onClick={() => save.mutate(true)}
          >
            {task ? t('save') : t('issueNow')}
          </button>
          {!task && (
            <button
              type="button"
              className="btn"
              disabled={lacks.length > 0 || save.isPending}
              onClick={() => save.mutate(false)}
            >
              {t('saveDraft')}
            </button>
          )}
          {lacks.length > 0 && <span className="cap">{t('fieldRequired', { field: lacks.join('、') })}</span>}
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
          <input className="input" value={title} maxLength={300} onChange={(event) => setTitle(event.target.value)} />
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
            value={lead}
            known={now.map((unit) => unit.organization)}
            onChange={setLead}
          />
        </div>
        <div className="field">
          <span>{t('joint')}</span>
          <OrganizationPicker
            label={t('joint')}
            many
            value={joint}
            known={now.map((unit) => unit.organization)}
            onChange={setJoint}
          />
        </div>
        {!task && <DeadlineField label={t('due')} value={dueOn} onChange={setDueOn} />}
        <ReportEveryField value={every} onChange={setEvery} />
        <label className="check">
          <input type="checkbox" checked={restricted} onChange={(event) => setRestricted(event.target.checked)} />
          {t('restricted')}
        </label>
      </div>
    </Drawer>
  );
}
