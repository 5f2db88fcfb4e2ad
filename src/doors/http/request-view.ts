import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { Receipt } from '../accept-request.ts';
import type { ReceiptView, RequestView } from './api-shapes.ts';

export function linkTo(requestId: RequestId): string {
  return `/api/requests/${requestId}`;
}

/** What `POST /requests` answers. */
export function receiptView({ request, state }: Receipt): ReceiptView {
  const { id, type, reference, receivedAt, dueAt } = request;
  return { id, type, state, reference, receivedAt, dueAt, links: { self: linkTo(id) } };
}

/** What `GET /requests/{id}` answers. */
export function requestView(
  request: RegisteredRequest,
  systems: readonly SystemVerdict[],
): RequestView {
  const { id, type, regulation, reference, state, reason, planHash, delivery } = request;
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
    actions: actionsOf(),
    links: linksOf(request),
  };
}

/** What the caller may do with a request. So far it runs to its end by itself. */
export function actionsOf(): readonly string[] {
  return [];
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
