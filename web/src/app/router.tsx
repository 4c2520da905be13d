import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Crash } from './Crash.tsx';
import type { Permission } from './contract.ts';
import { guarded } from './Guarded.tsx';
import { unreachableFailure } from './http.ts';
import { NotFound } from './NotFound.tsx';
import { PublicShell } from './PublicShell.tsx';
import { parseSearch, stringifySearch } from './search.ts';
import { WorkShell } from './WorkShell.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <NotFound whole /> });
const work = createRoute({ getParentRoute: () => root, id: 'work', component: WorkShell });
const open = createRoute({ getParentRoute: () => root, path: '/public', component: PublicShell });

/**
 * A room is fetched when it is first entered. The router answers a missing file by loading the page anew, which is
 * right after an upgrade and wrong without a network: then the page stays and says so.
 */
function room<T extends Record<string, unknown>, K extends keyof T & string>(load: () => Promise<T>, name: K) {
  const guarded = () =>
    load().catch((error: unknown) => {
      throw navigator.onLine ? error : unreachableFailure();
    });
  return lazyRouteComponent(guarded as () => Promise<Record<string, () => ReactNode>>, name);
}

const rooms = {
  signIn: room(() => import('../modules/sign-in/SignInPage.tsx'), 'SignInPage'),
  desk: room(() => import('../modules/desk/DeskPage.tsx'), 'DeskPage'),
  plans: room(() => import('../modules/plans/PlansPage.tsx'), 'PlansPage'),
  plan: room(() => import('../modules/plans/PlanPage.tsx'), 'PlanPage'),
  ledger: room(() => import('../modules/ledger/LedgerPage.tsx'), 'LedgerPage'),
  compare: room(() => import('../modules/compare/ComparePage.tsx'), 'ComparePage'),
  amend: room(() => import('../modules/amendments/NewAmendmentPage.tsx'), 'NewAmendmentPage'),
  amendment: room(() => import('../modules/amendments/AmendmentPage.tsx'), 'AmendmentPage'),
  targets: room(() => import('../modules/targets/BoardPage.tsx'), 'BoardPage'),
  target: room(() => import('../modules/targets/TargetPage.tsx'), 'TargetPage'),
  cities: room(() => import('../modules/cities/CitiesPage.tsx'), 'CitiesPage'),
  tasks: room(() => import('../modules/tasks/TasksPage.tsx'), 'TasksPage'),
  task: room(() => import('../modules/tasks/TaskPage.tsx'), 'TaskPage'),
  slip: room(() => import('../modules/tasks/SlipPage.tsx'), 'SlipPage'),
  documents: room(() => import('../modules/documents/DocumentsPage.tsx'), 'DocumentsPage'),
  reading: room(() => import('../modules/reading/ReadingPage.tsx'), 'ReadingPage'),
  indexSchemes: room(() => import('../modules/quality-index/schemes/SchemesPage.tsx'), 'SchemesPage'),
  indexScheme: room(() => import('../modules/quality-index/schemes/SchemePage.tsx'), 'SchemePage'),
  indexVersion: room(() => import('../modules/quality-index/schemes/VersionPage.tsx'), 'VersionPage'),
  indexRound: room(() => import('../modules/quality-index/schemes/RoundPage.tsx'), 'RoundPage'),
  environment: room(() => import('../modules/environment/EnvironmentPage.tsx'), 'EnvironmentPage'),
  stations: room(() => import('../modules/environment/StationsPage.tsx'), 'StationsPage'),
  station: room(() => import('../modules/environment/StationPage.tsx'), 'StationPage'),
  trace: room(() => import('../modules/traceability/TracePage.tsx'), 'TracePage'),
  traceEvent: room(() => import('../modules/traceability/EventPage.tsx'), 'EventPage'),
  captures: room(() => import('../modules/traceability/CapturesPage.tsx'), 'CapturesPage'),
  capture: room(() => import('../modules/traceability/CapturePage.tsx'), 'CapturePage'),
  environmentResult: room(() => import('../modules/environment/ResultPage.tsx'), 'ResultPage'),
  accounts: room(() => import('../modules/ecosystem/AccountsPage.tsx'), 'AccountsPage'),
  ecosystemAccount: room(() => import('../modules/ecosystem/AccountPage.tsx'), 'AccountPage'),
  organizations: room(() => import('../modules/organizations/ListPage.tsx'), 'ListPage'),
  organization: room(() => import('../modules/organizations/RecordPage.tsx'), 'RecordPage'),
  regions: room(() => import('../modules/regions/RegionsPage.tsx'), 'RegionsPage'),
  people: room(() => import('../modules/people/PeoplePage.tsx'), 'PeoplePage'),
  person: room(() => import('../modules/people/PersonPage.tsx'), 'PersonPage'),
  access: room(() => import('../modules/access-log/AccessPage.tsx'), 'AccessPage'),
  unitNames: room(() => import('../modules/organizations/NamesPage.tsx'), 'NamesPage'),
  reform: room(() => import('../modules/organizations/ReformPage.tsx'), 'ReformPage'),
  audit: room(() => import('../modules/audit/AuditPage.tsx'), 'AuditPage'),
  account: room(() => import('../modules/account/AccountPage.tsx'), 'AccountPage'),
  search: room(() => import('../modules/search/SearchPage.tsx'), 'SearchPage'),
  notices: room(() => import('../modules/notices/NoticesPage.tsx'), 'NoticesPage'),
  dictionary: room(() => import('../modules/dictionary/DictionaryPage.tsx'), 'DictionaryPage'),
  jobs: room(() => import('../modules/jobs/JobsPage.tsx'), 'JobsPage'),
  indexRun: room(() => import('../modules/quality-index/results/RunPage.tsx'), 'RunPage'),
  indexRegion: room(() => import('../modules/quality-index/results/RegionPage.tsx'), 'RegionPage'),
  publicIndex: room(() => import('../modules/quality-index/results/PublicIndexPage.tsx'), 'PublicIndexPage'),
  log: room(() => import('../modules/log/LogPage.tsx'), 'LogPage'),
  verify: room(() => import('../modules/log/VerifyPage.tsx'), 'VerifyPage'),
  overview: room(() => import('../modules/public/OverviewPage.tsx'), 'OverviewPage'),
};

