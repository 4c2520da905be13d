import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import type { Me } from './contract.ts';
import { useName } from './i18n.ts';
import { signOut } from './session.ts';
import { useAppStrings } from './strings.ts';

export function UserMenu({ me }: { me: Me }) {
  const t = useAppStrings();
  const name = useName();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = async () => {
    await signOut();
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'account', label: t('account'), onClick: () => void navigate({ to: '/account' }) },
          { key: 'public', label: t('publicFace'), onClick: () => void navigate({ to: '/public' }) },
          { type: 'divider' },
          { key: 'leave', label: t('signOut'), onClick: () => void leave() },
        ],
      }}
    >
      <button type="button" className="quiet" aria-haspopup="menu">
        <span className="org-part">
          <span className="org-name">{name(me.organization)}</span>
          {' · '}
        </span>
        <span className="who">{me.displayName}</span> <span aria-hidden="true">▾</span>
      </button>
    </Dropdown>
  );
}
