import type { RegisteredRequest } from '../domain/request.ts';
import { roles, type Role } from '../domain/role.ts';
import type { Principal } from './principal.ts';
import { refuse } from './problem.ts';

/** `own`: only on requests that the caller sent. */
type Reach = 'own' | 'all';

/** A subject comes through the self-service door only, and has no other role. */
type Part = Role | 'Subject';

/** Who may do what. All other callers are refused. A route names its action here, and no route is registered without one. */
const table = {
  'begin-request': { Requester: 'own', Agent: 'own', Operator: 'own', Subject: 'own' },
  'begin-in-bulk': { Requester: 'own' },
  'search-subjects': { Agent: 'all', Operator: 'all' },
  'read-audit': { Auditor: 'all' },
  'read-request': {
    Requester: 'own',
    Agent: 'own',
    Approver: 'all',
    Operator: 'all',
    Auditor: 'all',
    Subject: 'own',
  },
  'read-package': { Requester: 'own', Agent: 'own', Operator: 'own', Subject: 'own' },
  'read-caller': {
    Requester: 'own',
    Agent: 'own',
    Approver: 'own',
    Operator: 'own',
    Auditor: 'own',
  },
  'read-evidence': { Operator: 'all', Auditor: 'all' },
  'read-systems': { Approver: 'all', Operator: 'all', Auditor: 'all' },
  'probe-system': { Operator: 'all' },
  'pause-system': { Operator: 'all' },
  'resume-system': { Operator: 'all' },
  'approve-request': { Approver: 'all' },
  'refuse-request': { Approver: 'all' },
  'withdraw-request': { Requester: 'own', Agent: 'own', Operator: 'all', Subject: 'own' },
  'add-identifiers': { Requester: 'own', Agent: 'own', Operator: 'all' },
  'prove-identity': { Operator: 'all' },
  'hold-request': { Operator: 'all' },
  'resume-request': { Operator: 'all' },
  'extend-request': { Operator: 'all' },
  'read-overview': { Approver: 'all', Operator: 'all', Auditor: 'all' },
  'read-upkeep': { Approver: 'all', Operator: 'all', Auditor: 'all' },
  'release-brake': { Operator: 'all' },
  'retry-request': { Operator: 'all' },
  'read-candidates': { Operator: 'all' },
  'decide-records': { Operator: 'all' },
  'read-comments': { Operator: 'all', Auditor: 'all' },
  'waive-system': { Operator: 'all' },
  'assign-request': { Approver: 'all', Operator: 'all' },
  'mend-messages': { Operator: 'all' },
} as const satisfies Record<string, Partial<Record<Part, Reach>>>;

export type Action = keyof typeof table;

/** What the policy allows besides the table. */
export interface Permissions {
  readonly operatorsReadPackages: boolean;
}

/** @returns the requests that the caller reaches with this action; null: none */
function reachOf(
  { kind, roles: held }: Principal,
  action: Action,
  { operatorsReadPackages }: Permissions,
): Reach | null {
  if (kind === 'developer') return 'all';
  if (action === 'read-package' && operatorsReadPackages && held.includes('Operator')) return 'all';
  const row: Partial<Record<Part, Reach>> = table[action];
  if (kind === 'subject') return row.Subject ?? null;
  const reaches = held.map((role) => row[role]);
  if (reaches.includes('all')) return 'all';
  return reaches.includes('own') ? 'own' : null;
}

/** @throws Refused `forbidden`, with the roles, one of which is needed */
export function mustBeAllowed(caller: Principal, action: Action, permissions: Permissions): void {
  if (reachOf(caller, action, permissions) === null) forbid(action);
}

/** The roles, one of which is needed. */
export function rolesFor(action: Action): readonly Role[] {
  return roles.filter((role) => role in table[action]);
}

function forbid(action: Action): never {
  const needed = rolesFor(action);
  return refuse('forbidden', `This needs the role ${needed.join(' or ')}.`);
}

/**
 * Whether the caller may do this with this request.
 * @throws Refused `not-found` when the caller may not see the request at all, so that nobody learns which requests exist; `forbidden`
 *   when the caller may see it
 */
export function mustReach(
  caller: Principal,
  action: Action,
  request: RegisteredRequest | null,
  permissions: Permissions,
): asserts request is RegisteredRequest {
  if (request && mayReach(caller, action, request, permissions)) return;
  if (request && mayReach(caller, 'read-request', request, permissions))
    refuse('forbidden', 'Only the caller who sent this request may do this.');
  refuse('not-found', 'There is no request with this id.');
}

/** Whether the caller may do this with this request, by role and by who sent it. */
export function mayReach(
  caller: Principal,
  action: Action,
  { owner }: RegisteredRequest,
  permissions: Permissions,
): boolean {
  const reach = reachOf(caller, action, permissions);
  return reach === 'all' || (reach === 'own' && owner === caller.mark);
}

/** The filter of a list: the mark of the caller who sees only what it sent; null for a caller who sees every request. */
export function ownerSeenBy(caller: Principal, permissions: Permissions): string | null {
  return reachOf(caller, 'read-request', permissions) === 'all' ? null : caller.mark;
}
