import { filterOf, queryOf, type RequestFilter } from '../requests/request-filter.ts';

const plainViews = ['overview', 'systems', 'queues', 'upkeep'] as const;

/** The view that the page shows. The hash contains it, so that every view has its own address. */
export type Route =
  | { readonly view: (typeof plainViews)[number] }
  | { readonly view: 'list'; readonly filter: RequestFilter }
  | { readonly view: 'request'; readonly id: string };

/** Reads a hash such as `#/requests/ID` or `#/requests?state=running`; anything else is the overview. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const id = /^\/requests\/([A-Za-z0-9]{1,64})$/.exec(path)?.[1];
  if (id) return { view: 'request', id };
  if (path === '/requests' || path === '/requests/')
    return { view: 'list', filter: filterOf(new URLSearchParams(query)) };
  return { view: plainViews.find((view) => path === `/${view}`) ?? 'overview' };
}

export function hashOf(route: Route): string {
  if (route.view === 'request') return `#/requests/${route.id}`;
  if (route.view !== 'list') return `#/${route.view}`;
  const query = queryOf(route.filter).toString();
  return query ? `#/requests?${query}` : '#/requests';
}
