import type { ReactNode } from 'react';
import { usePageTitle } from '../ui/PageHead.tsx';
import { type Permission, permissions } from './contract.ts';
import { FaceLink } from './face.tsx';
import { usePick } from './i18n.ts';
import { useMay } from './session.ts';
import { useAppStrings } from './strings.ts';

function Refused({ permission }: { permission: Permission }) {
  const t = useAppStrings();
  const pick = usePick();
  const title = t('refused', { permission: pick(permissions[permission]) });
  usePageTitle(title);
  return (
    <div className="blank">
      <h1>{title}</h1>
      <p className="sub">{t('refusedHint')}</p>
      <FaceLink to="/" className="btn">
        {t('goHome')}
      </FaceLink>
    </div>
  );
}

/** A page reached by its address without the right to it says so, before any form is drawn. */
export function Guarded({ permission, children }: { permission: Permission; children: ReactNode }) {
  const may = useMay();
  return may(permission) ? children : <Refused permission={permission} />;
}
