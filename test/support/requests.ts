import { isDeepStrictEqual } from 'node:util';
import { ulid } from 'ulid';
import { gatesBy, noGates } from '../../src/domain/gates.ts';
import { isTerminal, requestIdOf, type RegisteredRequest } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { SystemLine, SystemVerdict, Verdict } from '../../src/domain/verdict.ts';
import type { FactOf } from '../../src/domain/fact.ts';
import { untouched } from '../../src/journal/apply-fact.ts';
import { settlement, type Told } from './settlements.ts';
import type { Register } from '../../src/ports/register.ts';
import type { Acceptance, Ending, Planned } from '../../src/ports/register-writes.ts';

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
  const systemIds =
    known.systemIds ?? known.systems?.map(({ id }) => id) ?? ['b2c-de', 'hubspot'].map(systemIdOf);
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
    reminded: [],
    updatedAt: receivedAt,
    finishedAt: null,
    planHash: null,
    assigned: null,
    gates: gatesBy(noGates),
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    run: 1,
    dossier: 0,
    systems: systemIds.map((id) => systemLine(id)),
    progress: [],
    flowVersion: '1',
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds,
    hasCallback: false,
    ...known,
  };
}

/**
 * Registers a request and brings it into the given state: its systems get their lines, then it changes its state or ends.
 * @returns the request as it was registered, with these changes
 */
export async function bringTo(
  register: Register,
  known: Partial<RegisteredRequest>,
  more: Partial<Acceptance> = {},
): Promise<RegisteredRequest> {
  const wanted = registeredRequest(known);
  const { id, state } = wanted;
  const request: RegisteredRequest = {
    ...wanted,
    state: 'received',
    updatedAt: wanted.receivedAt,
    finishedAt: null,
    systems: wanted.systems.map((line) => untouched(line, wanted.receivedAt)),
  };
  const answer = await register.accept(acceptance({ request, ...more }));
  expect(answer).toEqual({ kind: 'accepted' });
  const lines = wanted.systems.filter(
    (line) => !isDeepStrictEqual(line, untouched(line, wanted.receivedAt)),
  );
  for (const line of lines) await register.recordSystem(id, line);
  if (isTerminal(state)) {
    const { finishedAt, reason, systems } = wanted;
    await register.end(id, ending({ state, reason, systems, ...(finishedAt && { finishedAt }) }));
  } else if (state !== 'received') await register.update(id, { state });
  return (await register.get(id)) ?? request;
}

/** The fact that a step writes before it changes something in a system. */
export function beginning(system: string): FactOf<'began'> {
  const on = { system: systemIdOf(system), effect: 'erase', record: 'hash-of-a-record' } as const;
  return { at: receivedAt, kind: 'began', actor: { kind: 'service' }, ...on };
}

export function acceptance(known: Partial<Acceptance> = {}): Acceptance {
  const request = known.request ?? registeredRequest();
  return {
    request,
    envelopes: {},
    idempotency: null,
    likenessHash: `likeness of ${request.id}`,
    claims: [],
    by: { actor: { kind: 'key' }, door: 'http' },
    ...known,
  };
}

/** Replaces the hash of a plan. */
export const planHash = 'the-hash-of-the-plan';

export function planned(known: Partial<Planned> = {}): Planned {
  return { stateOf: () => 'running', planHash, systems: [], dossier: 1, ...known };
}

export function ending(known: Partial<Ending> = {}): Ending {
  return {
    state: 'completed',
    reason: null,
    finishedAt: '2026-03-02T11:00:00.000Z',
    systems: [],
    run: 1,
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    watchList: null,
    ...known,
  };
}
