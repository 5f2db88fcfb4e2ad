import { isTerminal, requestStates, type RegisteredRequest, type RequestState } from './request.ts';
import { systemsToRetry } from './retry.ts';

/** The states before anything is touched, in which the flow works or waits. */
const beforeTheFirstCall = [
  'received',
  'awaiting-identity',
  'resolving',
  'needs-decision',
  'awaiting-approval',
  'cooling-off',
] as const satisfies readonly RequestState[];

/** In which states a person may do what. Everything that is not in this table is refused. */
const allowedIn = {
  identity: ['received', 'awaiting-identity'],
  approve: ['awaiting-approval'],
  refuse: [...beforeTheFirstCall, 'on-hold'],
  withdraw: [...beforeTheFirstCall, 'on-hold'],
  hold: beforeTheFirstCall,
  resume: ['on-hold'],
  extend: requestStates.filter((state) => !isTerminal(state)),
} as const satisfies Record<string, readonly RequestState[]>;

/** What a person decides about the whole request while it is open. */
export type RequestAction = keyof typeof allowedIn;

/** Everything that a caller may do with a request, once it may see it. */
export type PossibleAction = RequestAction | 'retry';

export const requestActions = Object.keys(allowedIn) as RequestAction[];

/** What may be done with a request now. The state alone does not tell it: a request that was withdrawn is still on its way to its end. */
export function actionsIn(request: ActedOn): readonly PossibleAction[] {
  return [
    ...decisionsIn(request),
    ...(systemsToRetry(request).length > 0 ? ['retry' as const] : []),
  ];
}

/** The part of a request that the actions depend on. */
type ActedOn = Pick<RegisteredRequest, 'state' | 'gates' | 'closeAt' | 'finishedAt' | 'systems'>;

function decisionsIn({ state, gates }: ActedOn): readonly RequestAction[] {
  const hasEnd = gates.decisions.some(({ what }) => what === 'withdraw' || what === 'refuse');
  if (hasEnd) return [];
  const isExtended = gates.decisions.some(({ what }) => what === 'extend');
  return requestActions.filter(
    (action) =>
      (allowedIn[action] as readonly RequestState[]).includes(state) &&
      !(action === 'extend' && isExtended),
  );
}
