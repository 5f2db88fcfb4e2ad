import { isTerminal } from '../../src/domain/request.ts';
import type { RequestRow, RequestView } from '../../src/doors/http/api-shapes.ts';

export type StoredRequest = RequestView;

/** What `GET /requests` answers to a query, as the service does. */
export function listed(requests: readonly StoredRequest[], query: URLSearchParams, older: boolean) {
  const from = Number(query.get('continuation') ?? 0);
  const end = from + Number(query.get('limit') ?? 50);
  const found = inOrder(
    requests.filter((request) => passes(request, query)),
    query.get('sort'),
  );
  return {
    items: found.slice(from, end).map((request) => (older ? request : rowOf(request))),
    continuation: end < found.length ? String(end) : null,
  };
}

function passes(request: StoredRequest, query: URLSearchParams): boolean {
  const { state, type, reference, id, dueAt, waitingFor = [] } = request;
  const states = query.get('state')?.split(',') ?? [state];
  const start = query.get('reference') ?? '';
  const waiting = query.get('waiting');
  return (
    (states.includes(state) || (states.includes('open') && !isTerminal(state))) &&
    type === (query.get('type') ?? type) &&
    (id.startsWith(start) || (reference ?? '').startsWith(start)) &&
    dueAt < (query.get('dueBefore') ?? '9999') &&
    (waiting === null ||
      (waiting === 'any' ? waitingFor.length > 0 : waitingFor.includes(waiting))) &&
    passesAtSystem(request, query)
  );
}

function passesAtSystem({ systems }: StoredRequest, query: URLSearchParams): boolean {
  const system = query.get('system');
  const verdicts = query.get('verdict')?.split(',');
  if (system === null && verdicts === undefined) return true;
  return systems.some(
    ({ id, verdict }) =>
      id === (system ?? id) &&
      (verdicts === undefined || (verdict !== null && verdicts.includes(verdict))),
  );
}

function inOrder(requests: StoredRequest[], sort: string | null): StoredRequest[] {
  if (sort !== 'due') return requests;
  return requests
    .filter(({ state }) => !isTerminal(state))
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

function rowOf(request: StoredRequest): RequestRow {
  const { id, type, state, reason, reference, receivedAt, dueAt, updatedAt, finishedAt } = request;
  const verdicts: Record<string, number> = {};
  for (const { verdict } of request.systems)
    verdicts[verdict ?? 'open'] = (verdicts[verdict ?? 'open'] ?? 0) + 1;
  return {
    id,
    type,
    state,
    reason,
    reference,
    receivedAt,
    dueAt,
    updatedAt,
    finishedAt,
    waitingFor: request.waitingFor ?? [],
    verdicts,
  };
}
