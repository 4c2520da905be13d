import './organizations.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer, Select } from 'antd';
import { useState } from 'react';
import type { Organization, OrganizationInput, OrganizationKindName } from '../../app/contract.ts';
import { organizationKindNames, organizationKinds } from '../../app/contract.ts';
import { sendJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { RegionPicker } from '../../ui/RegionPicker.tsx';
import { useManageStrings } from './strings.ts';

type Kind = OrganizationInput['kind'];
const kinds = organizationKinds.filter((kind): kind is Kind => kind !== 'group');
const isKind = (kind: string): kind is OrganizationKindName => kind in organizationKindNames;

export function useKinds() {
  const pick = usePick();
  return kinds.map((kind) => ({ value: kind, label: pick(organizationKindNames[kind]) }));
}

/** A new organization, or one that is there. */
export function OrganizationDrawer({ row, onClose }: { row?: Organization; onClose: () => void }) {
  const t = useManageStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const options = useKinds();
  const home = useSession().data?.me?.region.code ?? '';
  const [draft, setDraft] = useState({
    name: row?.name ?? '',
    nameEn: row?.nameEn ?? '',
    shortNames: row?.shortNames.join('、') ?? '',
    kind: (row && isKind(row.kind) && row.kind !== 'group' ? row.kind : 'enterprise') as Kind,
    regionCode: row?.regionCode ?? home,
    uscc: row?.uscc ?? '',
    validFrom: row?.validFrom ?? null,
    validTo: row?.validTo ?? null,
    simulated: row?.simulated ?? false,
  });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const save = useMutation({
    mutationFn: () => {
      const input: OrganizationInput = {
        ...draft,
        name: draft.name.trim(),
        shortNames: draft.shortNames.split(/[、,，;；]/).flatMap((part) => part.trim() || []),
        uscc: draft.uscc.trim() || null,
      };
      return row
        ? sendJson<Organization>('PUT', `/api/organizations/${encodeURIComponent(row.id)}`, input)
        : sendJson<Organization>('POST', '/api/organizations', input);
    },
    onSuccess: async (saved) => {
      message.success(t('saved'));
      await queries.invalidateQueries();
      onClose();
      if (!row) await navigate({ to: `/organizations/${saved.id}` as never });
    },
  });
  const text = (key: 'name' | 'nameEn' | 'shortNames' | 'uscc', label: string, required = false) => (
    <label className="field">
      {label}
      <input
        className="input"
        value={draft[key]}
        required={required}
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </label>
  );
  return (
    <Drawer open onClose={onClose} title={row ? t('editTitle') : t('addTitle')} size="min(440px, 100vw)">
      <form
        className="manage-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {row && !row.id.startsWith('org-') && <p className="note">{t('shipped')}</p>}
        {text('name', t('fullName'), true)}
        {text('shortNames', t('shortNames'))}
        {text('nameEn', t('nameEn'))}
        <div className="field">
          {t('kind')}
          <Select
            aria-label={t('kind')}
            value={draft.kind}
            options={options}
            onChange={(kind: Kind) => set({ kind })}
          />
        </div>
        <div className="field">
          {t('region')}
          <RegionPicker label={t('region')} value={draft.regionCode} onChange={(regionCode) => set({ regionCode })} />
        </div>
        {text('uscc', t('uscc'))}
        <div className="row">
          {(['validFrom', 'validTo'] as const).map((key) => (
            <DayField
              key={key}
              label={t(key)}
              value={draft[key] ?? undefined}
              onChange={(day) => set({ [key]: day ?? null })}
            />
          ))}
        </div>
        <span className="cap">{t('validToHint')}</span>
        <label className="sub">
          <input
            type="checkbox"
            checked={draft.simulated}
            onChange={(event) => set({ simulated: event.target.checked })}
          />{' '}
          {t('simulated')}
        </label>
        <div aria-live="polite">{save.isError && <p className="note bad">{words(save.error)}</p>}</div>
        <div className="row">
          <button type="submit" className="btn primary" disabled={save.isPending}>
            {t('save')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Drawer>
  );
}
