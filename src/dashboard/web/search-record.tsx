import type { SystemStatus } from '../../doors/http/api-shapes.ts';
import { reasonText } from './system-words.ts';

/** By what and where a system was searched, and what it was not asked. */
export function SearchRecord({
  searched = [],
  notSearched = [],
}: Pick<SystemStatus, 'searched' | 'notSearched'>) {
  if (searched.length + notSearched.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {searched.map(({ by, in: place, found }) => (
        <li key={`${by} ${place}`}>
          by {by} in {place}: {found} found
        </li>
      ))}
      {notSearched.map(({ what, why }) => (
        <li key={`${what} ${why}`}>
          not searched: {what} ({reasonText(why)})
        </li>
      ))}
    </ul>
  );
}
