import type { RequestState } from '../../../domain/request.ts';
import type { Role } from '../../../domain/role.ts';
import type { CallerView, OverviewView, SystemView } from '../../../doors/http/operator-shapes.ts';
import type { RequestFilter } from '../requests/request-filter.ts';
import { hasRole } from '../shell/may.ts';
import { hashOf } from '../shell/route.ts';
import { texts, type Texts } from '../texts/texts.ts';

interface Duty {
  readonly state: RequestState;
  readonly role: Role;
  readonly says: (count: number) => string;
}

function dutiesOf({ approve, decide, identity, hold }: Texts['overview']): readonly Duty[] {
  return [
    { state: 'awaiting-approval', role: 'Approver', says: approve },
    { state: 'needs-decision', role: 'Operator', says: decide },
    { state: 'awaiting-identity', role: 'Operator', says: identity },
    { state: 'on-hold', role: 'Operator', says: hold },
  ];
}

interface NeedsProps {
  readonly caller: CallerView | null;
  readonly overview: OverviewView;
  readonly systems: readonly SystemView[];
}

/** What the caller can do now, by role. */
export function WhatNeedsMe({ caller, overview, systems }: NeedsProps) {
  const words = texts().overview;
  const duties = dutiesOf(words).filter(
    ({ role, state }) => hasRole(caller, role) && (overview.states[state] ?? 0) > 0,
  );
  const troubled = systems.filter(({ health }) => health === 'failing').length;
  const needsSystems = troubled > 0 && hasRole(caller, 'Operator');
  const list = (filter: RequestFilter) => hashOf({ view: 'list', filter });
  return (
    <ul class="duties">
      {duties.map(({ state, says }) => (
        <li key={state}>
          <a href={list({ state, sort: 'due' })}>{says(overview.states[state] ?? 0)}</a>
        </li>
      ))}
      {needsSystems && (
        <li>
          <a href={hashOf({ view: 'systems' })}>{words.troubled(troubled)}</a>
        </li>
      )}
      {duties.length === 0 && !needsSystems && <li class="hint">{words.nothingForYou}</li>}
      {hasRole(caller, 'Operator', 'Approver') && (
        <li>
          <a href={list({ assigned: 'me' })}>{words.mine}</a>
        </li>
      )}
    </ul>
  );
}
