import { App } from 'antd';
import type { FirstPassword, PersonPost, PersonState, Role } from '../../app/contract.ts';
import { useName } from '../../app/i18n.ts';
import { usePeopleStrings } from './strings.ts';

const tones: Record<PersonState, string> = {
  active: 'tag',
  locked: 'tag doubt',
  disabled: 'tag bad',
  'no-post': 'tag doubt',
};

export function StateTag({ state }: { state: PersonState }) {
  const t = usePeopleStrings();
  return <span className={tones[state]}>{t(state)}</span>;
}

export function RoleTags({ roles }: { roles: readonly Role[] }) {
  const t = usePeopleStrings();
  return (
    <span className="people-roles">
      {roles.map((role) => (
        <span key={role} className={role === 'administrator' ? 'tag unit' : 'tag'}>
          {t(role)}
        </span>
      ))}
    </span>
  );
}

/** Organization, and the region where it says more than the organization does. */
export function PostLine({ post }: { post: PersonPost }) {
  const name = useName();
  return (
    <span className={post.when === 'ended' ? 'people-post ended' : 'people-post'}>
      {name(post.organization)} <span className="cap">{name(post.region)}</span> <RoleTags roles={post.roles} />
    </span>
  );
}

/** A password that is shown once. */
export function Secret({ first, name }: { first: FirstPassword; name: string }) {
  const t = usePeopleStrings();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(first.password);
    message.success(t('copied'));
  };
  return (
    <div className="note doubt people-secret">
      <p>{t('passwordOnce', { name })}</p>
      <dl className="kv">
        <dt>{t('userName')}</dt>
        <dd className="mono">{first.userName}</dd>
        <dt>{t('passwordTitle')}</dt>
        <dd className="mono secret-words">{first.password}</dd>
      </dl>
      <button type="button" className="btn" onClick={() => void copy()}>
        {t('copy')}
      </button>
    </div>
  );
}
