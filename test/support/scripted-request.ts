import { numberedRequest } from './numbered-request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Attempt } from '../../src/domain/attempt.ts';
import { finalState } from '../../src/domain/final-state.ts';
import type { Counts, SystemVerdict } from '../../src/domain/verdict.ts';
import type { PlannedVisit } from '../../src/domain/plan.ts';
import type { ErasedReceipt } from '../../src/workflows/steps/erase-from-system.ts';
import type { HoldOrder } from '../../src/workflows/steps/hold-accounts.ts';
import type { ReadBackReceipt } from '../../src/workflows/steps/verify-in-system.ts';
import type { SystemOrder, TryOrder } from '../../src/workflows/steps/system-order.ts';
import type { VerdictOrder } from '../../src/workflows/steps/record-verdict.ts';
import type { World } from './replayer.ts';
import { systemLine } from './requests.ts';
import { seen } from './settlements.ts';

export const systems = ['b2c-de', 'b2c-fr', 'hubspot'].map(systemIdOf);

export const visits: PlannedVisit[] = [
  { system: systemIdOf('b2c-de'), role: 'directory', canHold: true },
  { system: systemIdOf('b2c-fr'), role: 'directory', canHold: true },
  { system: systemIdOf('hubspot'), role: 'downstream', canHold: false },
];

export const requestId = numberedRequest(1);

export const order = { requestId, version: '1' };

function row(system: string, change: Parameters<typeof systemLine>[1] = {}): SystemVerdict {
  return systemLine(system, {
    counts: { found: { records: 1 } },
    attempts: 1,
    updatedAt: '2026-03-02T08:00:00.000Z',
    ...change,
  });
}

export const done = <T>(value: T): Attempt<T> => ({ kind: 'done', value });

/** A read-back that finds nothing, with its row. */
export function gone({ system, attempts }: TryOrder): Attempt<ReadBackReceipt> {
  const left = { users: 0 };
  return done({
    ...seen('erased'),
    left,
    residuals: [],
    row: row(system, { verdict: 'erased', attempts, counts: { found: { users: 1 }, left } }),
  });
}

/** The erasing calls are done, with the outcome of the first read-back. */
export function erased(at: Date, readBack: Attempt<ReadBackReceipt>): Attempt<ErasedReceipt> {
  return done({ erasedAt: at.toISOString(), staysInBin: false, readBack });
}

export function present(left: Counts = {}): Attempt<ReadBackReceipt> {
  return done({ ...seen('present'), left, residuals: [], row: null });
}

export const still: Attempt<never> = { kind: 'pending', seconds: 2 };

export function holding(one: (order: { system: string }) => Attempt<null>) {
  return ({ systems }: HoldOrder) =>
    systems.map((system) => ({ system, attempt: one({ system }) }));
}

/** Activities that all succeed at the first try. */
export function world(type: 'erasure' | 'access', change: World = {}): World {
  return {
    openRequest: () => ({
      ...{ type, systems, giveUpAfterSeconds: 30, gate: { kind: 'open' } },
      dossiers: { from: 0, taken: 0 },
    }),
    findSubject: ({ again }) => ({ setbacks: [], foundNothing: again }),
    planVisits: () => ({ kind: 'planned', visits, settled: [] }),
    askTurn: () => ({ turn: 'ready' }),
    holdAccounts: holding(() => done(null)),
    releaseAccount: () => done(null),
    exportFromSystem: (o) => done(row(o.system, { verdict: 'exported', attempts: o.attempts })),
    eraseFromSystem: (o, at) => erased(at, gone(o)),
    verifyInSystem: (o) => gone(o),
    recordVerdict: (o: VerdictOrder) =>
      row(o.system, { verdict: o.verdict, code: o.code, attempts: o.attempts }),
    compileReport: (o) => ({
      ...finalState(o.systems),
      callback: false,
      ending: 1,
    }),
    endBroken: () => ({ state: 'failed', reason: 'internal', callback: false, ending: 1 }),
    announceOnQueue: () => null,
    callBack: () => ({ taken: true }),
    recordDelivery: () => null,
    ...change,
  };
}

export const namesOf = (steps: readonly { name: string }[]) => steps.map((step) => step.name);

export const systemsOf = (steps: readonly { name: string; order: unknown }[], name: string) =>
  steps
    .filter((step) => step.name === name)
    .flatMap(({ order: given }) => {
      const { system, systems: several } = given as Partial<SystemOrder & HoldOrder>;
      return several ?? system ?? [];
    });
