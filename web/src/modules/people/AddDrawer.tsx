import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { addPerson } from './api.ts';
import { type PostDraft, PostFields } from './PostFields.tsx';
import { Secret } from './parts.tsx';
import { usePeopleStrings } from './strings.ts';

/** A person with the first post; then the password, once. */
export function AddDrawer({ onClose }: { onClose: () => void }) {
  const t = usePeopleStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const session = useSession().data;
  const [person, setPerson] = useState({ userName: '', displayName: '', email: '' });
  const [draft, setDraft] = useState<PostDraft>({
    organizationId: undefined,
    regionCode: session?.me?.region.code ?? '',
    roles: ['officer'],
    validFrom: session?.today ?? '',
    validTo: null,
    main: true,
  });
  const add = useMutation({
    mutationFn: () =>
      addPerson({
        userName: person.userName.trim(),
        displayName: person.displayName.trim(),
        email: person.email.trim() || null,
        post: { ...draft, organizationId: draft.organizationId ?? '' },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const field = (
    key: keyof typeof person,
    label: string,
    rest: Partial<React.InputHTMLAttributes<HTMLInputElement>>,
  ) => (
    <label className="field">
      {label}
      <input
        className="input"
        value={person[key]}
        onChange={(event) => setPerson({ ...person, [key]: event.target.value })}
        {...rest}
      />
    </label>
  );
  const ready = person.userName && person.displayName && draft.organizationId && draft.roles.length > 0;
  return (
    <Drawer open onClose={onClose} title={t('add')} size="min(440px, 100vw)">
      {add.data ? (
        <div className="people-form">
          <Secret first={add.data} name={person.displayName} />
          <button type="button" className="btn primary" onClick={onClose}>
            {t('done')}
          </button>
        </div>
      ) : (
        <form
          className="people-form"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          {field('displayName', t('name'), { required: true, maxLength: 80, autoComplete: 'off' })}
          {field('userName', t('userName'), {
            required: true,
            pattern: '[A-Za-z][A-Za-z0-9._\\-]{1,39}',
            title: t('userNameHint'),
            autoComplete: 'off',
            autoCapitalize: 'none',
          })}
          {field('email', t('email'), { type: 'email', autoComplete: 'off' })}
          <h3>{t('post')}</h3>
          <PostFields draft={draft} onChange={setDraft} />
          <div aria-live="polite">{add.isError && <p className="note bad">{words(add.error)}</p>}</div>
          <div className="row">
            <button type="submit" className="btn primary" disabled={add.isPending || !ready}>
              {t('add')}
            </button>
            <button type="button" className="btn" onClick={onClose}>
              {t('cancel')}
            </button>
          </div>
        </form>
      )}
    </Drawer>
  );
}
