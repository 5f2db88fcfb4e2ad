import type { CallerView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { OverviewPage } from '../overview/overview-page.tsx';
import { QueuesPage } from '../queues/queues-page.tsx';
import { RequestPage } from '../request/request-page.tsx';
import { RequestList } from '../requests/request-list.tsx';
import { SystemsPage } from '../systems/systems-page.tsx';
import { UpkeepPage } from '../upkeep/upkeep-page.tsx';
import type { Route } from './route.ts';

interface ViewProps {
  readonly api: Api;
  readonly caller: CallerView | null;
  readonly route: Route;
}

/** The view that the address names. */
export function View({ api, caller, route }: ViewProps) {
  switch (route.view) {
    case 'overview':
      return <OverviewPage api={api} caller={caller} />;
    case 'list':
      return <RequestList api={api} caller={caller} filter={route.filter} />;
    case 'request':
      return <RequestPage key={route.id} api={api} caller={caller} id={route.id} />;
    case 'systems':
      return <SystemsPage api={api} caller={caller} />;
    case 'queues':
      return <QueuesPage api={api} />;
    case 'upkeep':
      return <UpkeepPage api={api} />;
  }
}
