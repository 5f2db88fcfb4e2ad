import { systemIdOf, type SystemId } from '../../src/domain/system.ts';
import type { Identifier } from '../../src/domain/identifier.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const systems = [
  'b2c-de',
  'hubspot',
  'intercom',
  'loyalty',
  'mailchimp',
  'orders',
  'stripe',
  'zendesk',
];

const hostile = [
  '..',
  '../../lists',
  'a1b2c3d4e5/..',
  '%2e%2e%2f',
  "' or 1 eq 1 or mail eq '",
  "x') or startswith(mail,'a",
  'a?$select=id#x',
  '\ud800broken',
  'ünï@exämple.org',
  '\u0000',
  'x'.repeat(5000),
];

const identifiersOf = (value: string, system: SystemId): Identifier[] => [
  { kind: 'record', system, id: value },
  { kind: 'account', system, objectId: value },
  { kind: 'userName', system, value },
  { kind: 'federated', issuer: value, value },
  { kind: 'email', value },
  { kind: 'phone', value },
];

test.each(hostile)('no connector finds anybody or fails with %j', async (value) => {
  for (const system of systems.map(systemIdOf)) {
    const before = (await fixture.control.journal()).at(-1)?.seq ?? 0;
    const known = identifiersOf(value, system).map(
      (identifier) => ({ identifier, trust: 'given', source: 'request' }) as const,
    );
    const { hits } = await openSystem(fixture.sandbox, system).find(known);
    expect([system, hits]).toEqual([system, []]);
    const lines = await fixture.control.journal(system, before);
    // No hostile text got into a path.
    for (const { path } of lines) expect(path).not.toMatch(/\.\.|%2e|lists\/?$(?<!3\.0\/lists)/i);
  }
});
