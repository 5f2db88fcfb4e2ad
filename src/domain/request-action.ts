import { additionsIn, mostAdditions } from './added-identifiers.ts';
import { isTerminal, requestStates, type RegisteredRequest, type RequestState } from './request.ts';
import type { Gates } from './gates.ts';
import { systemsToRetry } from './retry.ts';
import { isGood, type SystemVerdict } from './verdict.ts';

/** The states before anything is touched, in which the flow works or waits. */
const beforeTheFirstCall = [
  'received',
  'awaiting-identity',
  'resolving',
  'needs-decision',
  'awaiting-approval',
  'cooling-off',
] as const satisfies readonly RequestState[];

/** The states in which each action is allowed. Everything that is not in this table is refused. */
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

/** What a person decides about one system of a request. */
export type SystemAction = 'decide' | 'waive';

/** Everything that a caller may do with a request, once it may see it. */
export type PossibleAction = RequestAction | 'identifiers' | 'retry' | SystemAction | 'assign';

export const requestActions = Object.keys(allowedIn) as RequestAction[];

/** What may be done with a request now. The state alone does not tell it: a request that was withdrawn is still on its way to its end. */
export function actionsIn(request: ActedOn): readonly PossibleAction[] {
  return [
    ...decisionsIn(request),
    ...(takesIdentifiers(request) ? ['identifiers' as const] : []),
    ...(systemsToRetry(request).length > 0 ? ['retry' as const] : []),
    ...(request.systems.some((row) => isDecidable(request, row)) ? ['decide' as const] : []),
    ...(request.systems.some((row) => isWaivable(request, row)) ? ['waive' as const] : []),
    ...(isAssignable(request) ? ['assign' as const] : []),
  ];
}

/** The states in which records were found and nothing is touched yet. */
const beforeTheVisits: readonly RequestState[] = [
  'needs-decision',
  'awaiting-approval',
  'cooling-off',
  'on-hold',
];

/** May somebody choose among the records of this system now? After the end of the request this is possible as long as its key exists. */
export function isDecidable(
  { state, gates, closeAt }: Pick<ActedOn, 'state' | 'gates' | 'closeAt'>,
  { candidates = 0 }: Pick<SystemVerdict, 'candidates'>,
): boolean {
  if (candidates === 0) return false;
  if (isTerminal(state)) return closeAt !== null;
  return beforeTheVisits.includes(state) && !isOnItsWayOut(gates);
}

/** May identifiers be added? Before anything is erased or exported, a limited number of times. */
export function takesIdentifiers({ state, gates }: Pick<ActedOn, 'state' | 'gates'>): boolean {
  const isEarly = (allowedIn.withdraw as readonly RequestState[]).includes(state);
  return isEarly && !isOnItsWayOut(gates) && additionsIn(gates.decisions).length < mostAdditions;
}

/** May two operators leave this system out? Only after the end, where it is not done, and when every other system has its verdict. */
export function isWaivable(
  { state, closeAt, systems }: Pick<ActedOn, 'state' | 'closeAt' | 'systems'>,
  row: SystemVerdict,
): boolean {
  if (!isTerminal(state) || closeAt === null) return false;
  const areSettled = systems.every(({ verdict }) => verdict !== null);
  return areSettled && !isGood(row) && row.verdict !== 'waived';
}

/** May somebody take the request or give it back? After its end, this is possible while another action on it is still possible. */
export function isAssignable({ state, closeAt }: Pick<ActedOn, 'state' | 'closeAt'>): boolean {
  return !isTerminal(state) || closeAt !== null;
}

/** The part of a request that the actions depend on. */
type ActedOn = Pick<RegisteredRequest, 'state' | 'gates' | 'closeAt' | 'finishedAt' | 'systems'>;

/** It was withdrawn or refused, and has not ended yet. */
function isOnItsWayOut({ decisions }: Gates): boolean {
  return decisions.some(({ what }) => what === 'withdraw' || what === 'refuse');
}

function decisionsIn({ state, gates }: ActedOn): readonly RequestAction[] {
  if (isOnItsWayOut(gates)) return [];
  const isExtended = gates.decisions.some(({ what }) => what === 'extend');
  return requestActions.filter(
    (action) =>
      (allowedIn[action] as readonly RequestState[]).includes(state) &&
      !(action === 'extend' && isExtended),
  );
}
