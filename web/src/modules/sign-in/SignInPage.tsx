import './sign-in.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiFailure } from '../../app/http.ts';
import { LanguageSwitch } from '../../app/LanguageSwitch.tsx';
import { useSearchState } from '../../app/search.ts';
import { sessionQuery, signIn, useSession } from '../../app/session.ts';
import { useAppStrings } from '../../app/strings.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { usePageTitle } from '../../ui/PageHead.tsx';
import { useSignInStrings } from './strings.ts';

/** Only addresses of this site: a path, never another host. */
function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

export function SignInPage() {
  const t = useSignInStrings();
  const app = useAppStrings();
  const words = useErrorWords();
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchState();
  const [shown, setShown] = useState(false);
  const [incomplete, setIncomplete] = useState(false);
  usePageTitle(app('signIn'));

  const entry = useMutation({
    mutationFn: signIn,
    onSuccess: async (state) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, state);
      await navigate({ href: safeNext(search.next) });
    },
  });
  const until = entry.error instanceof ApiFailure && entry.error.status === 423 ? entry.error.details.until : null;

  return (
    <main className="sign-in">
      <div className="sign-in-lang">
        <LanguageSwitch />
      </div>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const input = { userName: String(form.get('userName') ?? '').trim(), password: String(form.get('password')) };
          const missing = input.userName === '' || input.password === '';
          setIncomplete(missing);
          if (!missing) entry.mutate(input);
        }}
      >
        <span className="chop" aria-hidden="true">
          质
        </span>
        <h1>{t('title')}</h1>
        <p className="sub">{t('lead')}</p>
        <label className="field">
          {t('userName')}
          <input className="input" name="userName" autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </label>
        <label className="field">
          {t('password')}
          <input className="input" name="password" type={shown ? 'text' : 'password'} autoComplete="current-password" />
        </label>
        <label className="sub row">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
          {t('show')}
        </label>
        <div aria-live="polite">
          {incomplete && <p className="note doubt">{t('required')}</p>}
          {!incomplete && entry.isError && (
            <p className="note bad">
              {words(entry.error)}
              {typeof until === 'string' && <br />}
              {typeof until === 'string' && t('locked', { time: formatInstant(until) })}
            </p>
          )}
        </div>
        <button type="submit" className="btn primary" disabled={entry.isPending}>
          {entry.isPending ? t('busy') : t('submit')}
        </button>
        <p className="sub">
          <Link to="/public">{t('public')}</Link>
        </p>
        {session.data?.demo && <p className="cap">{t('demo')}</p>}
      </form>
    </main>
  );
}