/** A room that not everybody may enter says so instead of showing forms that the server would refuse. */
const at = (path: string, component: (typeof rooms)[keyof typeof rooms], needs?: Permission) =>
  createRoute({ getParentRoute: () => work, path, component: needs ? guarded(component, needs) : component });
const openAt = (path: string, component: (typeof rooms)[keyof typeof rooms]) =>
  createRoute({ getParentRoute: () => open, path, component });

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: rooms.signIn }),
  // Short enough to be printed on paper.
  createRoute({
    getParentRoute: () => root,
    path: '/verify',
    beforeLoad: ({ location }) => {
      throw redirect({ to: '/public/verify', search: location.search as never });
    },
  }),
  work.addChildren([
    at('/', rooms.desk),
    at('/plans', rooms.plans),
    at('/plans/compare', rooms.compare),
    at('/plans/$id', rooms.plan),
    at('/plans/$id/ledger', rooms.ledger),
    at('/plans/$id/amend', rooms.amend, 'plan.amend'),
    at('/amendments/$id', rooms.amendment),
    at('/targets', rooms.targets),
    at('/targets/$id', rooms.target),
    at('/cities', rooms.cities),
    at('/tasks', rooms.tasks),
    at('/tasks/$id', rooms.task),
    at('/slips/$id', rooms.slip),
    at('/documents', rooms.documents),
    at('/documents/compare', rooms.compare),
    at('/documents/$id', rooms.reading),
    at('/index', rooms.indexSchemes),
    at('/index/schemes/$id', rooms.indexScheme),
    at('/index/versions/$id', rooms.indexVersion),
    at('/index/rounds/$id', rooms.indexRound, 'index.judge'),
    at('/environment', rooms.environment, 'environment.read'),
    at('/environment/stations', rooms.stations, 'environment.read'),
    at('/environment/stations/$id', rooms.station, 'environment.read'),
    at('/environment/results/$id', rooms.environmentResult, 'environment.read'),
    at('/traceability', rooms.trace, 'trace.read'),
    at('/traceability/event', rooms.traceEvent, 'trace.read'),
    at('/traceability/captures', rooms.captures, 'trace.read'),
    at('/traceability/captures/$id', rooms.capture, 'trace.read'),
    at('/ecosystem', rooms.accounts, 'environment.read'),
    at('/ecosystem/$id', rooms.ecosystemAccount, 'environment.read'),
    at('/index/runs/$id', rooms.indexRun, 'index.read'),
    at('/index/runs/$id/regions/$code', rooms.indexRegion, 'index.read'),
    at('/organizations', rooms.organizations),
    at('/organizations/names', rooms.unitNames, 'organization.manage'),
    at('/organizations/reform', rooms.reform, 'organization.manage'),
    at('/organizations/$id', rooms.organization),
    at('/regions', rooms.regions),
    at('/people', rooms.people, 'person.manage'),
    at('/people/$id', rooms.person, 'person.manage'),
    at('/access', rooms.access, 'session.watch'),
    at('/audit', rooms.audit, 'audit.read'),
    at('/log', rooms.log, 'log.read'),
    at('/search', rooms.search),
    at('/notices', rooms.notices),
    at('/jobs', rooms.jobs),
    at('/dictionary', rooms.dictionary),
    at('/account', rooms.account),
  ]),
  open.addChildren([
    openAt('/', rooms.overview),
    openAt('/plans', rooms.plans),
    openAt('/plans/compare', rooms.compare),
    openAt('/plans/$id', rooms.plan),
    openAt('/plans/$id/ledger', rooms.ledger),
    openAt('/targets', rooms.targets),
    openAt('/targets/$id', rooms.target),
    openAt('/cities', rooms.cities),
    openAt('/index', rooms.publicIndex),
    openAt('/index/runs/$id', rooms.indexRun),
    openAt('/index/runs/$id/regions/$code', rooms.indexRegion),
    openAt('/log', rooms.log),
    openAt('/verify', rooms.verify),
    openAt('/search', rooms.search),
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
