import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Drawer } from 'antd';
import type { PersonDetail } from '../../app/contract.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { changePerson, personQuery } from './api.ts';
import { usePeopleStrings } from './strings.ts';

/** Name and e-mail address. The address is masked here too: blank leaves it as it is. */
export function EditDrawer({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const t = usePeopleStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const email = String(form.get('email')).trim();
      return changePerson(person.id, {
        displayName: String(form.get('displayName')),
        version: person.version,
        ...(email === '' ? {} : { email: email === '-' ? null : email }),
      });
    },
    onSuccess: async (saved) => {
      queries.setQueryData(personQuery(person.id).queryKey, saved);
      await queries.invalidateQueries({ queryKey: ['people'] });
      message.success(t('saved'));
      onClose();
    },
  });
  return (
    <Drawer open onClose={onClose} title={person.displayName} size="min(440px, 100vw)">
      <form
        className="people-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(new FormData(event.currentTarget));
        }}
      >
        <label className="field">
          {t('name')}
          <input className="input" name="displayName" defaultValue={person.displayName} required maxLength={80} />
        </label>
        <label className="field">
          {t('email')}
          <input className="input" name="email" placeholder={person.email ?? ''} autoComplete="off" />
          {person.email && <span className="cap">{t('emailKept')}</span>}
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
