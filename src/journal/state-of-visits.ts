import type { NewFact } from '../domain/fact.ts';
import type { RegisteredRequest, RequestState } from '../domain/request.ts';

/** Is a request in this state being carried out, at no gate any more? */
export function isVisited(state: RequestState): boolean {
  return state === 'planned' || state === 'running' || state === 'verifying';
}

/**
 * The state of a request while its systems are visited. No fact names it: it follows from what was tried. A request is `planned` until the first
 * try of a visit, then `running`. An erasure is `verifying` once no system is left to erase from: each has its verdict, or is read back. When one
 * must be erased again, the request is `running` again.
 * @param row the row after the fact
 */
export function stateOfVisits(row: RegisteredRequest, fact: NewFact): RequestState {
  if (!isVisited(row.state) || !isOfVisit(fact)) return row.state;
  return row.type === 'erasure' && isPastErasing(row) ? 'verifying' : 'running';
}

/** A search before the report is no visit. */
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
