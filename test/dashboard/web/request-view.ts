import { requestIdOf } from '../../../src/domain/request.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { RequestView, SystemStatus } from '../../../src/doors/http/api-shapes.ts';

/** A system as the API returns it. By default it is being visited. */
export function systemStatus(change: Partial<SystemStatus> = {}): SystemStatus {
  return {
    id: systemIdOf('b2c-de'),
    connector: 'azure-ad-b2c',
    title: 'Customers Germany',
    verdict: null,
    code: null,
    until: null,
    counts: { found: { users: 1 } },
    leads: 0,
    attempts: 1,
    updatedAt: '2026-11-21T08:00:05Z',
    residuals: [],
    ...change,
  };
}

/** A request as the API returns it. By default it is a running erasure. */
export function requestView(change: Partial<RequestView> = {}): RequestView {
  return {
    id: requestIdOf('01KAJ3ZZZZZZZZZZZZZZZZZZ01'),
    type: 'erasure',
    regulation: 'gdpr',
    reference: 'CASE-1',
    state: 'running',
    reason: null,
    receivedAt: '2026-11-21T08:00:00Z',
    dueAt: '2026-12-21T22:59:59Z',
    updatedAt: '2026-11-21T08:00:05Z',
    finishedAt: null,
    planHash: null,
    systems: [],
    delivery: { state: 'none', attempts: 0 },
    actions: [],
    links: { self: '/api/requests/01KAJ3ZZZZZZZZZZZZZZZZZZ01' },
    ...change,
  };
}
