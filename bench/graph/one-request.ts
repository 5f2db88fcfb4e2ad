import { setTimeout as delay } from 'node:timers/promises';
import { gatesBy, noGates } from '../../src/domain/gates.ts';
import { requestIdOf } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Dependencies } from '../../src/activities/dependencies.ts';
import { createDossiers } from '../../src/sealing/dossiers.ts';
import { eraseFromSystem } from '../../src/activities/visit/erase-from-system.ts';
import { exportFromSystem } from '../../src/activities/visit/export-from-system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { holdAccounts } from '../../src/activities/visit/hold-accounts.ts';
import { verifyInSystem } from '../../src/activities/visit/verify-in-system.ts';
import type { Attempt } from '../../src/domain/attempt.ts';
import { freshPatience } from '../../src/domain/patience.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import type { RegisteredRequest } from '../../src/domain/request.ts';
import type { Counts } from '../../src/domain/verdict.ts';
import type { SealedStore } from '../../src/ports/sealed-store.ts';
import type { KeyRing } from '../../src/ports/key-ring.ts';
import type { ConfiguredSystem } from '../../src/ports/systems.ts';
import type { ReadBackReceipt } from '../../src/workflows/steps/verify-in-system.ts';
import {
  createMemoryKeys,
  createMemoryLog,
  createMemoryQueues,
  memoryHash,
  memoryEnvelopes,
} from '../../test/support/memory-ports.ts';
import { createMemoryResults, createMemorySealedStore } from '../../test/support/memory-stores.ts';
import { createMemoryRegister } from '../../test/support/memory-register.ts';

/** One request, carried out by its activities in the order of the flow. The register is in memory, waits are real. */
export interface OneRequest {
  /** Resolves the subject. */
  find(): Promise<void>;
  exportFrom(system: string): Promise<Counts>;
  hold(system: string): Promise<void>;
  /** @param seenGone called when the account was read back as gone for the first time; a second read-back follows later */
  erase(system: string, seenGone?: () => void): Promise<ReadBackReceipt>;
}

export interface RequestOptions {
  readonly systems: readonly ConfiguredSystem[];
  readonly subject: readonly Identifier[];
  /** The store for dossiers and exports. The default is memory. */
  readonly sealedStore?: (keys: KeyRing) => SealedStore;
}

const requestId = requestIdOf('01KAJ3Q0000000000000000000');

export async function openRequest(options: RequestOptions): Promise<OneRequest> {
  const deps = await openPorts(options);
  let dossier = 0;
  const order = (system: string) => ({
    requestId,
    dossier,
    system: systemIdOf(system),
    attempts: 1,
    patience: freshPatience,
    giveUpAfterSeconds: 0,
    since: null,
  });

  return {
    async find() {
      const { setbacks } = await findSubject(deps, {
        requestId,
        from: dossier,
        to: dossier + 1,
        skip: [],
        again: false,
        decided: false,
        anew: false,
        patienceOf: {},
        giveUpAfterSeconds: 0,
      });
      if (setbacks.length > 0) throw new Error(JSON.stringify(setbacks));
      dossier += 1;
    },
    async exportFrom(system) {
      const { counts } = await untilDone(() => exportFromSystem(deps, order(system)));
      return counts.exported ?? {};
    },
    async hold(system) {
      await untilDone(async () => {
        const [tried] = await holdAccounts(deps, {
          requestId,
          dossier,
          systems: [systemIdOf(system)],
          patienceOf: {},
          giveUpAfterSeconds: 0,
        });
        return tried?.attempt ?? { kind: 'done', value: null };
      });
    },
    async erase(system, seenGone) {
      const { erasedAt, readBack } = await untilDone((since) =>
        eraseFromSystem(deps, { ...order(system), since, erasingSince: deps.now().toISOString() }),
      );
      let first: Attempt<ReadBackReceipt> | null = readBack;
      let isSeen = false;
      return untilDone(async (goneSince) => {
        const attempt =
          first ??
          (await verifyInSystem(deps, {
            ...order(system),
            erasedAt,
            goneSince,
            erasingSince: erasedAt,
          }));
        first = null;
        if (!isSeen && attempt.kind === 'pending' && attempt.since !== undefined) {
          isSeen = true;
          seenGone?.();
        }
        return attempt;
      });
    },
  };
}

/** Waits as the flow does; a failure ends the measurement. */
async function untilDone<T>(tryOnce: (since: string | null) => Promise<Attempt<T>>): Promise<T> {
  let since: string | null = null;
  for (;;) {
    const attempt = await tryOnce(since);
    if (attempt.kind === 'done') return attempt.value;
    if (attempt.kind !== 'pending') throw new Error(JSON.stringify(attempt));
    since = attempt.since ?? null;
    await delay(attempt.seconds * 1000);
  }
}

async function openPorts({ systems, subject, sealedStore }: RequestOptions): Promise<Dependencies> {
  const now = () => new Date();
  const keys = createMemoryKeys();
  const register = createMemoryRegister(keys, now);
  await register.accept({
    request: registered(now().toISOString()),
    envelopes: {},
    idempotency: null,
    claims: [],
    by: { actor: { kind: 'key' }, door: 'http' },
    likenessHash: '',
  });
  const sealed = createMemorySealedStore(keys);
  const dossiers = createDossiers(keys, sealed);
  const identifiers = subject.map((identifier): KnownIdentifier => ({
    identifier,
    trust: 'given',
    source: 'request',
  }));
  await dossiers.create({ requestId, identifiers, findings: {}, asked: {} });
  return {
    register,
    keys,
    sealed: sealedStore?.(keys) ?? sealed,
    dossiers,
    systems: { all: () => systems, get: (id) => systems.find((system) => system.id === id) },
    envelopes: memoryEnvelopes,
    results: createMemoryResults(),
    statusQueue: createMemoryQueues().statusQueue,
    callback: { post: () => Promise.resolve(true) },
    lookupHash: memoryHash,
    policy: {
      timeZone: 'UTC',
      language: 'en',
      country: null,
      holidays: [],
      giveUpAfterSeconds: 0,
      leads: 'decide',
      orderWaitSeconds: 0,
      decideWithinSeconds: 0,
      pendingWaitSeconds: 0,
      retryDays: 0,
      withhold: [],
      retention: [],
      legalHolds: [],
    },
    publicUrl: 'http://127.0.0.1/',
    now,
    log: createMemoryLog(),
  };
}

function registered(at: string): RegisteredRequest {
  return {
    id: requestId,
    owner: 'benchmark',
    type: 'erasure',
    regulation: 'gdpr',
    language: null,
    reference: null,
    state: 'received',
    reason: null,
    receivedAt: at,
    dueAt: at,
    reminded: [],
    updatedAt: at,
    finishedAt: null,
    planHash: null,
    assigned: null,
    gates: gatesBy(noGates),
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    run: 1,
    dossier: 0,
    systems: [],
    progress: [],
    flowVersion: '1',
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds: [],
    hasCallback: false,
  };
}
