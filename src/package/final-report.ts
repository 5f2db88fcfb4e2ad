import type { FinalState } from '../domain/final-state.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { SystemVerdict } from '../domain/verdict.ts';

/** The content of `report.json`: the final status of the request. It holds no personal data. */
export function finalReport(
  request: RegisteredRequest,
  end: FinalState,
  systems: readonly SystemVerdict[],
  finishedAt: string,
): object {
  const { id, type, regulation, reference, receivedAt, dueAt, planHash } = request;
  return {
    id,
    type,
    regulation,
    reference,
    state: end.state,
    reason: end.reason,
    receivedAt,
    dueAt,
    finishedAt,
    planHash,
    systems,
  };
}
