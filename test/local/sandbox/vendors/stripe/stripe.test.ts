import { stripeKey } from '../../../../../local/sandbox/vendors/stripe/stripe-object.ts';
import { readDescription } from '../../support/api-description.ts';
import { objectIdIn, startFixture, type Fixture } from '../../support/sandbox-fixture.ts';
import { vendorClient, type VendorCall } from '../../support/vendor-client.ts';

let fixture: Fixture;
let stripe: VendorCall;
const description = readDescription('stripe');
const problems: string[] = [];

beforeAll(async () => {
  fixture = await startFixture(300, 'all');
  const call = vendorClient(() => fixture.sandbox.systems['stripe'] ?? '', `Bearer ${stripeKey}`, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  // Every answer that Stripe's description knows is checked against it.
  stripe = async (method, path, body) => {
    const answer = await call(method, path, body);
    if (!path.startsWith('/v1/privacy/')) {
      const problem = description.problemsOf(method, path, answer.status, answer.body);
      if (problem !== null) problems.push(problem);
    }
    return answer;
  };
});
afterAll(() => fixture.end());
afterEach(() => {
  expect(problems.splice(0)).toEqual([]);
});

interface List {
  data: { id: string; [name: string]: unknown }[];
  has_more: boolean;
  next_page?: string | null;
}
const list = async (path: string) => (await stripe('GET', path)).body as List;
const ids = async (path: string) => (await list(path)).data.map(({ id }) => id);
const pass = (seconds: number) =>
  fixture.control.call('POST', 'clock', { advanceSeconds: seconds });
const search = (query: string) => `/v1/customers/search?query=${encodeURIComponent(query)}`;

async function make(place: object, email = 'stripe.kunde@example.org') {
  const person = await fixture.control.make({
    displayName: 'Stripe Kunde',
    emails: [email],
    in: { stripe: place },
  });
  return { person: person.person, id: person.records[0]!.id };
}
const traces = async (person: string) =>
  (await fixture.control.traces(person)).map(({ what }) => what).sort();

describe('finding a customer', () => {
  it('by e-mail compares with case; by metadata the search index answers', async () => {
    const [person] = await fixture.control.byTrait('email-in-capitals');
    const [email, oid] = [person!.emails[0]!, objectIdIn(person!, 'b2c-de')];
    const { id } = person!.records[0]!;
    expect(await ids(`/v1/customers?email=${email}`)).toEqual([]);
    expect(await ids(`/v1/customers?email=${email.toUpperCase()}`)).toEqual([id]);
    expect(await ids(search(`metadata['b2c_oid']:'${oid}'`))).toEqual([id]);
    expect(await ids(search(`email:"${email}"`))).toEqual([id]);
    expect(await ids(search(`name~"Versal" AND -email:"x@example.org"`))).toEqual([id]);
  });

  it('finds two customers with one address', async () => {
    const [person] = await fixture.control.byTrait('two-customers');
    expect((await ids(`/v1/customers?email=${person!.emails[0]!}`)).sort()).toEqual(
      person!.records.map(({ id }) => id).sort(),
    );
  });

  it('finds a new customer in the search only after the index has it', async () => {
    const { id } = await make({ metadata: { b2c_oid: 'lag-1' } }, 'lag@example.org');
    const query = search("metadata['b2c_oid']:'lag-1'");
    await fixture.control.fault('stripe', { mode: 'lag', reads: { list: 60_000 } });
    await stripe('DELETE', `/v1/customers/${id}`);
    expect(await ids(query)).toEqual([id]);
    await pass(60);
    expect(await ids(query)).toEqual([]);
    await fixture.control.clearFaults('stripe');
  });

  it.each([
    ['a query it cannot read', search('email is x'), 400],
    ['a field it does not search', search("city:'Berlin'"), 400],
    ['AND with OR', search("email:'a' AND name:'b' OR phone:'c'"), 400],
    ['too large a page', '/v1/customers?limit=101', 400],
    ['an unknown customer', '/v1/customers/cus_unknown', 404],
  ])('refuses %s', async (_what, path, status) => {
    const answer = await stripe('GET', path);
    expect(answer).toMatchObject({ status, body: { error: { type: 'invalid_request_error' } } });
  });

  it('pages with starting_after, newest first', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await list(`/v1/customers?limit=40${after}`);
      seen.push(...page.data.map(({ id }) => id));
      if (!page.has_more) break;
      after = `&starting_after=${seen.at(-1)!}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(100);
  });
});

describe('deleting a customer', () => {
  it('ends the subscriptions, keeps charges and invoices, and is still answered', async () => {
    const { person, id } = await make({
      subscriptions: [{ status: 'active' }],
      charges: [{ amount: 500, ageDays: 100 }],
      invoices: [{ amount: 500, ageDays: 100, status: 'paid' }],
      cards: ['4242'],
      taxIds: ['DE123456789'],
    });
    expect(await ids(`/v1/customers/${id}/payment_methods`)).toHaveLength(1);
    expect(await ids(`/v1/customers/${id}/tax_ids`)).toHaveLength(1);
    expect(await ids(`/v1/subscriptions?customer=${id}`)).toHaveLength(1);
    const deleted = { id, object: 'customer', deleted: true };
    expect(await stripe('DELETE', `/v1/customers/${id}`)).toMatchObject({
      status: 200,
      body: deleted,
    });
    expect((await stripe('GET', `/v1/customers/${id}`)).body).toEqual(deleted);
    expect((await stripe('DELETE', `/v1/customers/${id}`)).status).toBe(404);
    expect(await ids(`/v1/subscriptions?customer=${id}`)).toEqual([]);
    expect((await list(`/v1/subscriptions?customer=${id}&status=all`)).data).toMatchObject([
      { status: 'canceled' },
    ]);
    expect((await list(`/v1/charges?customer=${id}`)).data).toMatchObject([
      { billing_details: { name: 'Stripe Kunde' } },
    ]);
    expect((await list(`/v1/invoices?customer=${id}`)).data).toMatchObject([
      { customer_email: 'stripe.kunde@example.org' },
    ]);
    expect(await ids(`/v1/payment_intents?customer=${id}`)).toHaveLength(1);
    expect(await traces(person)).toEqual(['charge', 'invoice', 'payment_intent', 'subscription']);
  });
});

describe('a redaction job', () => {
  const jobs = '/v1/privacy/redaction_jobs';
  const create = async (id: string) =>
    (await stripe('POST', jobs, `objects[customers][]=${id}`)).body as { id: string };
  const statusOf = async (job: string) =>
    ((await stripe('GET', `${jobs}/${job}`)).body as { status: string }).status;

  it('validates, runs, and leaves nothing of the person', async () => {
    const { person, id } = await make({ charges: [{ amount: 500, ageDays: 100 }] });
    await stripe('DELETE', `/v1/customers/${id}`);
    const { id: job } = await create(id);
    expect(await statusOf(job)).toBe('validating');
    expect((await stripe('POST', `${jobs}/${job}/run`)).status).toBe(400);
    await pass(2);
    expect(await statusOf(job)).toBe('ready');
    await stripe('POST', `${jobs}/${job}/run`);
    expect(await statusOf(job)).toBe('redacting');
    await pass(2);
    expect(await statusOf(job)).toBe('succeeded');
    expect((await list(`/v1/charges?customer=${id}`)).data).toMatchObject([
      { billing_details: { name: null, email: null }, receipt_email: null },
    ]);
    expect(await traces(person)).toEqual([]);
  });

  it.each([
    ['an active subscription', { subscriptions: [{ status: 'active' }] }, 'subscription'],
    ['an open invoice', { invoices: [{ ageDays: 100, status: 'open' }] }, 'invoice'],
    ['a disputed charge', { charges: [{ ageDays: 100, disputed: true }] }, 'charge'],
    ['a charge of the last 90 days', { charges: [{ ageDays: 10 }] }, 'charge'],
  ])('fails for %s, and says for which object', async (_what, place, type) => {
    const { id } = await make(place);
    const { id: job } = await create(id);
    await pass(2);
    expect(await statusOf(job)).toBe('failed');
    expect((await list(`${jobs}/${job}/validation_errors`)).data).toMatchObject([
      { code: 'invalid_state', erroring_object: { object_type: type } },
    ]);
    expect((await stripe('POST', `${jobs}/${job}/run`)).status).toBe(400);
    await stripe('POST', `${jobs}/${job}/cancel`);
    expect(await statusOf(job)).toBe('canceled');
  });

  it('is made once for one Idempotency-Key', async () => {
    const { id } = await make({});
    const post = (body: string) =>
      fetch(`${fixture.sandbox.systems['stripe'] ?? ''}${jobs}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${stripeKey}`, 'idempotency-key': `key ${id}` },
        body,
      });
    const [first, second] = [
      await post(`objects[customers][]=${id}`),
      await post(`objects[customers][]=${id}`),
    ];
    expect(await second.json()).toEqual(await first.json());
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await post('objects[customers][]=cus_other')).status).toBe(400);
  });
});

it('refuses a wrong key, and too many calls', async () => {
  const wrong = await fetch(`${fixture.sandbox.systems['stripe'] ?? ''}/v1/customers`, {
    headers: { authorization: 'Bearer rk_wrong' },
  });
  expect(wrong.status).toBe(401);
  await fixture.control.call('PUT', 'systems/stripe/quota', { requestsPer10Seconds: 1 });
  await stripe('GET', '/v1/customers?limit=1');
  expect(await stripe('GET', '/v1/customers?limit=1')).toMatchObject({
    status: 429,
    body: { error: { code: 'rate_limit' } },
  });
  await fixture.control.call('DELETE', 'systems/stripe/quota');
});
