import { texts } from '../texts/texts.ts';
import { hashOf } from './route.ts';

/** Shown in place of a view that the caller's roles may not see. */
export function NotForYou() {
  const { shell } = texts();
  return (
    <div class="card">
      <p role="status">{shell.notForYou}</p>
      <p>
        {shell.notForYouNext} <a href={hashOf({ view: 'list', filter: {} })}>{shell.toRequests}</a>
      </p>
    </div>
  );
}
