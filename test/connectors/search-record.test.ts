import path from 'node:path';
import { connectors } from '../../src/connectors/catalogue.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import { lookUpKind } from '../../src/domain/look-up-kind.ts';
import { wasRefused } from '../../src/domain/search-record.ts';
import type { FindAnswer, SystemAccess } from '../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import type { ConnectorExample, LookUpCall } from './connector-example.ts';
import { openSystem } from './open-system.ts';

const examples = path.join(__dirname, 'examples');
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
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
  { mode: 'truncate' },
] as const;

describe.each(connectors.map(({ name }) => name))('%s', (name) => {
  const file = path.join(examples, `${name}.ts`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the example's name is the connector's
  const { default: example } = require(file) as { default: ConnectorExample };
  const { system, nobody, lookUps } = example;
  const open = (settings: object = {}) =>
    openSystem(fixture.sandbox, system, { ...example.settings, ...settings });

  afterEach(() => fixture.control.clearFaults(system));

  test('records every look-up, each one that it declares and no other', async () => {
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

  test.each(nobody)('is searched by $kind only when it is asked by it', async (identifier) => {
    const { searched } = await open().find(given([identifier]));
    expect(new Set(searched.map(({ by }) => by))).toEqual(new Set([lookUpKind(identifier)]));
  });

  const isAnswered = (answer: FindAnswer) => !wasRefused(answer) && answer.searched.length > 0;

  describe.each(lookUps)('$title', ({ method, path: pattern, byId, settings }: LookUpCall) => {
    test('is made for an unknown person', async () => {
      const match = { method, path: pattern };
      await fixture.control.fault(system, { mode: 'status', status: 418, match });
      const answer = await open(settings)
        .find(given(nobody))
        .then(isAnswered, () => false);
      expect(answer).toBe(false);
    });

    test.each(faults)('refused with %j is never taken for "nothing there"', async (fault) => {
      await fixture.control.fault(system, { ...fault, match: { method, path: pattern } });
      const answer = await open(settings)
        .find(given(nobody))
        .then(isAnswered, () => false);
      expect(answer).toBe(byId === true && fault.mode === 'status' && fault.status === 404);
    });
  });
});
