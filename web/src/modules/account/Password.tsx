import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { changePassword } from './api.ts';
import { useAccountStrings } from './strings.ts';

export function Password() {
  const t = useAccountStrings();
  const words = useErrorWords();
  const { message } = App.useApp();
  const form = useRef<HTMLFormElement>(null);
  const [differ, setDiffer] = useState(false);
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      message.success(t('changed'));
      form.current?.reset();
    },
  });
  return (
    <section className="section">
      <h2>{t('password')}</h2>
      <form
        ref={form}
        className="account-form password"
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          const next = String(data.get('next'));
          const same = next === String(data.get('again'));
          setDiffer(!same);
          if (same) change.mutate({ current: String(data.get('current')), next });
        }}
      >
        <label className="field">
          {t('currentPassword')}
          <input className="input" name="current" type="password" autoComplete="current-password" required />
        </label>
        <label className="field">
          {t('nextPassword')}
          <input className="input" name="next" type="password" autoComplete="new-password" required />
        </label>
        <label className="field">
          {t('again')}
          <input className="input" name="again" type="password" autoComplete="new-password" required />
        </label>
        <button type="submit" className="btn" disabled={change.isPending}>
          {t('change')}
        </button>
      </form>
      <div aria-live="polite">
        {differ && <p className="note doubt">{t('differ')}</p>}
        {!differ && change.isError && <p className="note bad">{words(change.error)}</p>}
      </div>
    </section>
  );
}
