import type { NewPost, Role } from '../../app/contract.ts';
import { roles } from '../../app/contract.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { OrganizationPicker } from '../../ui/OrganizationPicker.tsx';
import { RegionPicker } from '../../ui/RegionPicker.tsx';
import { usePeopleStrings } from './strings.ts';

export type PostDraft = Omit<NewPost, 'organizationId'> & { organizationId: string | undefined };

type Props = { draft: PostDraft; onChange: (draft: PostDraft) => void; fixed?: string };

/** The fields of a post. `fixed` names organization and region of one that exists: they stay. */
export function PostFields({ draft, onChange, fixed }: Props) {
  const t = usePeopleStrings();
  const set = (change: Partial<PostDraft>) => onChange({ ...draft, ...change });
  const toggle = (role: Role, on: boolean) =>
    set({ roles: on ? [...draft.roles, role] : draft.roles.filter((one) => one !== role) });
  return (
    <>
      {fixed ? (
        <p className="strong">{fixed}</p>
      ) : (
        <>
          <div className="field">
            {t('organization')}
            <OrganizationPicker
              label={t('organization')}
              value={draft.organizationId}
              inReach
              onChange={(organizationId) => set({ organizationId })}
            />
          </div>
          <div className="field">
            {t('region')}
            <RegionPicker label={t('region')} value={draft.regionCode} onChange={(regionCode) => set({ regionCode })} />
          </div>
        </>
      )}
      <fieldset className="field people-checks">
        <legend>{t('roles')}</legend>
        {roles.map((role) => (
          <label key={role}>
            <input
              type="checkbox"
              checked={draft.roles.includes(role)}
              onChange={(event) => toggle(role, event.target.checked)}
            />{' '}
            {t(role)} <span className="cap">{t(`${role}Hint`)}</span>
          </label>
        ))}
      </fieldset>
      <div className="row">
        <DayField
          label={t('from')}
          purpose={`${t('post')} ${t('from')}`}
          clearable={false}
          value={draft.validFrom}
          onChange={(day) => day && set({ validFrom: day })}
        />
        <DayField
          label={t('to')}
          purpose={`${t('post')} ${t('to')}`}
          value={draft.validTo ?? undefined}
          onChange={(day) => set({ validTo: day ?? null })}
        />
      </div>
      <label className="sub">
        <input type="checkbox" checked={draft.main} onChange={(event) => set({ main: event.target.checked })} />{' '}
        {t('makeMain')}
      </label>
    </>
  );
}
