import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { systemIdOf } from '../../../src/domain/system.ts';
import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import { meRoutes } from '../../../src/doors/self-service/me-routes.ts';
import {
  call,
  createMemoryIntake,
  strictPolicy,
  type MemoryIntake,
  type Sent,
} from '../../support/memory-intake.ts';
import { startTokenAuthority, type TokenAuthority } from '../../support/token-authority.ts';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [own, foreign] = [pair(), pair()];
const objectId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const portal = 'https://portal.example.org';
const tenantId = '11111111-2222-4333-8444-555555555555';

let authority: TokenAuthority;
let intake: MemoryIntake;
let b2c: string;
let externalId: string;

beforeAll(async () => {
  authority = await startTokenAuthority();
  b2c = `${authority.origin}/${tenantId}/v2.0/`;
  externalId = `${authority.origin}/${tenantId}/v2.0`;
});
afterAll(() => authority.stop());

beforeEach(() => {
  authority.keys = { one: own.publicKey };
  authority.metadata.length = 0;
  const rules = {
    issuers: [b2c, externalId],
    audiences: ['portal'],
    policies: ['B2C_1_delete'],
    origins: [portal],
  };
  const selfService = { [systemIdOf('b2c-de')]: rules };
  intake = createMemoryIntake(
    { ...strictPolicy, selfService },
    { required: true, platformSignIn: false },
  );
});

const seconds = () => Math.round(intake.now().getTime() / 1000);

interface Made {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: typeof own.privateKey;
}

const claimsOf = (changed: Made['claims'] = {}): Record<string, unknown> => ({
  iss: b2c,
  aud: 'portal',
  oid: objectId,
  sub: 'Not supported currently. Use oid claim.',
  tfp: 'B2C_1_delete',
  iat: seconds(),
  exp: seconds() + 3600,
  ...changed,
});

const token = ({ claims, key = own.privateKey }: Made = {}) =>
  new SignJWT(claimsOf(claims)).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);

async function send(path: string, { headers, ...sent }: Sent, made?: Made) {
  const route = meRoutes(intake).find((one) => one.path === path)?.route;
  if (!route) throw new Error(`There is no route ${path}.`);
  const authorization = `Bearer ${await token(made)}`;
  return call(route, intake, { path, ...sent, headers: { authorization, ...headers } });
}

const ask = (body: unknown, made?: Made) => send('me/requests', { method: 'POST', body }, made);

test('a person who signed in asks for their own data: the token names the account, the body names only the type of request', async () => {
  const answer = await ask({ type: 'access', language: 'de' });
  expect(answer.status).toBe(202);
  const { id } = answer.json();
  expect(answer.headers.get('location')).toBe(`/api/me/requests/${id}`);
  expect(await intake.keys.read(id, 'dossier')).toMatchObject({
    identifiers: [{ identifier: { kind: 'account', system: 'b2c-de', objectId }, trust: 'given' }],
  });
  expect(authority.metadata).toEqual([
    `/${tenantId}/B2C_1_delete/v2.0/.well-known/openid-configuration`,
  ]);

  const list = await send('me/requests', {});
  expect(list.json().items.map((item) => item.id)).toEqual([id]);
  const shown = await send('me/requests/{id}', { params: { id } });
  expect(shown.json()).toMatchObject({
    state: 'received',
    links: { self: `/api/me/requests/${id}` },
  });
  expect(answer.text + list.text + shown.text).not.toContain(objectId);
});

test('both issuers of a tenant that is served by B2C and External ID lead to the same person', async () => {
  const { id } = (await ask({ type: 'access' })).json();
  const claims = { iss: externalId, tfp: undefined, sub: 'another' };
  const again = await ask({ type: 'access' }, { claims });
  expect([again.status, again.json().id]).toEqual([200, id]);
  expect(authority.metadata.at(-1)).toBe(`/${tenantId}/v2.0/.well-known/openid-configuration`);
});

test('another person sees nothing of it', async () => {
  const { id } = (await ask({ type: 'access' })).json();
  const other = { claims: { oid: '33333333-5c0b-4a53-9a0b-6f3f5a1d9c11' } };
  expect((await send('me/requests', {}, other)).json().items).toEqual([]);
  for (const path of ['me/requests/{id}', 'me/requests/{id}/report', 'me/requests/{id}/package'])
    expect((await send(path, { params: { id } }, other)).status).toBe(404);
});

test.each<[string, Made]>([
  ['another tenant', { claims: { iss: 'https://login.example.org/other/v2.0/' } }],
  ['another application', { claims: { aud: 'another' } }],
  ['a policy that does not force a sign-in', { claims: { tfp: 'B2C_1_edit_profile' } }],
  ['no policy', { claims: { tfp: undefined } }],
  [
    'a policy that is named in the older claim only',
    { claims: { tfp: 'B2C_1_edit', acr: 'B2C_1_delete' } },
  ],
  ['no object ID', { claims: { oid: undefined } }],
  ['an invalid object ID', { claims: { oid: 'Not supported' } }],
  ['a sign-in of more than five minutes ago', { claims: { iat: 1772445600 - 301 } }],
  ['a sign-in in the future', { claims: { iat: 1772445600 + 200 } }],
  ['an end that has passed', { claims: { exp: 1772445600 - 200 } }],
  ['a signature of somebody else', { key: foreign.privateKey }],
])('a token of %s is refused', async (_what, made) => {
  expect(seconds()).toBe(1772445600);
  const answer = await ask({ type: 'erasure' }, made);
  expect([answer.status, answer.json()]).toMatchObject([401, { code: 'unauthenticated' }]);
  expect(intake.register.requests()).toEqual([]);
});

test('an older policy names itself in acr, in upper or lower case', async () => {
  const claims = { tfp: undefined, acr: 'b2c_1_DELETE' };
  expect((await ask({ type: 'access' }, { claims })).status).toBe(202);
});

test('an older token may still read', async () => {
  const claims = { iat: seconds() - 3000 };
  expect((await send('me/requests', {}, { claims })).status).toBe(200);
});

test('an unsigned token, no token and a key are refused', async () => {
  const unsigned = new UnsecuredJWT(claimsOf()).encode();
  const { route } = meRoutes(intake)[0]!;
  for (const headers of [{ authorization: `Bearer ${unsigned}` }, {}, { 'x-functions-key': 'k' }])
    expect((await call(route, intake, { headers: headers })).status).toBe(401);
});

test('a token of a subject is accepted only at the self-service door', async () => {
  const headers = { authorization: `Bearer ${await token()}` };
  expect((await call(requestsRoute(intake), intake, { headers })).status).toBe(401);
});

test.each([
  [{ type: 'access', subject: { emails: ['victim@example.org'] } }, '#'],
  [{ type: 'everything' }, '#/type'],
  [{ type: 'access', language: 'not a language' }, '#/language'],
])('a body %j is refused, because it may name only the type of request', async (body, pointer) => {
  const answer = await ask(body);
  expect(answer.status).toBe(400);
  expect(answer.json().errors).toMatchObject([{ pointer }]);
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    call(meRoutes(intake)[0]!.route, intake, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });

  test('that are listed may call, without cookies', async () => {
    const answer = await preflight(portal);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(portal);
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await send('me/requests', { headers: { origin: portal, authorization: 'x' } });
    // The page must be able to read why it was refused.
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      401,
      portal,
    ]);
  });

  test('that are not listed may not', async () => {
    expect(
      (await preflight('https://evil.example.com')).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });
});
