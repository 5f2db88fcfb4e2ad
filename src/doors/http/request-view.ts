import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { RequestAction } from '../../domain/request-action.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { Receipt } from '../accept-request.ts';
import type { ReceiptView, RequestRow, RequestView } from './api-shapes.ts';

export function linkTo(requestId: RequestId): string {
  return `/api/requests/${requestId}`;
}

/** The answer of `POST /requests`. */
export function receiptView({ request, state }: Receipt): ReceiptView {
  const { id, type, reference, receivedAt, dueAt } = request;
  return { id, type, state, reference, receivedAt, dueAt, links: { self: linkTo(id) } };
}

/**
 * The answer of `GET /requests/{id}`.
 * @param actions what the caller may do now
 */
export function requestView(
  request: RegisteredRequest,
  actions: readonly RequestAction[],
): RequestView {
  const { id, type, regulation, reference, state, reason, planHash, systems, delivery } = request;
  const { receivedAt, dueAt, updatedAt, finishedAt } = request;
  return {
    id,
    type,
    regulation,
    reference,
    state,
    reason,
    receivedAt,
    dueAt,
    updatedAt,
    finishedAt,
    planHash,
    systems,
    delivery,
    actions,
    links: linksOf(request),
  };
}

/** One row in the answer of `GET /requests`. */
export function requestRow(request: RegisteredRequest): RequestRow {
  const { id, type, state, reason, reference, receivedAt, dueAt, finishedAt, updatedAt } = request;
  const verdicts = countedVerdicts(request);
  return {
    id,
    type,
    state,
    reason,
    reference,
    receivedAt,
    dueAt,
    finishedAt,
    updatedAt,
    verdicts,
  };
}

function countedVerdicts({ systems }: RegisteredRequest): Counts {
  const counts: Record<string, number> = {};
  for (const { verdict } of systems) {
    const name = verdict ?? 'open';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function linksOf(request: RegisteredRequest): Record<string, string> {
  const self = linkTo(request.id);
  if (!isTerminal(request.state)) return { self };
  return {
    self,
    report: `${self}/report`,
    evidence: `${self}/evidence`,
    ...(hasPackage(request) && { package: `${self}/package` }),
  };
}

function hasPackage({ type, systems }: RegisteredRequest): boolean {
  return type !== 'erasure' && systems.some(({ verdict }) => verdict === 'exported');
}
