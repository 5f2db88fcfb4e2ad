import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import {
  call,
  createMemoryIntake,
  type Answer,
  type MemoryIntake,
  type Sent,
} from '../../support/memory-intake.ts';
import { ending } from '../../support/requests.ts';

const objectId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';

const account = { tenant: 'b2c-de', objectId };

const body = {
  type: 'erasure',
  subject: { accounts: [account], emails: ["o'hara+x@example.org"] },
  reference: 'CASE-4711',
};

let intake: MemoryIntake;

beforeEach(() => {
  intake = createMemoryIntake();
});

function post(sent: Omit<Sent, 'method'>): Promise<Answer> {
  return call(requestsRoute(intake), intake, { method: 'POST', body, ...sent });
}

describe('the idempotency key', () => {
  const key = (value: string, more: Record<string, string> = {}) => ({
    headers: { 'idempotency-key': value, ...more },
  });
  const reordered = { reference: body.reference, subject: body.subject, type: body.type };

  test('repeats the first answer, with or without quotes and with the fields in any order', async () => {
    const first = await post(key('one"two'));
    await intake.register.update(first.json().id, { state: 'running' });
    const again = await post({ ...key('"one\\"two"'), body: reordered });
    expect(again.status).toBe(202);
    expect(again.json()).toEqual(first.json());
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(intake.register.requests()).toHaveLength(1);
    expect(intake.sealed.names()).toEqual([]);
    expect(intake.flows.started.size).toBe(1);
  });

  test('is refused with another body, even if only the subject differs', async () => {
    await post(key('k'));
    const answer = await post({ ...key('k'), body: { ...body, subject: { accounts: [account] } } });
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'idempotency-key-reused' });
    expect(intake.register.requests()).toHaveLength(1);
    expect(intake.sealed.names()).toEqual([]);
  });

  test('may be used by two callers for different requests', async () => {
    await post(key('k', { 'x-functions-key': 'one' }));
    const other = await post({
      ...key('k', { 'x-functions-key': 'two' }),
      body: { ...body, type: 'access' },
    });
    expect(other.status).toBe(202);
    expect(intake.register.requests()).toHaveLength(2);
  });
});

describe('an equal open request', () => {
  test('is answered 200 with that request', async () => {
    const first = (await post({})).json();
    await intake.register.update(first.id, { state: 'running' });
    const again = await post({});
    expect(again.status).toBe(200);
    expect(again.json()).toEqual({ ...first, state: 'running' });
    expect(intake.register.requests()).toHaveLength(1);
  });

  test('with an idempotency key gets the same answer again, even after the request ended', async () => {
    await post({});
    const withKey = { headers: { 'idempotency-key': 'k' } };
    const first = await post(withKey);
    const { id } = first.json();
    await intake.register.end(id, ending());
    const again = await post(withKey);
    expect(again.status).toBe(200);
    expect(again.json()).toEqual(first.json());
  });

  test('may list the same identifiers in another order and spelling', async () => {
    const emails = ['ada@exämple.org', 'b@example.org'];
    await post({ body: { type: 'erasure', subject: { emails } } });
    const shuffled = ['B@example.org', 'Ada@xn--exmple-cua.org', 'ada@exa\u0308mple.org'];
    expect((await post({ body: { type: 'erasure', subject: { emails: shuffled } } })).status).toBe(
      200,
    );
  });

  test.each([
    ['type', { type: 'access' }],
    ['subject', { subject: { accounts: [account] } }],
    ['reference', { reference: 'CASE-2' }],
    ['callback', { callbackUrl: 'https://portal.example.org/' }],
  ])('is not found when the %s differs', async (_name, change) => {
    await post({});
    expect((await post({ body: { ...body, ...change } })).status).toBe(202);
    expect(intake.register.requests()).toHaveLength(2);
  });

  test('is not found for another caller', async () => {
    await post({});
    expect((await post({ headers: { 'x-functions-key': 'key' } })).status).toBe(202);
  });
});
