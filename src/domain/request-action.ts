import type { Gates } from './gates.ts';
import { isTerminal, requestStates, type RequestState } from './request.ts';

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

export type RequestAction = keyof typeof allowedIn;

export const requestActions = Object.keys(allowedIn) as RequestAction[];

/** What may be done with a request now. The state alone does not tell it: a request that was withdrawn is still on its way to its end. */
export function actionsIn(state: RequestState, gates: Gates): readonly RequestAction[] {
  const hasEnd = gates.decisions.some(({ what }) => what === 'withdraw' || what === 'refuse');
  if (hasEnd) return [];
  const isExtended = gates.decisions.some(({ what }) => what === 'extend');
  return requestActions.filter(
    (action) =>
      (allowedIn[action] as readonly RequestState[]).includes(state) &&
      !(action === 'extend' && isExtended),
  );
}
