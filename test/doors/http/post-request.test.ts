import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import { refusing } from '../../../src/doors/http/route.ts';
import { KeysDiffer } from '../../../src/ports/keys-differ.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import {
  call,
  createMemoryIntake,
  germanTenantId,
  strictPolicy,
  type Answer,
  type MemoryIntake,
  type Sent,
} from '../../support/memory-intake.ts';

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

describe('a good request', () => {
  test('is answered 202 and registered, sealed and started', async () => {
    const answer = await post({});
    expect(answer.status).toBe(202);
    const receipt = answer.json();
    expect(receipt).toEqual({
      id: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/) as string,
      type: 'erasure',
      state: 'received',
      reference: 'CASE-4711',
      receivedAt: '2026-03-02T10:00:00.000Z',
      dueAt: '2026-04-02T21:59:59.999Z',
      links: { self: `/api/requests/${receipt.id}` },
    });
    expect(answer.headers.get('location')).toBe(`/api/requests/${receipt.id}`);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(intake.flows.started).toEqual(new Map([[receipt.id, '1']]));
    expect(await intake.keys.read(receipt.id, 'dossier')).toMatchObject({
      requestId: receipt.id,
      findings: {},
      asked: {},
    });
  });

  test('keeps all kinds of identifiers, trimmed, in NFC and without duplicates', async () => {
    const { id } = (
      await post({
        body: {
          type: 'access',
          subject: {
            accounts: [{ tenant: germanTenantId.toUpperCase(), objectId: objectId.toUpperCase() }],
            identities: [
              {
                signInType: 'emailAddress',
                issuer: 'kunden.example.de',
                issuerAssignedId: 'a@b.de',
              },
              { signInType: 'userName', issuer: 'b2c-fr', issuerAssignedId: 'ada' },
              { signInType: 'phoneNumber', issuerAssignedId: '+4930123456' },
              { signInType: 'federated', issuer: 'google.com', issuerAssignedId: '108' },
              { signInType: 'emailAddress2', issuerAssignedId: 'second@b.de' },
              { signInType: 'customerId', issuer: 'b2c-de', issuerAssignedId: ' 4711 ' },
              { signInType: 'userPrincipalName', issuer: 'b2c-de', issuerAssignedId: 'ada@kunden' },
            ],
            emails: ['A@b.de', ' ada@exa\u0308mple.org ', 'ada@xn--exmple-cua.org'],
            phones: [' +33600000001'],
            externalIds: [
              { system: 'hubspot', id: '51 ' },
              { system: 'b2c-fr', id: objectId.toUpperCase() },
            ],
          },
        },
      })
    ).json();
    const { identifiers } = (await intake.keys.read(id, 'dossier')) as {
      identifiers: { identifier: unknown; trust: string; source: string }[];
    };
    expect(identifiers.map(({ identifier }) => identifier)).toEqual([
      { kind: 'account', system: 'b2c-de', objectId },
      { kind: 'email', value: 'a@b.de' },
      { kind: 'userName', system: 'b2c-fr', value: 'ada' },
      { kind: 'phone', value: '+4930123456' },
      { kind: 'federated', issuer: 'google.com', value: '108' },
      { kind: 'email', value: 'second@b.de' },
      { kind: 'userName', system: 'b2c-de', value: '4711', signInType: 'customerId' },
      { kind: 'userName', system: 'b2c-de', value: 'ada@kunden' },
      { kind: 'email', value: 'ada@exämple.org' },
      { kind: 'phone', value: '+33600000001' },
      { kind: 'record', system: 'hubspot', id: '51' },
      { kind: 'account', system: 'b2c-fr', objectId },
    ]);
    expect(new Set(identifiers.map(({ trust, source }) => `${trust} ${source}`))).toEqual(
      new Set(['given request']),
    );
  });

  test('seals the callback under a key of its own', async () => {
    const callbackUrl = 'https://portal.example.org/hooks/dsar';
    const { id } = (await post({ body: { ...body, callbackUrl } })).json();
    await intake.keys.destroy(id, 'dossier');
    expect(await intake.keys.read(id, 'callback')).toEqual({ url: callbackUrl });
    expect(intake.register.requests()[0]?.hasCallback).toBe(true);
  });

  test('is accepted when it cannot be started yet', async () => {
    intake.flows.start = () => Promise.reject(new Error('the engine is away'));
    expect((await post({})).status).toBe(202);
    expect(intake.register.requests()).toHaveLength(1);
  });

  test('leaves no value of the person in the register or the log', async () => {
    await post({ headers: { 'idempotency-key': 'ada@example.org' } });
    const kept = JSON.stringify(intake.register.requests()) + intake.log.lines.join('\n');
    expect(kept).not.toMatch(/o'hara|2f1c7c0e|ada@/);
    expect(intake.log.lines.join('\n')).toContain(intake.register.requests()[0]?.id);
  });
});

describe('a policy that allows http and private addresses accepts the callback', () => {
  test.each(['http://127.0.0.1:8080/hook', 'http://localhost/hook', 'https://10.1.2.3/'])(
    '%s',
    async (callbackUrl) => {
      intake = createMemoryIntake({
        ...strictPolicy,
        callbacks: { ...strictPolicy.callbacks, allowHttp: true, allowPrivateAddresses: true },
      });
      expect((await post({ body: { ...body, callbackUrl } })).status).toBe(202);
    },
  );
});

test('unavailable storage gives 503 with Retry-After, a bug gives 500, and neither shows details', async () => {
  intake.register.accept = () => Promise.reject(new StorageAway());
  const away = await post({});
  expect(away.status).toBe(503);
  expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(away.json()).toMatchObject({ code: 'unavailable' });
  intake.register.accept = () => Promise.reject(new Error('ada@example.org broke it'));
  const broken = await post({});
  expect(broken.status).toBe(500);
  expect(broken.json()).toMatchObject({ code: 'internal' });
  expect(broken.text + intake.log.lines.join('\n')).not.toContain('ada@');
});

test('a service with other keys than its storage answers 503 on every route, and says what to do', async () => {
  const differ = new KeysDiffer(['HABEAS_LOOKUP_KEY']);
  const refused = refusing(requestsRoute(intake), () => differ);
  const answer = await call(refused, intake, { method: 'POST', body });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.json()).toMatchObject({
    code: 'unavailable',
    detail: expect.stringMatching(/HABEAS_LOOKUP_KEY changed\. Set the earlier value/) as string,
  });
  expect(intake.register.requests()).toEqual([]);

  const serving = refusing(requestsRoute(intake), () => undefined);
  expect((await call(serving, intake, { method: 'POST', body })).status).toBe(202);
});
