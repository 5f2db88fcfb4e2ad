import type { Hit, RecordRef } from '../../../src/domain/match.ts';
import type { SystemAccess } from '../../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
let access: SystemAccess;
beforeAll(async () => {
  fixture = await startFixture();
  access = openSystem(fixture.sandbox, 'mailchimp', { settleSeconds: 0 });
});
afterEach(() => fixture.control.clearFaults('mailchimp'));
afterAll(() => fixture.end());

const begunAt = '2026-11-28T00:00:00Z';
const intent = { begunAt, repeated: false, since: null };

/** Somebody who bought something and is in no audience. */
async function makeCustomer(name: string, orders: number, carts: number) {
  const email = `${name}@example.org`;
  const { person } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [email],
    in: {
      mailchimp: [
        {
          customer: {
            first_name: 'Kanarina',
            last_name: 'Vogelsang',
            orders: Array.from({ length: orders }, (_, index) => index),
            carts: Array.from({ length: carts }, (_, index) => index),
          },
        },
      ],
    },
  });
  const found: readonly Hit[] = (
    await access.find([
      { identifier: { kind: 'email', value: email }, trust: 'given', source: 'request' },
    ])
  ).hits;
  return { person, found, record: found[0]!.record };
}

const traces = async (person: string) =>
  Object.fromEntries(
    (await fixture.control.traces(person)).map(({ what, count }) => [what, count]),
  );

const leftOf = async (record: RecordRef) => {
  const answer = await access.verify(record, begunAt);
  return 'left' in answer ? { kind: answer.kind, left: answer.left } : answer;
};

test('a customer who is not in an audience is found, with a name to compare and without an id to follow', async () => {
  const { found } = await makeCustomer('only.customer', 1, 0);
  expect(found).toMatchObject([
    {
      record: { kind: 'customer', scope: 'store_nord' },
      join: 'address',
      in: 'store',
      name: { given: 'Kanarina', surname: 'Vogelsang' },
      preview: 'K… V…, o…@example.org',
    },
  ]);
  expect(found[0]?.reveals.map(({ trust }) => trust)).toEqual(['claimed']);
});

test('orders and carts are exported page by page, and nobody else’s', async () => {
  const { record } = await makeCustomer('many.orders', 1001, 3);
  await makeCustomer('other.carts', 2, 2);
  const written: Record<string, number> = {};
  const counts = await access.export(
    record,
    sinkOf({ write: (part) => Promise.resolve(void (written[part] = (written[part] ?? 0) + 1)) }),
  );
  expect(counts).toEqual({ customers: 1, orders: 1001, carts: 3 });
  expect(written).toEqual({ customer: 1, orders: 1001, carts: 3 });
});

test('an erasure removes the customer, the orders and the carts, and leaves those of others', async () => {
  const { person, record } = await makeCustomer('erased.customer', 3, 2);
  const other = await makeCustomer('kept.customer', 2, 1);
  await access.erase(record, intent);
  expect(await leftOf(record)).toEqual({
    kind: 'gone',
    left: { customers: 0, orders: 0, carts: 0 },
  });
  expect(await traces(person)).toEqual({});
  expect(await traces(other.person)).toEqual({ customer: 1, order: 2, cart: 1 });
});

test('an erasure that stopped halfway is noticed by the read-back, and continues', async () => {
  const { record } = await makeCustomer('half.erased', 3, 1);
  const gone = { method: 'DELETE', path: '/orders/' };
  await fixture.control.fault('mailchimp', { mode: 'reset', when: 'after', times: 1, match: gone });
  await expect(access.erase(record, intent)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await leftOf(record)).toEqual({
    kind: 'present',
    left: { customers: 1, orders: 2, carts: 1 },
  });
  await access.erase(record, { ...intent, repeated: true });
  expect(await leftOf(record)).toMatchObject({ kind: 'gone' });
});

test('a customer whose orders cannot be read is neither exported nor reported as gone', async () => {
  const { record } = await makeCustomer('unread.orders', 1, 1);
  const unread = { path: '/orders\\?' };
  await fixture.control.fault('mailchimp', { mode: 'status', status: 404, match: unread });
  await expect(access.export(record, sinkOf())).rejects.toMatchObject({ code: 'refused' });
  await expect(access.verify(record, begunAt)).rejects.toMatchObject({ code: 'refused' });
});
