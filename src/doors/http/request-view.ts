import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { PossibleAction } from '../../domain/request-action.ts';
import type { RequestClock } from '../../domain/request-clock.ts';
import { waitingSystems } from '../../domain/progress.ts';
import type { Counts, SystemVerdict } from '../../domain/verdict.ts';
import type { Receipt } from '../accept-request.ts';
import type { ReceiptView, RequestRow, RequestView, SystemProgress } from './api-shapes.ts';

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
 * @param clock its dates
 */
export function requestView(
  request: RegisteredRequest,
  actions: readonly PossibleAction[],
  clock: RequestClock,
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
    clock,
    waitingFor: waitingSystems(request.progress),
    systems: systems.map((line) => ({ ...line, progress: progressOf(request, line) })),
    delivery,
    actions,
    links: linksOf(request),
  };
}

/** One row in the answer of `GET /requests`. */
export function requestRow(request: RegisteredRequest, daysLeft: number | null): RequestRow {
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
    daysLeft,
    finishedAt,
    updatedAt,
    waitingFor: waitingSystems(request.progress),
    verdicts,
  };
}

/** The current step in a system; null when the system has its verdict, or the request has ended. */
function progressOf(
  { state, progress, receivedAt, planHash, type }: RegisteredRequest,
  { id, verdict, updatedAt }: SystemVerdict,
): SystemProgress | null {
  if (verdict !== null || isTerminal(state)) return null;
  const known = progress.find(({ system }) => system === id);
  if (known) {
    const { system: _system, ...tried } = known;
    return tried;
  }
  // Nothing was tried in this step yet.
  const untried = { attempts: 0, code: null, nextAt: null, waitingFor: null };
  if (planHash === null) return { step: 'find', since: receivedAt, ...untried };
  return { step: type === 'erasure' ? 'erase' : 'export', since: updatedAt, ...untried };
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
