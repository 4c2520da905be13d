import { ApiFailure } from '../app/http.ts';
import { usePick } from '../app/i18n.ts';
import { useAppStrings } from '../app/strings.ts';

export function useErrorWords(): (error: unknown) => string {
  const pick = usePick();
  const t = useAppStrings();
  return (error) => (error instanceof ApiFailure ? pick(error.words) : t('failed'));
}

/** What failed in the server's own words, what to do, and the code to quote. */
export function ErrorState({
  error,
  onRetry,
  whole = false,
}: {
  error: unknown;
  onRetry?: () => void;
  whole?: boolean;
}) {
  const t = useAppStrings();
  const words = useErrorWords();
  const code = error instanceof ApiFailure ? error.code : 'page';
  const missing = error instanceof ApiFailure && error.status === 404;
  const refused = error instanceof ApiFailure && error.status === 403;
  const hint = refused ? 'refusedHint' : missing ? 'notFoundHint' : 'failedHint';
  const body = (
    <div className="blank" role="alert">
      {missing ? <h1>{words(error)}</h1> : <h2>{words(error)}</h2>}
      <p className="sub prose">{t(hint)}</p>
      <p className="cap mono">{code}</p>
      {onRetry && !refused && (
        <button type="button" className="btn" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
  return whole ? <main className="page">{body}</main> : body;
}
