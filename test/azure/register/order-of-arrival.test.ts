import fc from 'fast-check';
import { createTableRegister } from '../../../src/azure/register/table-register.ts';
import { onlyReads } from '../../../src/domain/order-of-arrival.ts';
import type { Register } from '../../../src/ports/register.ts';
import {
  simulate,
  type Arriving,
  type Simulated,
  type Simulation,
} from '../../support/arrival-simulation.ts';
import { createMemoryKeys } from '../../support/memory-ports.ts';
import { createMemoryRegister } from '../../support/memory-register.ts';
import { MemoryRows, openMemoryTable, type Pass } from '../../support/memory-table.ts';

// Requests of a few people arrive, search, wait and begin in two processes. Calls to storage take effect in any order, answers are lost and
// processes are killed. The simulation itself fails when two requests with a common claim work at the same time, or when one never ends.

const arriving: fc.Arbitrary<Arriving> = fc
  .record({
    at: fc.integer({ min: 0, max: 8000 }).map((ms) => ms / 1000),
    person: fc.constantFrom('ada', 'bob'),
    type: fc.constantFrom('access', 'portability', 'erasure', 'erasure' as const),
    // They are seldom the same: mostly, two requests have a common claim only by the records that they find.
    names: fc.subarray(['email', 'phone', 'account', 'key'], { minLength: 1, maxLength: 2 }),
    rounds: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
    gate: fc.constantFrom(null, null, null, null, 0, 5, 10),
    takes: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ names, ...rest }) => ({ ...rest, given: names.map((name) => `${rest.person} ${name}`) }));

const arrivals = fc.record({
  arriving: fc.array(arriving, { minLength: 2, maxLength: 5 }),
  seed: fc.nat(),
  faults: fc.constantFrom(0, 0, 10, 50),
});

type Opening = () => Simulation['open'];

/** The register in Table storage, over a table in memory. */
const overTable: Opening = () => {
  const rows = new MemoryRows();
  return (pass, now) => createTableRegister(openMemoryTable(rows, pass), now);
};

/** The register that replaces it in tests. */
const inMemory: Opening = () => {
  let register: Register | undefined;
  return (pass, now) => passing((register ??= createMemoryRegister(createMemoryKeys(), now)), pass);
};

function passing(register: Register, pass: Pass): Register {
  const before =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>): ((...args: A) => Promise<T>) =>
    async (...args) => {
      await pass();
      const answer = await call(...args);
      await pass();
      return answer;
    };
  return {
    ...register,
    accept: before((...args) => register.accept(...args)),
    claimFound: before((...args) => register.claimFound(...args)),
    claim: before((...args) => register.claim(...args)),
    turnOf: before((...args) => register.turnOf(...args)),
    end: before((...args) => register.end(...args)),
  };
}

/** A request to read that was accepted before the erasure was sent must still find all data. */
function mustBeRead(one: Simulated, all: readonly Simulated[]): boolean {
  const before = ({ type, person, sentAt }: Simulated) =>
    type === 'erasure' && person === one.person && sentAt < one.acceptedAt;
  return onlyReads(one.type) && !all.some(before);
}

describe.each([
  ['over a table', overTable, 240],
  ['in memory', inMemory, 1000],
])('the register %s', (_name, opening, numRuns) => {
  test('one request of a person works at a time, no request to read is overtaken, and all requests end', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async (drawn) => {
        const all = await simulate({ ...drawn, orderWaitSeconds: 3600, open: opening() });
        for (const one of all) if (mustBeRead(one, all)) expect(one.done).toHaveLength(3);
      }),
      { numRuns, endOnFailure: true },
    );
  });

  test('the same is true without a wait for searches when all requests name a common identifier', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ arriving: some, ...drawn }) => {
        const same = some.map((one) => ({ ...one, given: [...one.given, `${one.person} common`] }));
        const open = opening();
        const all = await simulate({ ...drawn, arriving: same, orderWaitSeconds: 0, open });
        for (const one of all) if (mustBeRead(one, all)) expect(one.done).toHaveLength(3);
      }),
      { numRuns: Math.floor(numRuns / 4), endOnFailure: true },
    );
  });
});
