import { ulid } from 'ulid';
import { requestIdOf, type RegisteredRequest } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { SystemLine, SystemVerdict, Verdict } from '../../src/domain/verdict.ts';
import { settlement, type Told } from './settlements.ts';
import type { Acceptance, Ending, Planned } from '../../src/ports/register.ts';

const receivedAt = '2026-03-02T10:00:00.000Z';

/** A system's line in which nothing has happened yet. */
export function systemLine(
  id: string,
  known: Partial<SystemLine> & Told & { readonly verdict?: Verdict | null } = {},
): SystemVerdict {
  const { verdict = null, code, until, unsearched, unverifiable, ...line } = known;
  const told = {
    ...(code !== undefined && { code }),
    ...(until !== undefined && { until }),
    ...(unsearched && { unsearched }),
    ...(unverifiable && { unverifiable }),
  };
  return {
    id: systemIdOf(id),
    connector: 'hubspot',
    title: id,
    counts: { found: {} },
    leads: 0,
    attempts: 0,
    updatedAt: receivedAt,
    residuals: [],
    ...line,
    ...settlement(verdict, told),
  };
}

/** A request as the register holds it right after it was accepted. */
export function registeredRequest(known: Partial<RegisteredRequest> = {}): RegisteredRequest {
  const systemIds = known.systemIds ?? ['b2c-de', 'hubspot'].map(systemIdOf);
  return {
    id: requestIdOf(ulid()),
    owner: 'somebody',
    type: 'erasure',
    regulation: 'gdpr',
    language: null,
    reference: null,
    state: 'received',
    reason: null,
    receivedAt,
    dueAt: '2026-04-02T23:59:59.999Z',
    updatedAt: receivedAt,
    finishedAt: null,
    planHash: null,
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    systems: systemIds.map((id) => systemLine(id)),
    flowVersion: '1',
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds,
    hasCallback: false,
    ...known,
  };
}

export function acceptance(known: Partial<Acceptance> = {}): Acceptance {
  const request = known.request ?? registeredRequest();
  return {
    request,
    notes: {},
    idempotency: null,
    likenessHash: `likeness of ${request.id}`,
    claims: [],
    ...known,
  };
}

export function planned(known: Partial<Planned> = {}): Planned {
  return { state: 'running', planHash: 'plan', systems: [], ...known };
}

export function ending(known: Partial<Ending> = {}): Ending {
  return {
    state: 'completed',
    reason: null,
    finishedAt: '2026-03-02T11:00:00.000Z',
    systems: [],
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    watchNote: null,
    delivery: { state: 'pending', attempts: 0 },
    ...known,
  };
}
