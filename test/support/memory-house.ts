import type { Dependencies } from '../../src/activities/dependencies.ts';
import { untouched } from '../../src/journal/apply-fact.ts';
import { gatesBy, noGates } from '../../src/domain/gates.ts';
import type { KnownIdentifier } from '../../src/domain/identifier.ts';
import { freshPatience } from '../../src/domain/patience.ts';
import type { Hit } from '../../src/domain/match.ts';
import { requestIdOf, type RegisteredRequest, type RequestType } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { StatusEvent } from '../../src/ports/status-queue.ts';
import type { FindAnswer, SystemAccess } from '../../src/ports/system-access.ts';
import { lookUpKind } from '../../src/domain/look-up-kind.ts';
import type { ConfiguredSystem } from '../../src/ports/systems.ts';
import { createMemoryIntake, type MemoryIntake } from './memory-intake.ts';
import { memoryEnvelopes } from './memory-ports.ts';

export const requestId = requestIdOf('01KAJ3Q0000000000000000000');
/** The members that the orders of most steps have in common. */
export const order = {
  requestId,
  run: 1,
  ending: 1,
  decided: false,
  patience: freshPatience,
  patienceOf: {},
  giveUpAfterSeconds: 30,
  erasingSince: '2026-03-02T10:00:00.000Z',
};

/**
 * The methods of a system that a test replaces. `find` may return only hits: then the search counts as asked by every identifier, without a
 * refusal.
 */
export type AccessInTest = Partial<Omit<SystemAccess, 'find'>> & {
  readonly find?: (
    ...known: Parameters<SystemAccess['find']>
  ) => Promise<readonly Hit[] | FindAnswer>;
};

/** A system whose methods a test may replace. Without a replacement, `find` finds nothing and every other method rejects. */
export function system(id: string, access: AccessInTest): ConfiguredSystem {
  const unexpected = () => Promise.reject(new Error(`${id} was not to be called`));
  return {
    id: systemIdOf(id),
    connector: 'test',
    title: `The ${id}`,
    role: access.hold ? 'directory' : 'downstream',
    recordsName: 'records',
    aliases: [],
    access: {
      settleSeconds: 0,
      lookUps: [],
      probe: unexpected,
      export: unexpected,
      erase: unexpected,
      verify: unexpected,
      ...access,
      find: async (identifiers, options) => {
        const found = (await access.find?.(identifiers, options)) ?? [];
        if ('hits' in found) return found;
        const kinds = new Set(identifiers.map(({ identifier }) => lookUpKind(identifier)));
        const searched = [...kinds].map((by) => ({ by, in: 'live' as const }));
        return { hits: found, searched, notSearched: [] };
      },
    },
  };
}

export const given: KnownIdentifier = {
  identifier: { kind: 'account', system: systemIdOf('dir'), objectId: 'oid-ada' },
  trust: 'given',
  source: 'request',
};

export function hit(id: string, change: Partial<Hit> = {}): Hit {
  return {
    record: { kind: 'user', id },
    join: 'id',
    by: given.identifier,
    name: { given: 'Ada', surname: null, display: null },
    reveals: [],
    preview: '',
    ...change,
  };
}

export interface MemoryHouse extends Dependencies {
  readonly intake: MemoryIntake;
  readonly called: { url: string; event: StatusEvent }[];
  /** Whether the receiver accepts callbacks. */
  readonly receiver: { takes: boolean };
}

/** All dependencies of activities, in memory, with one registered request whose dossier holds one object ID. */
export async function createMemoryHouse(
  systems: readonly ConfiguredSystem[],
  type: RequestType = 'erasure',
  callbackUrl?: string,
  known: Partial<RegisteredRequest> = {},
): Promise<MemoryHouse> {
  const intake = createMemoryIntake();
  const called: { url: string; event: StatusEvent }[] = [];
  const receiver = { takes: true };
  await intake.dossiers.create({ requestId, identifiers: [given], findings: {}, asked: {} });
  if (callbackUrl) await intake.keys.create(requestId, 'callback', { url: callbackUrl });
  await intake.register.accept({
    request: { ...registeredRequest(type, systems, callbackUrl !== undefined), ...known },
    envelopes: {},
    idempotency: null,
    likenessHash: 'likeness',
    claims: [],
    by: { actor: { kind: 'key' }, door: 'http' },
  });
  return {
    ...intake,
    intake,
    envelopes: memoryEnvelopes,
    systems: { all: () => systems, get: (id) => systems.find((one) => one.id === id) },
    called,
    receiver,
    callback: {
      post: async (url, event) => {
        called.push({ url, event });
        return receiver.takes;
      },
    },
  };
}

function registeredRequest(
  type: RequestType,
  systems: readonly ConfiguredSystem[],
  hasCallback: boolean,
): RegisteredRequest {
  return {
    id: requestId,
    owner: 'somebody',
    type,
    regulation: 'gdpr',
    language: null,
    reference: 'CASE-1',
    state: 'received',
    reason: null,
    receivedAt: '2026-03-02T10:00:00.000Z',
    dueAt: '2026-04-02T21:59:59.999Z',
    reminded: [],
    updatedAt: '2026-03-02T10:00:00.000Z',
    finishedAt: null,
    planHash: null,
    assigned: null,
    gates: gatesBy(noGates),
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    run: 1,
    dossier: 0,
    systems: systems.map((one) => untouched(one, '2026-03-02T10:00:00.000Z')),
    progress: [],
    flowVersion: '1',
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds: systems.map(({ id }) => id),
    hasCallback,
  };
}
