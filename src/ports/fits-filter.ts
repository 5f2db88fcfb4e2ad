import { isSameAssignee } from '../domain/assignee.ts';
import { waitingSystems } from '../domain/progress.ts';
import { isTerminal, type RegisteredRequest } from '../domain/request.ts';
import type { RequestFilter } from './request-filter.ts';

/** Does a request belong to the list with this filter? */
export function fitsFilter(request: RegisteredRequest, filter: RequestFilter): boolean {
  const {
    owner,
    states,
    type,
    system,
    reference = '',
    dueBefore,
    waiting,
    sort,
    assigned,
  } = filter;
  return (
    (owner === undefined || request.owner === owner) &&
    (states === undefined || states.includes(request.state)) &&
    (type === undefined || request.type === type) &&
    (system === undefined || request.systemIds.includes(system)) &&
    [request.id, request.reference ?? ''].some((text) => text.startsWith(reference)) &&
    hasVerdict(request, filter) &&
    (assigned === undefined || isSameAssignee(request.assigned, assigned)) &&
    (dueBefore === undefined || request.dueAt < dueBefore) &&
    (waiting === undefined || isHeldUpBy(request, waiting)) &&
    (sort !== 'due' || !isTerminal(request.state))
  );
}

function hasVerdict({ systems }: RegisteredRequest, { verdicts, system }: RequestFilter): boolean {
  return (
    verdicts === undefined ||
    systems.some(
      ({ id, verdict }) =>
        verdict !== null && verdicts.includes(verdict) && (system === undefined || id === system),
    )
  );
}

function isHeldUpBy(
  { progress, state }: RegisteredRequest,
  waiting: NonNullable<RequestFilter['waiting']>,
): boolean {
  if (isTerminal(state)) return false;
  const systems = waitingSystems(progress);
  return waiting === 'any' ? systems.length > 0 : systems.includes(waiting);
}
