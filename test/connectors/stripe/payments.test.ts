import stripe from '../../../src/connectors/stripe/connector.ts';
import { retainedOf } from '../../../src/domain/retention.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { RecordRef } from '../../../src/domain/match.ts';
import type { SystemAccess } from '../../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const begunAt = '2026-11-21T08:00:00Z';
const intent = { begunAt, repeated: false, since: null };

const open = (settings: object = {}) =>
  openSystem(fixture.sandbox, 'stripe', { settleSeconds: 0, redaction: false, ...settings });

async function customerWith(held: object, name: string) {
  const email = `${name}@payments.example`;
  const { person } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [email],
    in: { stripe: held },
  });
  const access = open();
  const { hits } = await access.find([
    { identifier: { kind: 'email', value: email }, trust: 'given', source: 'request' },
  ]);
  const records = hits.map(({ record }) => record);
  const traces = async () => (await fixture.control.traces(person)).map(({ what }) => what);
  return { records, traces };
}

async function lines(after: number) {
  return (await fixture.control.journal('stripe', after)).filter(({ effect }) => effect !== null);
}
const lastLine = async () => (await fixture.control.journal()).at(-1)?.seq ?? 0;

/** Repeats the redaction as the flow does, while the simulators' clock moves forward. */
async function redact(access: SystemAccess, record: RecordRef): Promise<number> {
  for (let turn = 0; turn < 10; turn += 1) {
    const answer = await access.erase(record, { ...intent, repeated: turn > 0 });
    if (answer.kind === 'done') return turn;
    await fixture.control.call('POST', 'clock', { advanceSeconds: 3 });
  }
  throw new Error('the job did not end');
}

test('a customer with a running subscription is not deleted, unless the settings allow it', async () => {
  const { records, traces } = await customerWith(
    { subscriptions: [{ status: 'past_due' }], cards: ['4242'] },
    'subscribed',
  );
  const [customer] = records;
  await expect(open().erase(customer!, intent)).rejects.toMatchObject({ code: 'refused' });
  expect(await open().verify(customer!, begunAt)).toMatchObject({ kind: 'present' });
  expect(await open({ endSubscriptions: true }).erase(customer!, intent)).toEqual({ kind: 'done' });
  expect(await open().verify(customer!, begunAt)).toMatchObject({ kind: 'gone' });
  expect(await traces()).toEqual(['subscription']);
});

test('payments keep the name of a deleted customer, and are exported and reported', async () => {
  const { records } = await customerWith(
    { charges: [{ ageDays: 200 }], invoices: [{ ageDays: 200, status: 'paid' }] },
    'kept',
  );
  expect(records.map(({ kind }) => kind)).toEqual(['customer', 'payments']);
  const [, payments] = records;
  const access = open();
  for (const record of records) await access.erase(record, intent);
  const counts = await access.export(payments!, sinkOf());
  expect(counts).toEqual({ charges: 1, payment_intents: 1, invoices: 1 });
  expect(await access.verify(payments!, begunAt)).toEqual({
    kind: 'gone',
    left: { payments: 3 },
    residuals: [{ what: 'payment-records', verdict: 'retained', until: null }],
  });
});

test('a rule keeps the payments by the name of their class, and leaves the customer to be erased', async () => {
  const { records } = await customerWith({ charges: [{ ageDays: 200 }] }, 'ruled');
  const system = systemIdOf('stripe');
  const rule = {
    ...{ system, what: 'payments', reason: 'tax-law', law: '§ 147 AO' },
    until: { after: 'P10Y' },
  };
  const keeping = { rules: [rule], receivedAt: begunAt, timeZone: 'Europe/Berlin', now: begunAt };
  const { classes = [] } = stripe;
  const { free, classes: kept } = retainedOf(records, { id: system, classes }, keeping);
  expect(free).toEqual(records.filter(({ kind }) => kind === 'customer'));
  expect(kept).toEqual([
    {
      ...{ what: 'payments', verdict: 'retained', reason: 'tax-law', law: '§ 147 AO' },
      until: '2036-11-21T22:59:59.999Z',
    },
  ]);
});

test('a redaction job removes the name from the payments, and runs once', async () => {
  const { records, traces } = await customerWith({ charges: [{ ageDays: 200 }] }, 'redacted');
  const access = open({ redaction: true });
  const [customer, payments] = records;
  await access.erase(customer!, intent);
  const before = await lastLine();
  expect(await redact(access, payments!)).toBeGreaterThan(1);
  // The job was created and run once, although the flow made several tries.
  expect((await lines(before)).map(({ effect }) => effect)).toEqual(['created', 'erased']);
  expect(await access.verify(payments!, begunAt)).toEqual({
    kind: 'gone',
    left: { payments: 0 },
    residuals: [],
  });
  expect(await traces()).toEqual([]);
  expect(await redact(access, payments!)).toBe(0);
});

test.each([
  ['a charge is younger than 90 days', { charges: [{ ageDays: 5 }] }, 'recent'],
  ['an invoice is open', { invoices: [{ status: 'open' }] }, 'open-invoice'],
  ['a dispute is open', { charges: [{ ageDays: 200, disputed: true }] }, 'disputed'],
])('payments keep the name while %s, although they may be redacted', async (_, held, name) => {
  const { records } = await customerWith(held, name);
  const access = open({ redaction: true });
  const [customer, payments] = records;
  await access.erase(customer!, intent);
  await redact(access, payments!);
  expect(await access.verify(payments!, begunAt)).toMatchObject({
    residuals: [{ what: 'payment-records', verdict: 'retained' }],
  });
});
