import { type ReactNode, useEffect } from 'react';
import { useAppStrings } from '../app/strings.ts';

export function usePageTitle(title: string | undefined): void {
  const t = useAppStrings();
  const brand = t('brand');
  useEffect(() => {
    document.title = title ? `${title} · ${brand}` : brand;
  }, [title, brand]);
}

type Crumb = { key: string; node: ReactNode };
type Props = {
  title: string;
  crumbs?: Crumb[];
  sub?: ReactNode;
  actions?: ReactNode;
  aside?: ReactNode;
  tabTitle?: string;
};

/** Head of a page: where it stands, its name (the one h1), what it is in one line, what can be done. */
export function PageHead({ title, crumbs = [], sub, actions, aside, tabTitle }: Props) {
  usePageTitle(tabTitle ?? title);
  return (
    <div className="page-head">
      <div className="page-head-words">
        {crumbs.length > 0 && (
          <ol className="crumbs">
            {crumbs.map((crumb) => (
              <li key={crumb.key}>{crumb.node}</li>
            ))}
          </ol>
        )}
        <h1>{title}</h1>
        {sub && <div className="sub">{sub}</div>}
      </div>
      {actions && <div className="row no-print">{actions}</div>}
      {aside}
    </div>
  );
}
