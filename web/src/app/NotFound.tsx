import { usePageTitle } from '../ui/PageHead.tsx';
import { FaceLink } from './face.tsx';
import { useAppStrings } from './strings.ts';

export function NotFound({ whole = false }: { whole?: boolean }) {
  const t = useAppStrings();
  usePageTitle(t('notFound'));
  const body = (
    <div className="blank">
      <p className="blank-mark" aria-hidden="true">
        404
      </p>
      <h1>{t('notFound')}</h1>
      <p className="sub">{t('notFoundHint')}</p>
      <FaceLink to="/" className="btn">
        {t('goHome')}
      </FaceLink>
    </div>
  );
  return whole ? <main className="page">{body}</main> : body;
}
