import type { ComponentChildren } from 'preact';
import type { OverviewView } from '../../../doors/http/operator-shapes.ts';
import { Moment } from '../parts/moment.tsx';
import type { RequestFilter } from '../requests/request-filter.ts';
import { hashOf } from '../shell/route.ts';
import { texts } from '../texts/texts.ts';

/** The most important counts. Each one links to the requests that it counts. */
export function Tiles({ overview }: { readonly overview: OverviewView }) {
  const words = texts().overview;
  const { open, late, dueThisWeek, waitingForPerson, waitingForSystem, states } = overview;
  return (
    <ul class="tiles" aria-label={words.now}>
      <Tile title={words.open} count={open} filter={{ state: 'open' }} />
      <Tile title={words.late} count={late} filter={{ late: true, sort: 'due' }} tone="bad" />
      <Tile
        title={words.dueThisWeek}
        count={dueThisWeek}
        filter={{ state: 'open', dueWithin: '7', sort: 'due' }}
        tone="exception"
      />
      <Tile title={words.waitingForPerson} count={waitingForPerson} filter={{ state: 'person' }} />
      <Tile title={words.waitingForSystem} count={waitingForSystem} filter={{ waiting: 'any' }} />
      <Tile
        title={words.failed}
        count={states.failed ?? 0}
        filter={{ state: 'failed' }}
        tone="bad"
      />
    </ul>
  );
}

interface TileProps {
  readonly title: string;
  readonly count: number;
  readonly filter: RequestFilter;
  /** How the number looks when it is not zero. */
  readonly tone?: 'bad' | 'exception';
}

function Tile({ title, count, filter, tone }: TileProps) {
  return (
    <li class={count > 0 && tone ? `card ${tone}` : 'card'}>
      <a href={hashOf({ view: 'list', filter })}>
        <span class="count">{count}</span> {title}
      </a>
    </li>
  );
}

/** The open request that was received first. */
export function Oldest({ oldestOpen }: Pick<OverviewView, 'oldestOpen'>): ComponentChildren {
  const { oldest, noneOpen, receivedAt } = texts().overview;
  if (oldestOpen === null) return <p class="hint">{noneOpen}</p>;
  return (
    <p>
      {oldest}:{' '}
      <a href={hashOf({ view: 'request', id: oldestOpen.id })}>
        <code>{oldestOpen.id}</code>
      </a>
      , {receivedAt} <Moment at={oldestOpen.receivedAt} />
    </p>
  );
}
