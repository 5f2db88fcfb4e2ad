import { simulatedConnectors as connectors } from './simulated-connectors.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import { lookUpKind } from '../../src/domain/look-up-kind.ts';
import { completedRecord, settlementWithoutMatch } from '../../src/domain/judge-search.ts';
import type { LookUp } from '../../src/domain/search-record.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { TurnLater } from '../../src/domain/turn-later.ts';
import type { FindAnswer, SystemAccess } from '../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import type { LookUpCall } from './connector-example.ts';
import { exampleOf } from './example-of.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const given = (identifiers: readonly Identifier[]): KnownIdentifier[] =>
  identifiers.map((identifier) => ({ identifier, trust: 'given', source: 'request' }));

const faults = [
  { mode: 'status', status: 400 },
  { mode: 'status', status: 403 },
  { mode: 'status', status: 404 },
  { mode: 'status', status: 429, retryAfter: 900 },
  { mode: 'status', status: 500 },
  { mode: 'html', status: 200 },
  { mode: 'html', status: 404 },
  { mode: 'truncate' },
] as const;

describe.each(connectors.map(({ name }) => name))('%s', (name) => {
  const example = exampleOf(name);
  const { system, nobody, lookUps } = example;
  const open = (settings: object = {}) =>
    openSystem(fixture.sandbox, system, { ...example.settings, ...settings });

  afterEach(() => fixture.control.clearFaults(system));

  test('records every look-up that it declares, and no other', async () => {
    const access = open();
    const { hits, searched, notSearched } = await access.find(given(nobody));
    expect(hits).toEqual([]);
    expect(notSearched.filter(({ why }) => why !== 'not-offered')).toEqual([]);
    const words = (list: SystemAccess['lookUps']) => list.map((one) => `${one.by} in ${one.in}`);
    const declared = words(access.lookUps);
    for (const word of words(searched)) expect(declared).toContain(word);
    const kinds = (list: SystemAccess['lookUps']) => [...new Set(list.map(({ by }) => by))].sort();
    expect(kinds(searched)).toEqual(kinds(access.lookUps));
  });

  test.each(nobody)(
    'is searched by $kind only when it was asked by this kind',
    async (identifier) => {
      const { searched } = await open().find(given([identifier]));
      expect(new Set(searched.map(({ by }) => by))).toEqual(new Set([lookUpKind(identifier)]));
    },
  );

  /** The verdict of a system whose search came to an end; `failed` when it did not. Nothing of the unknown person can be found. */
  async function verdictOf(access: SystemAccess): Promise<string> {
    let answer: FindAnswer;
    try {
      answer = await access.find(given(nobody));
    } catch (error) {
      if (error instanceof SystemFailure || error instanceof TurnLater) return 'failed';
      throw error;
    }
    expect(answer.hits).toEqual([]);
    expectNothingLost(access, answer);
    const whole = completedRecord(answer, access.lookUps, []);
    return settlementWithoutMatch({ leads: 0 }, whole).verdict;
  }

  /** What was not searched is told: each look-up that the system declares was answered, or stands among what was not searched. */
  function expectNothingLost({ lookUps: declared }: SystemAccess, answer: FindAnswer): void {
    const { searched, notSearched } = answer;
    const isTold = (one: LookUp) =>
      searched.some(({ by, in: place }) => by === one.by && place === one.in) ||
      notSearched.some(({ what }) =>
        one.in === 'live' ? what.startsWith(`${one.by}-in-`) : what === `${one.by}-in-${one.in}`,
      );
    expect(declared.filter((one) => !isTold(one))).toEqual([]);
  }

  describe.each(lookUps)('$title', ({ method, path: pattern, byId, settings }: LookUpCall) => {
    test('is made for an unknown person', async () => {
      const match = { method, path: pattern };
      await fixture.control.fault(system, { mode: 'status', status: 418, match });
      expect(await verdictOf(open(settings))).not.toBe('absent');
    });

    test.each(faults)('refused with %j never ends as absent', async (fault) => {
      await fixture.control.fault(system, { ...fault, match: { method, path: pattern } });
      const isMissing = byId === true && fault.mode === 'status' && fault.status === 404;
      const refused = fault.mode === 'status' && [400, 404].includes(fault.status);
      expect(await verdictOf(open(settings))).toBe(
        isMissing ? 'absent' : refused ? 'unsearched' : 'failed',
      );
    });
  });
});
