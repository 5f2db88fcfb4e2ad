import type { NewFact } from '../domain/fact.ts';
import type { RegisteredRequest, RequestState } from '../domain/request.ts';

/** Has a request in this state passed all gates, so that its systems are visited? */
export function isVisited(state: RequestState): boolean {
  return state === 'planned' || state === 'running' || state === 'verifying';
}

/**
 * The state of a request while its systems are visited. No fact names the state: it is computed from the tries. A request is `planned`
 * until the first try of a visit, then `running`. An erasure is `verifying` as soon as every system has its verdict or is being read back.
 * When a system must erase again, the request is `running` again.
 * @param row the row to which the fact was already applied
 */
export function stateOfVisits(row: RegisteredRequest, fact: NewFact): RequestState {
  if (!isVisited(row.state) || !isOfVisit(fact)) return row.state;
  return row.type === 'erasure' && isPastErasing(row) ? 'verifying' : 'running';
}

/** The last search before the report is not part of a visit. */
function isOfVisit(fact: NewFact): boolean {
  if (fact.kind === 'tried') return fact.step !== 'find';
  return fact.kind === 'began' || fact.kind === 'settled';
}

function isPastErasing({ systems, progress }: RegisteredRequest): boolean {
  return systems.every(
    ({ id, verdict }) =>
      verdict !== null || progress.some(({ system, step }) => system === id && step === 'verify'),
  );
}
