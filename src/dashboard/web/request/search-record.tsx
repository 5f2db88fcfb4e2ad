import type { SystemStatus } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';
import { reasonText } from '../words/system-words.ts';

/** The identifiers and places by which a system was searched, and the look-ups that were not made. */
export function SearchRecord({
  searched = [],
  notSearched = [],
}: Pick<SystemStatus, 'searched' | 'notSearched'>) {
  const words = texts().requestSystems;
  if (searched.length + notSearched.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {searched.map(({ by, in: place, found }) => (
        <li key={`${by} ${place}`}>{words.searchedBy(by, place, found)}</li>
      ))}
      {notSearched.map(({ what, why }) => (
        <li key={`${what} ${why}`}>{words.notSearched(what, reasonText(why))}</li>
      ))}
    </ul>
  );
}
