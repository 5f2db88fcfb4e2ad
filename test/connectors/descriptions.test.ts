import { systemIdOf } from '../../src/domain/system.ts';
import type { RecordRef } from '../../src/domain/match.ts';
import type { SystemAccess } from '../../src/ports/system-access.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import { readDescription } from '../local/sandbox/support/api-description.ts';
import { sinkOf } from '../support/export-sink.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import type { ConnectorExample, InventedPerson, PersonOrder } from './connector-example.ts';
import { requestChecker } from './described-requests.ts';
import azureAdB2c from './examples/azure-ad-b2c.ts';
import hubspot from './examples/hubspot.ts';
import mailchimp from './examples/mailchimp.ts';
import stripe from './examples/stripe.ts';
import { openSystem } from './open-system.ts';
import { recordTraffic } from './recorded-traffic.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
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

/** Everything that the flow does with a record. */
async function visit(access: SystemAccess, record: RecordRef, person: InventedPerson) {
  const begunAt = '2026-01-01T00:00:00Z';
  const intent = { begunAt, repeated: false, since: null };
  await access.export(record, sinkOf());
  await access.hold?.(record, intent, () => Promise.resolve());
  await access.release?.(record, true);
  for (const repeated of [false, true]) await access.erase(record, { ...intent, repeated });
  expect(await access.verify(record, begunAt, everything(person))).toMatchObject({ kind: 'gone' });
}

interface Case {
  readonly example: ConnectorExample;
  readonly description: string;
  readonly prefix?: string;
  /** Paths that the stored part of the description does not have. */
  readonly beside?: RegExp;
  /** The description names all fields of its objects. */
  readonly closed?: boolean;
  readonly person?: PersonOrder;
  /** Operations that must be among the calls, so that they are surely compared. */
  readonly calls: readonly string[];
}

const cases: readonly Case[] = [
  {
    example: hubspot,
    description: 'hubspot',
    closed: true,
    calls: [
      'POST /crm/objects/2026-03/contacts/search',
      'POST /crm/objects/2026-03/contacts/batch/read',
      'POST /crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/read',
      'POST /crm/objects/2026-03/{objectType}/batch/read',
      'POST /crm/objects/2026-03/contacts/gdpr-delete',
    ],
  },
  {
    example: mailchimp,
    description: 'mailchimp',
    prefix: '/3.0',
    closed: true,
    calls: [
      'POST /lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent',
      'GET /ecommerce/stores',
      'GET /ecommerce/stores/{store_id}/customers',
      'GET /ecommerce/stores/{store_id}/customers/{customer_id}',
      'GET /ecommerce/stores/{store_id}/orders',
      'GET /ecommerce/stores/{store_id}/carts',
      'DELETE /ecommerce/stores/{store_id}/orders/{order_id}',
      'DELETE /ecommerce/stores/{store_id}/carts/{cart_id}',
      'DELETE /ecommerce/stores/{store_id}/customers/{customer_id}',
    ],
    // A member of an audience, who is a customer of a shop too.
    person: (unique) => ({
      ...mailchimp.paged.person(unique),
      in: {
        mailchimp: [
          ...[mailchimp.paged.person(unique).in['mailchimp']],
          { customer: { first_name: 'Ada', orders: [20, 30], carts: [5] } },
        ],
      },
    }),
  },
  {
    example: stripe,
    description: 'stripe',
    // Redaction jobs are in preview, so the published description does not have them.
    beside: /^\/v1\/privacy\//,
    calls: [
      'GET /v1/customers',
      'GET /v1/customers/search',
      'GET /v1/customers/{customer}',
      'DELETE /v1/customers/{customer}',
      'GET /v1/customers/{customer}/payment_methods',
      'GET /v1/customers/{customer}/tax_ids',
      'GET /v1/charges',
      'GET /v1/invoices',
      'GET /v1/payment_intents',
      'GET /v1/subscriptions',
    ],
    person: (unique) => ({
      ...stripe.paged.person(unique),
      in: { stripe: { taxIds: ['DE123456789'], charges: [{}], invoices: [{ status: 'paid' }] } },
    }),
  },
  {
    example: azureAdB2c,
    calls: [
      'GET /v1.0/auditLogs/directoryAudits',
      'POST /v1.0/users/{user-id}/revokeSignInSessions',
    ],
    description: 'graph-v1',
    // Neither Identity Protection nor the beta.
    beside: /^\/(beta|v1\.0\/identityProtection)\//,
  },
];

describe('by the vendor’s own description', () => {
  test.each(cases)('every request of $description is right, and every answer', async (given) => {
    const { example, description, prefix = '', beside, closed, calls } = given;
    const order = given.person ?? example.paged.person;
    const person = await fixture.control.make(order('8001'));
    const known: KnownIdentifier[] = everything(person).map((identifier) => ({
      identifier,
      trust: 'given',
      source: 'request',
    }));
    const access = openSystem(fixture.sandbox, example.system, { settleSeconds: 0 });
    const traffic = await recordTraffic(async () => {
      await access.probe();
      const { hits } = await access.find(known);
      expect(hits).not.toEqual([]);
      for (const { record } of hits) await visit(access, record, person);
    });
    const checkRequest = requestChecker(description, prefix);
    const answers = readDescription(description, prefix, { closed });
    const problems = traffic
      .filter(({ target }) => beside?.test(target) !== true)
      .map((each) => ({ ...each, target: withoutCast(each.target) }))
      .flatMap((each) => [
        checkRequest(each),
        answers.problemsOf(each.method, each.target, each.status, each.received),
      ]);
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
    expect([...answers.checked]).toEqual(expect.arrayContaining([...calls]));
  });
});
