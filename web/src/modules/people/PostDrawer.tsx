import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Drawer } from 'antd';
import { useState } from 'react';
import type { PersonDetail, PersonPost } from '../../app/contract.ts';
import { useName } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { changePost, grantPost, personQuery } from './api.ts';
import { type PostDraft, PostFields } from './PostFields.tsx';
import { usePeopleStrings } from './strings.ts';

/** One more post, or the days and roles of one that is there. */
export function PostDrawer({
  person,
  post,
  onClose,
}: {
  person: PersonDetail;
  post?: PersonPost;
  onClose: () => void;
}) {
  const t = usePeopleStrings();
  const name = useName();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const session = useSession().data;
  const [draft, setDraft] = useState<PostDraft>(
    post
      ? {
          organizationId: post.organization.id,
          regionCode: post.region.code,
          roles: post.roles,
          validFrom: post.validFrom,
          validTo: post.validTo,
          main: post.main,
        }
      : {
          organizationId: undefined,
          regionCode: session?.me?.region.code ?? '',
          roles: [],
          validFrom: session?.today ?? '',
          validTo: null,
          main: false,
        },
  );
  const save = useMutation({
    mutationFn: () =>
      post
        ? changePost(post.id, draft)
        : grantPost(person.id, { ...draft, organizationId: draft.organizationId ?? '' }),
    onSuccess: async (saved) => {
      queries.setQueryData(personQuery(person.id).queryKey, saved);
      await queries.invalidateQueries({ queryKey: ['people'] });
      message.success(t('saved'));
      onClose();
    },
  });
  return (
    <Drawer open onClose={onClose} title={post ? t('post') : t('grant')} size="min(440px, 100vw)">
      <form
        className="people-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <PostFields
          draft={draft}
          onChange={setDraft}
          {...(post ? { fixed: `${name(post.organization)} · ${name(post.region)}` } : {})}
        />
        <div aria-live="polite">{save.isError && <p className="note bad">{words(save.error)}</p>}</div>
        <div className="row">
          <button
            type="submit"
            className="btn primary"
            disabled={save.isPending || !draft.organizationId || draft.roles.length === 0}
          >
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
