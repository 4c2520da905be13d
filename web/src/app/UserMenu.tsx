import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Dropdown } from 'antd';
import { useErrorWords } from '../ui/ErrorState.tsx';
import type { Me } from './contract.ts';
import { useName } from './i18n.ts';
import { sessionQuery, signOut, switchPost } from './session.ts';
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
  const words = useErrorWords();
  const { message } = App.useApp();
  // Another post sees other things: everything that was fetched is fetched anew.
  const change = async (postId: string) => {
    try {
      const state = await switchPost(postId);
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, state);
      await navigate({ to: '/' });
      if (state.me) message.success(t('switched', { name: name(state.me.organization) }));
    } catch (error) {
      message.error(words(error));
    }
  };
  const posts =
    me.posts.length < 2
      ? []
      : [
          {
            key: 'posts',
            type: 'group' as const,
            label: t('actingFor'),
            children: me.posts.map((post) => ({
              key: post.id,
              label: `${post.id === me.postId ? '● ' : '○ '}${name(post.organization)} · ${name(post.region)}`,
              disabled: post.id === me.postId,
              onClick: () => void change(post.id),
            })),
          },
          { type: 'divider' as const },
        ];
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          ...posts,
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
