import type { TimelineFact } from '../../src/doors/http/api-shapes.ts';
import type { SystemView } from '../../src/doors/http/operator-shapes.ts';
import { requestView, systemStatus } from './web/request-view.ts';

const working = {
  health: 'working',
  pausedSince: null,
  aboutMissing: [],
  pausedBy: null,
  lastSuccessAt: '2026-03-02T10:00:00.000Z',
  lastFailureAt: null,
  lastFailureCode: null,
  downSince: null,
  nextProbeAt: null,
  waiting: 0,
  probe: null,
} as const;

export const systems: SystemView[] = [
  {
    id: 'b2c-de',
    title: 'Customers Germany',
    connector: 'azure-ad-b2c',
    role: 'directory',
    ...working,
  },
  { id: 'hubspot', title: 'HubSpot', connector: 'hubspot', role: 'downstream', ...working },
];

const hubspot = { id: 'hubspot', connector: 'hubspot', title: 'HubSpot' };

const day = 86_400_000;

/** Runs, and waits for HubSpot, which is away. */
export function waitingRequest() {
  return requestView({
    id: '01KAJ3ZZZZZZZZZZZZZZZZZZ03',
    reference: 'CASE-3',
    dueAt: new Date(Date.now() + 2.5 * day).toISOString(),
    waitingFor: ['hubspot'],
    systems: [
      systemStatus({ verdict: 'erased', progress: null }),
      systemStatus({
        ...hubspot,
        progress: {
          step: 'erase',
          since: '2026-11-21T08:00:05Z',
          attempts: 3,
          code: 'unavailable',
          nextAt: '2026-11-21T08:14:20Z',
          waitingFor: 'system',
        },
        searched: [{ by: 'email', in: 'live', found: 1 }],
        notSearched: [{ what: 'archived contacts', why: 'refused' }],
      }),
    ],
  });
}

export const waitingTimeline: TimelineFact[] = [
  {
    seq: 1,
    at: '2026-11-21T08:00:00Z',
    kind: 'received',
    actor: { kind: 'key', id: 'portal', role: 'Requester' },
    door: 'http',
  },
  {
    seq: 2,
    at: '2026-11-21T08:00:05Z',
    kind: 'settled',
    system: 'b2c-de',
    actor: { kind: 'service' },
    verdict: 'erased',
    code: null,
    until: null,
  },
  {
    seq: 3,
    at: '2026-11-21T08:00:09Z',
    kind: 'tried',
    system: 'hubspot',
    actor: { kind: 'service' },
    step: 'erase',
    attempt: 3,
    outcome: 'later',
    code: 'unavailable',
    nextAt: '2026-11-21T08:14:20Z',
  },
];

/** Ended late, with something that needs an operator in every system. */
export function exceptedRequest() {
  return requestView({
    id: '01KAJ3ZZZZZZZZZZZZZZZZZZ02',
    reference: 'CASE-2',
    state: 'completed-with-exceptions',
    dueAt: '2026-11-21T07:59:59Z',
    finishedAt: '2026-11-21T08:01:05Z',
    delivery: { state: 'dead-lettered', attempts: 41 },
    systems: [
      systemStatus({
        verdict: 'erased',
        counts: { found: { users: 1 }, left: { users: 0, deletedItems: 0 } },
        residuals: [{ what: 'audit-records', verdict: 'expires', until: '2026-11-28T08:00:00Z' }],
      }),
      systemStatus({
        ...hubspot,
        verdict: 'failed',
        code: 'permission-missing',
        leads: 2,
        attempts: 7,
        counts: { found: { contacts: 1 } },
      }),
      systemStatus({
        id: 'b2c-fr',
        title: 'Customers France',
        verdict: 'ambiguous',
        candidates: 2,
        residuals: [{ what: 'audit-records', verdict: 'present', until: '2026-11-14T08:00:00Z' }],
      }),
    ],
  });
}

/** Every system was searched, and none knows the person. */
export function unmatchedRequest() {
  return requestView({
    id: '01KAJ3ZZZZZZZZZZZZZZZZZZ01',
    type: 'access',
    reference: null,
    state: 'completed',
    reason: 'no-match',
    finishedAt: '2026-11-21T08:01:00Z',
    delivery: { state: 'delivered', attempts: 1 },
    systems: [systemStatus({ verdict: 'absent', counts: { found: {} } })],
  });
}
