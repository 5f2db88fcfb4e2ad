import { compileReport } from '../../src/activities/end/compile-report.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import type { Look } from '../../src/domain/residual-watch.ts';
import { seen } from './settlements.ts';
import type { SystemVerdict } from '../../src/domain/verdict.ts';
import type { NewFact } from '../../src/domain/fact.ts';
import type { Register } from '../../src/ports/register.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import type { VerifyAnswer } from '../../src/domain/read-back.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type AccessInTest,
  type MemoryHouse,
} from './memory-house.ts';
import { announceOnQueue } from '../../src/activities/end/announce-on-queue.ts';
import { systemLine } from './requests.ts';

export const erasedAt = '2026-03-02T10:00:00.000Z';

export const until = '2026-03-09T10:00:00.000Z';

export const afterwards = '2026-03-10T10:00:00.000Z';

export const auditRecords = { what: 'audit-records', verdict: 'expires', until } as const;

export const erased: SystemVerdict = systemLine('dir', {
  title: 'The dir',
  verdict: 'erased',
  updatedAt: erasedAt,
  residuals: [auditRecords],
});

export const gone: VerifyAnswer = { kind: 'gone', left: {}, residuals: [] };

export const read: Look = { kind: 'read', ...seen('erased'), residuals: [] };

/** A test environment with a request for which one account was found in `dir`. */
export async function houseWith(
  access: AccessInTest = {},
  callbackUrl?: string,
): Promise<MemoryHouse> {
  const dir = system('dir', { find: () => Promise.resolve([hit('oid-ada')]), ...access });
  const house = await createMemoryHouse([dir, system('crm', {})], 'erasure', callbackUrl);
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  return house;
}

/** Ends the request and delivers its status. A watch starts only after that. */
export async function ended(house: MemoryHouse, ...systems: SystemVerdict[]): Promise<MemoryHouse> {
  await compileReport(house, { ...order, dossier: 1, systems });
  await announceOnQueue(house, { ...order, callback: false });
  return house;
}

/** The same house, with a register that loses its answer to what the watch writes. */
export const losingAnswers = (house: MemoryHouse): MemoryHouse => ({
  ...house,
  register: {
    ...house.register,
    watched: async (...write: Parameters<Register['watched']>) => {
      await house.register.watched(...write);
      throw new StorageAway();
    },
  },
});

/** The facts of the journal about the end and later events. */
export async function endAndAfter(house: MemoryHouse): Promise<readonly NewFact[]> {
  const { facts } = (await house.register.journal(requestId, true))!;
  return facts.filter(({ kind }) => kind === 'reported' || kind === 'watched');
}
