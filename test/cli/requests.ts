export const requestId = '01KAJ3B7V2Q4M6X8Z0C1D3F5G7';

/** A request as `GET /requests/{id}` answers it (docs/api.md). */
export function request(state: string, systems: readonly object[] = [], more: object = {}): object {
  const ended = ['completed', 'completed-with-exceptions', 'failed', 'refused', 'withdrawn'];
  return {
    id: requestId,
    type: 'erasure',
    regulation: 'gdpr',
    reference: 'CASE-1',
    state,
    reason: null,
    receivedAt: '2026-03-02T10:00:00.000Z',
    dueAt: '2026-04-02T21:59:59.999Z',
    updatedAt: '2026-03-02T10:00:05.000Z',
    finishedAt: ended.includes(state) ? '2026-03-02T10:00:05.000Z' : null,
    planHash: null,
    systems,
    delivery: { state: 'none', attempts: 0 },
    actions: [],
    links: {},
    ...more,
  };
}

export function system(id: string, more: object = {}): object {
  return {
    id,
    title: id,
    verdict: null,
    code: null,
    until: null,
    leads: 0,
    counts: { found: {} },
    residuals: [],
    progress: null,
    ...more,
  };
}
