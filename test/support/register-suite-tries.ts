import { theService, type NewFact } from '../../src/domain/fact.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { beginning, ending, systemLine } from './requests.ts';
import {
  checkJournals,
  testerOf,
  type OpenRegister,
  type RegisterTester,
} from './register-suite.ts';

/** The tests of tries and intents that every register must pass. */
export function testsOfTries(open: OpenRegister): void {
  let tester: RegisterTester;
  beforeEach(async () => {
    tester = await testerOf(open);
  });
  afterEach(() => checkJournals(tester));

  describe('a system that does not answer', () => {
    const hubspot = systemIdOf('hubspot');
    const tried = (attempt: number, at: string, nextAt: string): NewFact => ({
      ...{ at, kind: 'tried', actor: theService, system: hubspot, step: 'erase', attempt },
      ...{ outcome: 'later', code: 'unavailable', nextAt },
    });
    const [one, two, three] = ['10:31', '10:32', '10:40'].map(
      (time) => `2026-03-02T${time}:00.000Z`,
    ) as [string, string, string];
    const waiting = async (system: typeof hubspot | 'any') =>
      (await tester.register.list({ waiting: system, limit: 50 })).items.map(({ id }) => id);

    test('holds the request up, and lists find the request by it until it answers', async () => {
      const { register } = tester;
      const [first, other] = [await tester.accepted(), await tester.accepted()];
      await register.append(first.id, [tried(1, one, two)]);
      await register.append(first.id, [tried(2, two, three)]);
      await register.append(other.id, [
        { ...tried(1, one, two), system: systemIdOf('b2c-de') } as NewFact,
      ]);
      expect((await register.get(first.id))?.progress).toEqual([
        {
          ...{ system: 'hubspot', step: 'erase', since: one, attempts: 2, code: 'unavailable' },
          ...{ nextAt: three, waitingFor: 'system' },
        },
      ]);
      expect(await waiting(hubspot)).toEqual([first.id]);
      expect(await waiting('any')).toEqual([other.id, first.id].sort().toReversed());
      await register.recordSystem(first.id, systemLine('hubspot', { verdict: 'erased' }));
      expect(await waiting(hubspot)).toEqual([]);
      await register.end(other.id, ending());
      expect(await waiting('any')).toEqual([]);
    });

    test('is written once for each try, however often the step is repeated', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const again = tester.anotherProcess().register;
      await register.append(id, [tried(1, one, two)]);
      await again.append(id, [tried(1, `${one.slice(0, -4)}500Z`, two)]);
      await again.appendUnlisted(id, [tried(1, `${one.slice(0, -4)}700Z`, two)]);
      await register.append(id, [tried(2, two, three)]);
      const { facts } = (await register.journal(id, true)) ?? { facts: [] };
      expect(facts.map(({ kind }) => kind)).toEqual(['received', 'tried', 'tried']);
    });

    test('loses no try when several processes write at once', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const processes = [register, tester.anotherProcess().register];
      await Promise.all(
        Array.from({ length: 12 }, (_, at) => {
          const system = systemIdOf(`system-${at}`);
          const fact = { ...tried(1, one, two), system } as NewFact;
          const process = processes[at % 2] ?? register;
          return at % 3 === 0 ? process.appendUnlisted(id, [fact]) : process.append(id, [fact]);
        }),
      );
      expect((await register.journal(id, true))?.facts).toHaveLength(13);
      expect((await register.get(id))?.progress).toHaveLength(12);
    });
  });

  describe('intents', () => {
    test('the first try is distinguished from later tries, in this process and in others', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const [first, later] = ['2026-03-02T10:00:00.000Z', '2026-03-02T10:05:00.000Z'];
      const hubspot = systemIdOf('hubspot');
      const name = 'erase:contact/51?#';
      const begun = { begunAt: first, repeated: false };
      expect(await register.writeIntent(id, hubspot, name, first, beginning('hubspot'))).toEqual(
        begun,
      );
      await register.markIntent(id, hubspot, name, 'wasEnabled');
      const again = { begunAt: first, repeated: true };
      expect(await register.writeIntent(id, hubspot, name, later, beginning('hubspot'))).toEqual(
        again,
      );
      const elsewhere = tester.anotherProcess().register;
      expect(await elsewhere.writeIntent(id, hubspot, name, later, beginning('hubspot'))).toEqual(
        again,
      );
      await register.writeIntent(id, systemIdOf('b2c-de'), 'hold-0', later, beginning('b2c-de'));
      const intents = [...(await register.intentsOf(id))];
      expect(intents.sort((a, b) => (a.system < b.system ? -1 : 1))).toEqual([
        { system: 'b2c-de', name: 'hold-0', begunAt: later, state: null },
        { system: 'hubspot', name, begunAt: first, state: 'wasEnabled' },
      ]);
      const { facts } = (await register.journal(id, true)) ?? { facts: [] };
      expect(facts.map(({ kind }) => kind)).toEqual(['received', 'began', 'began']);
    });
  });
}
