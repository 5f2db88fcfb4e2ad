import { texts } from '../texts/texts.ts';
import { hashOf, type Route } from './route.ts';

/** The views that have a link of their own. The view of one request belongs to the list of requests. */
type LinkedView = Exclude<Route['view'], 'request'>;

const linked: readonly (Route & { readonly view: LinkedView })[] = [
  { view: 'overview' },
  { view: 'list', filter: {} },
  { view: 'systems' },
  { view: 'queues' },
  { view: 'upkeep' },
];

/** Links to the views. The current view is marked, also for screen readers. */
export function Navigation({ route }: { readonly route: Route }) {
  const { shell } = texts();
  const current: LinkedView = route.view === 'request' ? 'list' : route.view;
  return (
    <nav aria-label={shell.views}>
      <ul>
        {linked.map((one) => (
          <li key={one.view}>
            <a href={hashOf(one)} aria-current={one.view === current ? 'page' : undefined}>
              {shell.view[one.view]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
