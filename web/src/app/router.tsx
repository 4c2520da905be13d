import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Crash } from './Crash.tsx';
import { NotFound } from './NotFound.tsx';
import { PublicShell } from './PublicShell.tsx';
import { parseSearch, stringifySearch } from './search.ts';
import { WorkShell } from './WorkShell.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <NotFound whole /> });
const work = createRoute({ getParentRoute: () => root, id: 'work', component: WorkShell });
const open = createRoute({ getParentRoute: () => root, path: '/public', component: PublicShell });

const rooms = {
  signIn: lazyRouteComponent(() => import('../modules/sign-in/SignInPage.tsx'), 'SignInPage'),
  desk: lazyRouteComponent(() => import('../modules/desk/DeskPage.tsx'), 'DeskPage'),
  plans: lazyRouteComponent(() => import('../modules/plans/PlansPage.tsx'), 'PlansPage'),
  plan: lazyRouteComponent(() => import('../modules/plans/PlanPage.tsx'), 'PlanPage'),
  targets: lazyRouteComponent(() => import('../modules/targets/BoardPage.tsx'), 'BoardPage'),
  target: lazyRouteComponent(() => import('../modules/targets/TargetPage.tsx'), 'TargetPage'),
  cities: lazyRouteComponent(() => import('../modules/cities/CitiesPage.tsx'), 'CitiesPage'),
  documents: lazyRouteComponent(() => import('../modules/documents/DocumentsPage.tsx'), 'DocumentsPage'),
  reading: lazyRouteComponent(() => import('../modules/reading/ReadingPage.tsx'), 'ReadingPage'),
  organizations: lazyRouteComponent(() => import('../modules/organizations/ListPage.tsx'), 'ListPage'),
  organization: lazyRouteComponent(() => import('../modules/organizations/RecordPage.tsx'), 'RecordPage'),
  regions: lazyRouteComponent(() => import('../modules/regions/RegionsPage.tsx'), 'RegionsPage'),
  audit: lazyRouteComponent(() => import('../modules/audit/AuditPage.tsx'), 'AuditPage'),
  account: lazyRouteComponent(() => import('../modules/account/AccountPage.tsx'), 'AccountPage'),
  overview: lazyRouteComponent(() => import('../modules/public/OverviewPage.tsx'), 'OverviewPage'),
};

const at = (path: string, component: (typeof rooms)[keyof typeof rooms]) =>
  createRoute({ getParentRoute: () => work, path, component });
const openAt = (path: string, component: (typeof rooms)[keyof typeof rooms]) =>
  createRoute({ getParentRoute: () => open, path, component });

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: rooms.signIn }),
  work.addChildren([
    at('/', rooms.desk),
    at('/plans', rooms.plans),
    at('/plans/$id', rooms.plan),
    at('/targets', rooms.targets),
    at('/targets/$id', rooms.target),
    at('/cities', rooms.cities),
    at('/documents', rooms.documents),
    at('/documents/$id', rooms.reading),
    at('/organizations', rooms.organizations),
    at('/organizations/$id', rooms.organization),
    at('/regions', rooms.regions),
    at('/audit', rooms.audit),
    at('/account', rooms.account),
  ]),
  open.addChildren([
    openAt('/', rooms.overview),
    openAt('/plans', rooms.plans),
    openAt('/plans/$id', rooms.plan),
    openAt('/targets', rooms.targets),
    openAt('/targets/$id', rooms.target),
    openAt('/cities', rooms.cities),
  ]),
]);

export const router = createRouter({
  routeTree: tree as typeof root,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton />,
  defaultErrorComponent: Crash,
  defaultNotFoundComponent: () => <NotFound />,
});
