import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorWords } from '../ui/ErrorState.tsx';
import { usePageTitle } from '../ui/PageHead.tsx';
import { sendJson } from './http.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { useAppStrings } from './strings.ts';
import '../ui/first-password.css';

/** A password that somebody else gave opens this page and no other. */
export function FirstPassword() {
  const t = useAppStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const [differ, setDiffer] = useState(false);
  usePageTitle(t('firstPassword'));
  const change = useMutation({
    mutationFn: (input: { current: string; next: string }) => sendJson<null>('POST', '/api/password', input),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <main className="first-password">
      <div className="first-password-lang">
        <LanguageSwitch />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const next = String(form.get('next'));
          const same = next === String(form.get('again'));
          setDiffer(!same);
          if (same) change.mutate({ current: String(form.get('current')), next });
        }}
      >
        <span className="chop" aria-hidden="true">
          质
        </span>
        <h1>{t('firstPassword')}</h1>
        <p className="sub">{t('firstPasswordHint')}</p>
        <label className="field">
          {t('givenPassword')}
          <input className="input" name="current" type="password" autoComplete="current-password" required />
        </label>
        <label className="field">
          {t('ownPassword')}
          <input className="input" name="next" type="password" autoComplete="new-password" minLength={10} required />
        </label>
        <label className="field">
          {t('ownPasswordAgain')}
          <input className="input" name="again" type="password" autoComplete="new-password" required />
        </label>
        <div aria-live="polite">
          {differ && <p className="note doubt">{t('passwordsDiffer')}</p>}
          {!differ && change.isError && <p className="note bad">{words(change.error)}</p>}
        </div>
        <button type="submit" className="btn primary" disabled={change.isPending}>
          {t('setPassword')}
        </button>
      </form>
    </main>
  );
}
