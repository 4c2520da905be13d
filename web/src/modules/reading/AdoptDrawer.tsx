import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer, Select } from 'antd';
import { useState } from 'react';
import { type Adoption, type DocumentDetail, type ReadDocument, type RegionList, reaches } from '../../app/contract.ts';
import { ApiFailure, getJson } from '../../app/http.ts';
import { useName, usePick } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { Field } from '../../ui/Field.tsx';
import { useKept } from '../../ui/useKept.ts';
import { adopt } from './api.ts';
import { useReviewStrings } from './review-strings.ts';

type Form = Omit<Adoption, 'from' | 'to' | 'part'> & { from: string; to: string };

/** What the document says about itself. */
function firstForm(detail: DocumentDetail, document: ReadDocument): Form {
  const title = document.title || detail.title;
  const years = /(\d{4})\s*[—–~～-]+\s*(\d{4})/.exec(title.normalize('NFKC').replaceAll('—', '-'));
  const targets = document.targets.flatMap((target) => target.year ?? []);
  const issued = document.date?.slice(0, 4);
  const short = title.replace(/[（(].*?[)）]/g, '').replace(/^.*?关于印发/, '');
  return {
    title,
    titleEn: '',
    shortTitle: [...short].slice(-24).join(''),
    shortTitleEn: '',
    documentNumber: document.documentNumber,
    issuer: document.issuer ?? '',
    issuedOn: document.date,
    region: detail.region.code,
    from: years?.[1] ?? issued ?? '',
    to: years?.[2] ?? String(targets.length > 0 ? Math.max(...targets) : (issued ?? '')),
    visibility: 'internal',
  };
}

type Props = { detail: DocumentDetail; part: number; onClose: () => void };

export function AdoptDrawer({ detail, part, onClose }: Props) {
  const t = useReviewStrings();
  const pick = usePick();
  const name = useName();
  const words = useErrorWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const home = useSession().data?.me?.region.code ?? '';
  const regions = useQuery({ queryKey: ['regions', 'today'], queryFn: () => getJson<RegionList>('/api/regions') });
  const [first] = useState(() => firstForm(detail, detail.documents[part]!));
  const [form, setForm, { restored, clear, forget }] = useKept(`adopt.${detail.id}.${part}`, first);
  const [own, setOwn] = useState<Record<string, string>>({});
  const entry = useMutation({
    mutationFn: () => adopt(detail.id, { ...form, part, from: Number(form.from), to: Number(form.to) }),
    onSuccess: async (done) => {
      forget();
      message.success(t('adoptDone', { targets: done.targets, tasks: done.tasks }));
      await queries.invalidateQueries();
      void navigate({ to: `/plans/${done.planId}` });
    },
  });
  const failure = entry.error instanceof ApiFailure ? entry.error : null;
  const field = failure?.code === 'input.invalid' ? String(failure.details.field ?? '') : '';
  const missing =
    failure?.code === 'adopt.incomplete' ? (failure.details.list as { code: string; zh: string; en: string }[]) : [];
  const faultOf = (one: keyof Form) => own[one] ?? (field === one && failure ? words(failure) : undefined);
  const put = (patch: Partial<Form>) => setForm({ ...form, ...patch });
  const submit = () => {
    const faults: Record<string, string> = {};
    for (const one of ['title', 'shortTitle', 'issuer'] as const) if (!form[one].trim()) faults[one] = t('required');
    for (const one of ['from', 'to'] as const) if (!/^(19|20)\d\d$/.test(form[one].trim())) faults[one] = t('badYear');
    setOwn(faults);
    if (Object.keys(faults).length === 0) entry.mutate();
  };
  const text = (one: 'title' | 'titleEn' | 'shortTitle' | 'documentNumber' | 'issuer' | 'from' | 'to', wide = true) => (
    <Field
      label={t(one === 'title' ? 'planTitle' : one === 'titleEn' ? 'planTitleEn' : one)}
      wide={wide}
      fault={faultOf(one)}
    >
      {(id, described) => (
        <input
          id={id}
          className="input"
          value={form[one] ?? ''}
          aria-invalid={described !== undefined}
          aria-describedby={described}
          onChange={(event) => put({ [one]: event.target.value })}
        />
      )}
    </Field>
  );
  const choices = (regions.data?.regions ?? []).filter((one) => reaches('down', home, one.code));
  return (
    <Drawer open onClose={onClose} title={t('adoptTitle')} size="min(560px, 100vw)">
      <form
        className="edit-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className="sub">{t('adoptHint')}</p>
        {restored && (
          <p className="note">
            {t('draftKept')}{' '}
            <button type="button" className="btn text" onClick={clear}>
              {t('clearDraft')}
            </button>
          </p>
        )}
        <div aria-live="polite">
          {missing.length > 0 && (
            <div className="note bad">
              <b>{t('missing')}</b>
              <ul className="missing">
                {missing.map((one) => (
                  <li key={one.code}>{pick(one)}</li>
                ))}
              </ul>
            </div>
          )}
          {failure && missing.length === 0 && !(field in form) && <p className="note bad">{words(failure)}</p>}
        </div>
        <div className="facts">
          {text('title')}
          {text('shortTitle')}
          {text('titleEn')}
          {text('issuer')}
          {text('documentNumber')}
          <Field label={t('issuedOn')} wide fault={faultOf('issuedOn')}>
            {() => (
              <DayField
                label=""
                purpose={t('issuedOn')}
                value={form.issuedOn ?? undefined}
                onChange={(day) => put({ issuedOn: day ?? null })}
              />
            )}
          </Field>
          {text('from', false)}
          {text('to', false)}
          <Field label={t('region')} wide fault={faultOf('region')}>
            {(id) => (
              <Select
                id={id}
                showSearch={{ optionFilterProp: 'label' }}
                value={form.region}
                onChange={(region) => put({ region })}
                options={choices.map((one) => ({ value: one.code, label: name(one) }))}
              />
            )}
          </Field>
        </div>
        <fieldset className="visibility">
          <legend>{t('visibility')}</legend>
          {(['public', 'internal', 'restricted'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="visibility"
                checked={form.visibility === one}
                onChange={() => put({ visibility: one })}
              />
              <span>
                {t(one)} <span className="cap">{t(`${one}Hint`)}</span>
              </span>
            </label>
          ))}
          {faultOf('visibility') && (
            <span className="fault" role="alert">
              {faultOf('visibility')}
            </span>
          )}
        </fieldset>
        <div className="row">
          <button type="submit" className="btn primary" disabled={entry.isPending}>
            {entry.isPending ? t('adoptBusy') : t('adoptDo')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Drawer>
  );
}
