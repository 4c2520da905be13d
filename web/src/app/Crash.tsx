import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '../ui/ErrorState.tsx';
import { ApiFailure } from './http.ts';
import { useAppStrings } from './strings.ts';

/** A page that failed says so, keeps its words for the administrator, and offers the way on. */
export function Crash({ error }: ErrorComponentProps) {
  const t = useAppStrings();
  if (error instanceof ApiFailure) return <ErrorState error={error} onRetry={() => location.reload()} />;
  return (
    <div className="blank" role="alert">
      <h1>{t('crashed')}</h1>
      <p className="sub prose">{t('crashedHint')}</p>
      <p className="mono sub">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="btn" onClick={() => location.reload()}>
        {t('reload')}
      </button>
    </div>
  );
}
