import { actionsIn, type PossibleAction } from '../domain/request-action.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import { mayReach, type Action, type Permissions } from './authorise.ts';
import type { Principal } from './principal.ts';

/** The action of the table of `authorise.ts` that each decision needs. */
export const permissionFor = {
  identity: 'prove-identity',
  approve: 'approve-request',
  refuse: 'refuse-request',
  withdraw: 'withdraw-request',
  hold: 'hold-request',
  resume: 'resume-request',
  extend: 'extend-request',
  identifiers: 'add-identifiers',
  retry: 'retry-request',
  decide: 'decide-records',
  waive: 'waive-system',
  assign: 'assign-request',
} as const satisfies Record<PossibleAction, Action>;

/** The actions that this caller may take on the request now. */
export function actionsFor(
  caller: Principal,
  request: RegisteredRequest,
  permissions: Permissions,
): readonly PossibleAction[] {
  return actionsIn(request).filter(
    (action) =>
      mayReach(caller, permissionFor[action], request, permissions) &&
      (action !== 'approve' || request.owner !== caller.mark),
  );
}
