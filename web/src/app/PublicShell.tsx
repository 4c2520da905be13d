import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { ErrorState } from '../ui/ErrorState.tsx';
import { SimulatedBanner } from '../ui/SimulatedMark.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { DayNote } from './DayNote.tsx';
import { FaceProvider } from './face.tsx';
import { GlobalSearch } from './GlobalSearch.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { useSession } from './session.ts';
import { useAppStrings } from './strings.ts';

const rooms = [
  { key: 'publicOverview', to: '/public' },
  { key: 'plans', to: '/public/plans' },
  { key: 'targets', to: '/public/targets' },
  { key: 'cities', to: '/public/cities' },
  { key: 'publicIndex', to: '/public/index' },
  { key: 'log', to: '/public/log' },
  { key: 'verify', to: '/public/verify' },
] as const;

export function PublicShell() {
  const t = useAppStrings();
  const session = useSession();
  const path = useLocation({ select: (location) => location.pathname });
  if (session.isPending) return <Skeleton page />;
  if (session.isError) return <ErrorState whole error={session.error} onRetry={() => void session.refetch()} />;
  const here = (to: string) => (to === '/public' ? path === to : path.startsWith(to));
  return (
    <FaceProvider face="public">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <div className="public-shell">
        <header className="public-head">
          <div>
            <Link to="/public" className="brand">
              <span className="chop" aria-hidden="true">
                质
              </span>
              {t('brand')}
            </Link>
            <nav aria-label={t('rooms')}>
              {rooms.map((room) => (
                <Link
                  key={room.to}
                  to={room.to}
                  activeOptions={{ exact: true }}
                  aria-current={here(room.to) ? 'page' : undefined}
                >
                  {t(room.key)}
                </Link>
              ))}
            </nav>
            <GlobalSearch />
            <div className="top-right" style={{ fontSize: 13 }}>
              {session.data.demo && <span className="demo-flag">{t('demo')}</span>}
              <LanguageSwitch />
              <Link to="/" className="quiet">
                {session.data.me ? t('workFace') : t('signIn')}
              </Link>
            </div>
          </div>
        </header>
        {session.data.demo && <SimulatedBanner />}
        <DayNote />
        <main className="page" id="content" tabIndex={-1}>
          <Outlet />
        </main>
        <footer className="public-foot">
          <div>
            <span>{session.data.demo ? t('demoNote') : ''}</span>
            <span>{t('footer', { version: session.data.version })}</span>
          </div>
        </footer>
      </div>
    </FaceProvider>
  );
}
