import { assigneeOf, isSameAssignee } from '../../domain/assignee.ts';
import type { RegisteredRequest } from '../../domain/request.ts';
import { ownerSeenBy, type Permissions } from '../authorise.ts';
import type { Principal } from '../principal.ts';
import { actorOf } from './actor-of.ts';
import type { AssignedView } from './api-shapes.ts';

/**
 * Who handles a request. The field is left out for callers who see only their own requests, because they must not learn the names of
 * operators.
 */
export function assignedSeenBy(
  caller: Principal,
  { assigned }: Pick<RegisteredRequest, 'assigned'>,
  permissions: Permissions,
): { assigned?: AssignedView | null } {
  if (ownerSeenBy(caller, permissions) !== null) return {};
  const me = isSameAssignee(assigned, assigneeOf(actorOf(caller)));
  return { assigned: assigned && { ...assigned, me } };
}
