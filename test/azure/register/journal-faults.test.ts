import fc from 'fast-check';
import { createTableRegister } from '../../../src/azure/register/table-register.ts';
import { theService, type FactOf, type NewFact } from '../../../src/domain/fact.ts';
import { systemIdOf, type SystemId } from '../../../src/domain/system.ts';
import { project, projectedPart } from '../../../src/journal/apply-fact.ts';
import { verifyChain } from '../../../src/journal/chain.ts';
import type { Register } from '../../../src/ports/register.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import { MemoryRows, openMemoryTable } from '../../support/memory-table.ts';
import { numberedRequest } from '../../support/numbered-request.ts';
import {
  acceptance,
  beginning,
  ending,
  planned,
  registeredRequest,
  systemLine,
} from '../../support/requests.ts';

// Two processes write the facts of one request. Storage fails before a write or before its answer, and processes are killed. Every step is
// repeated until it succeeds, as the flow does.

const id = numberedRequest(1);
const systemIds = ['dir-a', 'dir-b', 'crm-a', 'crm-b'].map(systemIdOf);
const now = () => new Date('2026-03-02T11:00:00.000Z');
const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, '0')}:00.000Z`;

const tried = (system: SystemId, attempt: number): FactOf<'tried'> => ({
  ...{ at: at(attempt), kind: 'tried', actor: theService, system, step: 'erase', attempt },
  ...{ outcome: 'later', code: 'unavailable', nextAt: at(attempt + 1) },
});

/** Carries out a request, and returns what a process without faults reads after that. */
async function carriedOut(faults: readonly boolean[]): Promise<Register> {
  const rows = new MemoryRows();
  let calls = 0;
  const isFault = () => faults[calls++ % faults.length] ?? false;
  const pass = async () => {
    await new Promise(setImmediate);
    if (isFault()) throw new StorageAway();
  };
  const start = () => createTableRegister(openMemoryTable(rows, pass), now);
  const processes = [start(), start()];

  async function step<T>(number: number, call: (register: Register) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      const place = (number + tries) % 2;
      const process = processes[place] ?? start();
      try {
        return await call(process);
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error;
        processes[place] = start();
      }
    }
  }

  async function visit(system: SystemId, number: number): Promise<void> {
    await step(number, (register) => register.append(id, [tried(system, 1)]));
    await step(number, (register) =>
      register.writeIntent(id, system, 'erase-0', at(2), beginning(system)),
    );
    await step(number, (register) => register.appendUnlisted(id, [tried(system, 2)]));
    const line = systemLine(system, { verdict: 'erased', updatedAt: at(4) });
    const done = { ...tried(system, 3), outcome: 'done', code: null, nextAt: null } as const;
    await step(number, (register) => register.recordSystem(id, line, [done]));
  }

  const request = registeredRequest({ id, systemIds });
  await step(0, (register) => register.accept(acceptance({ request, claims: ['x'] })));
  await step(1, (register) => register.update(id, { state: 'resolving' }));
  await step(0, (register) =>
    register.claim(id, ['x', 'y'], planned({ systems: request.systems }), 0),
  );
  await Promise.all(systemIds.map(visit));
  const systems = systemIds.map((system) =>
    systemLine(system, { verdict: 'erased', updatedAt: at(4) }),
  );
  await step(1, (register) => register.end(id, ending({ systems })));
  await step(0, (register) =>
    register.update(id, { delivery: { state: 'delivered', attempts: 1 } }),
  );
  return createTableRegister(
    openMemoryTable(rows, () => Promise.resolve()),
    now,
  );
}

const nameOf = (fact: NewFact): string =>
  [fact.kind, 'system' in fact && fact.system, 'attempt' in fact && fact.attempt]
    .filter(Boolean)
    .join(' ');

const expected = [
  'received',
  'moved',
  'planned',
  'moved',
  ...systemIds.flatMap((system) => [
    `tried ${system} 1`,
    `began ${system}`,
    `tried ${system} 2`,
    `tried ${system} 3`,
    `settled ${system}`,
  ]),
  'reported',
  'closed',
  'delivered 1',
].map((name) => (name === 'delivered 1' ? 'delivered' : name));

test('when storage fails in the middle of a write, no fact is lost or written twice', async () => {
  const faults = fc.array(
    fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
    { minLength: 30, maxLength: 200 },
  );
  await fc.assert(
    fc.asyncProperty(faults, async (drawn) => {
      fc.pre(drawn.includes(false));
      const register = await carriedOut(drawn);
      const [row, journal] = [await register.get(id), await register.journal(id, true)];
      if (!row || !journal) throw new Error('The request is lost.');
      expect(journal.facts.map(nameOf).sort()).toEqual([...expected].sort());
      expect(verifyChain(journal.facts, journal.head)).toEqual({ chain: 'whole' });
      expect(projectedPart(project(journal.facts))).toEqual(projectedPart(row));
    }),
    { numRuns: 30, endOnFailure: true },
  );
});
