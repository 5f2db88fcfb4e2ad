import { systemIdOf } from '../../src/domain/system.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import { hasDescriptions, readDescription } from '../local/sandbox/support/api-description.ts';
import { sinkOf } from '../support/export-sink.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import type { InventedPerson } from './connector-example.ts';
import { requestChecker } from './described-requests.ts';
import azureAdB2c from './examples/azure-ad-b2c.ts';
import hubspot from './examples/hubspot.ts';
import mailchimp from './examples/mailchimp.ts';
import { openSystem } from './open-system.ts';
import { recordTraffic } from './recorded-traffic.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

const everything = ({ accounts, emails, phones, records }: InventedPerson): Identifier[] => [
  ...accounts.map(
    ({ system, objectId }) => ({ kind: 'account', system: systemIdOf(system), objectId }) as const,
  ),
  ...records.map(({ system, id }) => ({ kind: 'record', system: systemIdOf(system), id }) as const),
  ...emails.map((value) => ({ kind: 'email', value }) as const),
  ...phones.map((value) => ({ kind: 'phone', value }) as const),
  { kind: 'userName', system: systemIdOf('b2c-de'), value: "o'neil@nordlichtde.onmicrosoft.com" },
  { kind: 'federated', issuer: 'google.com', value: '4711' },
];

/** Graph's paths may cast a collection to a type. The description holds only the path of the collection. */
const withoutCast = (target: string) => target.replace('/microsoft.graph.directoryRole', '');

const cases = [
  { example: hubspot, description: 'hubspot', prefix: '', beside: null },
  // The stored description of Mailchimp has no stores.
  {
    example: mailchimp,
    description: 'mailchimp',
    prefix: '/3.0',
    beside: /^\/3\.0\/ecommerce\//,
  },
  {
    example: azureAdB2c,
    description: 'graph-v1',
    prefix: '',
    // The stored part of the description of v1.0 holds neither Identity Protection nor the beta.
    beside: /^\/(beta|v1\.0\/identityProtection)\//,
  },
];

(hasDescriptions ? describe : describe.skip)('by the vendor’s own description', () => {
  test.each(cases)('every request of $description is right, and every answer', async (given) => {
    const { example, description, prefix, beside } = given;
    const person = await fixture.control.make(example.paged.person('8001'));
    const known: KnownIdentifier[] = everything(person).map((identifier) => ({
      identifier,
      trust: 'given',
      source: 'request',
    }));
    const access = openSystem(fixture.sandbox, example.system, { settleSeconds: 0 });
    const traffic = await recordTraffic(async () => {
      await access.probe();
      const { hits } = await access.find(known);
      const [hit] = hits;
      if (!hit) throw new Error('nobody was found');
      const { record } = hit;
      const begunAt = '2026-01-01T00:00:00Z';
      await access.export(record, sinkOf());
      await access.hold?.(record, { begunAt, repeated: false, since: null }, () =>
        Promise.resolve(),
      );
      await access.release?.(record, true);
      for (const repeated of [false, true])
        await access.erase(record, { begunAt, repeated, since: null });
      const answer = await access.verify(record, begunAt, everything(person));
      expect(answer.kind).toBe('gone');
    });
    const checkRequest = requestChecker(description, prefix);
    const answers = readDescription(description, prefix);
    const problems = traffic
      .filter(({ target }) => beside?.test(target) !== true)
      .map((each) => ({ ...each, target: withoutCast(each.target) }))
      .flatMap((each) => [
        checkRequest(each),
        answers.problemsOf(each.method, each.target, each.status, each.received),
      ]);
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
    expect(traffic.length).toBeGreaterThan(10);
  });
});
