import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Bell } from './Bell.tsx';
import { DayNote } from './DayNote.tsx';
import { FirstPassword } from './FirstPassword.tsx';
import { FaceProvider } from './face.tsx';
import { GlobalSearch } from './GlobalSearch.tsx';
import { useName } from './i18n.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Rail } from './Rail.tsx';
import { may, useSession } from './session.ts';
import { deskQuery } from './shared-queries.ts';
import { useAppStrings } from './strings.ts';
import { UserMenu } from './UserMenu.tsx';

/**
 * Leads a stranger to sign-in, once, and from there back to where they wanted to go. An effect of its own: the router's
 * Navigate starts anew at every drawing, and the shell is drawn anew while the way to sign-in is being loaded.
 */
function useLeaveForSignIn(stranger: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!stranger) return;
    const { pathname, search } = window.location;
    const next = pathname + search;
    void navigate({ to: '/sign-in', search: (next === '/' ? {} : { next }) as never, replace: true });
  }, [stranger, navigate]);
}

export function WorkShell() {
  const t = useAppStrings();
  const name = useName();
  const session = useSession();
  const [menuOpen, setMenuOpen] = useState(false);
  const me = session.data?.me ?? null;
  const desk = useQuery({ ...deskQuery(), enabled: may(me, 'desk.read') && me !== null && !me.mustChangePassword });

  useLeaveForSignIn(session.isSuccess && me === null);
  if (session.isError) return <ErrorState whole error={session.error} onRetry={() => void session.refetch()} />;
  if (!me) return <Skeleton page />;
  if (me.mustChangePassword) return <FirstPassword />;

  const waiting =
    (desk.data?.waiting.total ?? 0) + (desk.data?.amendments.length ?? 0) + (desk.data?.slips.length ?? 0);
  const counts = { desk: waiting, tasks: desk.data?.lights.red ?? 0, documents: desk.data?.findingCount ?? 0 };
  const brand = (
    <>
      <span className="chop" aria-hidden="true">
        质
      </span>
      {t('brand')}
    </>
  );
  return (
    <FaceProvider face="work">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <div className="shell">
        <div className="rail">
          <Rail
            counts={counts}
            head={
              <Link className="brand" to="/">
                {brand}
              </Link>
            }
          />
        </div>
        <div className="stage">
          <header className="top">
            <button type="button" className="quiet menu" aria-label={t('menu')} onClick={() => setMenuOpen(true)}>
              <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
                <path d="M2 4.5h14M2 9h14M2 13.5h14" stroke="currentColor" strokeWidth="1.5" />
              </svg>
            </button>
            <GlobalSearch />
            <div className="top-right">
              {session.data?.demo && (
                <span className="demo-flag" title={t('demoNote')}>
                  {t('demo')}
                </span>
              )}
              <span className="region-name">{name(me.region)}</span>
              <LanguageSwitch />
              <Bell />
              <UserMenu me={me} />
            </div>
          </header>
          <DayNote />
          <main className="page" id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <Drawer
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        placement="left"
        size={260}
        title={<div style={{ display: 'flex', gap: 10 }}>{brand}</div>}
        styles={{ body: { padding: '12px 0' } }}
      >
        <Rail counts={counts} onGo={() => setMenuOpen(false)} />
      </Drawer>
    </FaceProvider>
  );
}
