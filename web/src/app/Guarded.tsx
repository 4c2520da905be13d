import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '../ui/PageHead.tsx';
import { type Permission, permissions } from './contract.ts';
import { usePick } from './i18n.ts';
import { useMay } from './session.ts';
import { useAppStrings } from './strings.ts';

function Denied({ needs }: { needs: Permission }) {
  const t = useAppStrings();
  const pick = usePick();
  return (
    <>
      <PageHead title={t('deniedTitle', { what: pick(permissions[needs]) })} sub={t('deniedHint')} />
      <Link to="/" className="btn">
        {t('desk')}
      </Link>
    </>
  );
}

/** The room for those who hold the permission, a plain word for the others. */
export function guarded(room: unknown, needs: Permission): () => ReactNode {
  const Room = room as () => ReactNode;
  return function Guarded() {
    return useMay()(needs) ? <Room /> : <Denied needs={needs} />;
  };
}
