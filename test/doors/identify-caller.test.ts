import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { requestsRoute } from '../../src/doors/http/requests-route.ts';
import {
  call,
  createMemoryIntake,
  strictPolicy,
  type MemoryIntake,
} from '../support/memory-intake.ts';
import { startTokenAuthority, type TokenAuthority } from '../support/token-authority.ts';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [first, second, foreign] = [pair(), pair(), pair()];

let authority: TokenAuthority;
let issuer: string;

beforeAll(async () => {
  authority = await startTokenAuthority();
  issuer = `${authority.origin}/operators/v2.0`;
});
afterAll(() => authority.stop());

let intake: MemoryIntake;
beforeEach(() => {
  Object.assign(authority, { keys: { one: first.publicKey }, away: false, asked: 0 });
  intake = newIntake();
});

const newIntake = (platformSignIn = false) =>
  createMemoryIntake(
    { ...strictPolicy, people: { issuer, audiences: ['habeas'] } },
    { required: true, platformSignIn },
  );

const seconds = () => intake.now().getTime() / 1000;
const claims = (): JWTPayload => ({
  iss: issuer,
  aud: 'habeas',
  oid: '0000-operator',
  roles: ['Operator'],
  iat: seconds(),
  nbf: seconds(),
  exp: seconds() + 3600,
});

function token(
  changed: { [claim in keyof JWTPayload]: unknown } = {},
  { kid = 'one', key = first.privateKey } = {},
) {
  const all = Object.entries({ ...claims(), ...changed }).filter(
    ([, value]) => value !== undefined,
  );
  return new SignJWT(Object.fromEntries(all)).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
}

const list = (headers: Record<string, string>) => call(requestsRoute(intake), intake, { headers });
const withToken = async (text: string | Promise<string>) =>
  (await list({ authorization: `Bearer ${await text}` })).status;

test('a person with a token of the right tenant, audience and role is accepted', async () => {
  expect(await withToken(token())).toBe(200);
  expect(await withToken(token({ roles: ['Auditor', 'Something'] }))).toBe(200);
  // Clocks of two machines may differ by two minutes.
  expect(await withToken(token({ nbf: seconds() + 110, iat: seconds() + 110 }))).toBe(200);
});

test('a person without a role is authenticated, and may do nothing', async () => {
  expect(await withToken(token({ roles: undefined }))).toBe(403);
});

test.each<[string, () => string | Promise<string>]>([
  ['another issuer', () => token({ iss: 'https://login.example.org/other/v2.0' })],
  ['another audience', () => token({ aud: 'another service' })],
  ['no person', () => token({ oid: undefined })],
  ['no end', () => token({ exp: undefined })],
  ['an end that has passed', () => token({ exp: seconds() - 130 })],
  ['a start of validity in an hour', () => token({ nbf: seconds() + 3600 })],
  ['no signature (alg none)', () => new UnsecuredJWT(claims()).encode()],
  ['the signature of another key under the same id', () => token({}, { key: foreign.privateKey })],
  ['an unknown key', () => token({}, { kid: 'other', key: foreign.privateKey })],
  [
    'the public key misused as a shared secret',
    () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(Buffer.from(first.publicKey.export({ type: 'spki', format: 'pem' }))),
  ],
  ['no token at all', () => 'nothing'],
])('a token with %s is refused, and nothing is registered', async (_what, made) => {
  const text = await made();
  const answer = await call(requestsRoute(intake), intake, {
    method: 'POST',
    headers: { authorization: `Bearer ${text}` },
    body: { type: 'access', subject: { emails: ['ada@example.org'] } },
  });
  expect([answer.status, answer.json()]).toMatchObject([401, { code: 'unauthenticated' }]);
  expect(answer.text).not.toContain(text.slice(0, 20));
  expect(intake.register.requests()).toEqual([]);
});

test('a clock that is wrong by an hour is reported in the log', async () => {
  expect(await withToken(token({ exp: seconds() - 130, iat: seconds() - 3730 }))).toBe(401);
  expect(intake.log.lines.join('\n')).toContain('"claim":"exp","issuedSecondsAgo":3730');
  // The Date header of the authority shows it too, because these clocks differ by more than two minutes.
  expect(intake.log.lines.join('\n')).toContain('clock differs from that of the authority');
});

test('when the authority is away, known keys are used for a day; after that nobody is accepted', async () => {
  expect(await withToken(token())).toBe(200);
  authority.away = true;
  intake.clock.at = '2026-03-03T09:00:00.000Z';
  expect(await withToken(token())).toBe(200);
  intake.clock.at = '2026-03-03T11:00:00.000Z';
  const away = await list({ authorization: `Bearer ${await token()}` });
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '30']);
  authority.away = false;
  expect(await withToken(token())).toBe(200);
});

test('a new key of the authority is read; invented key ids do not cause many calls to the authority', async () => {
  expect(await withToken(token())).toBe(200);
  authority.keys = { two: second.publicKey };
  intake.clock.at = '2026-03-02T10:01:00.000Z';
  expect(await withToken(token({}, { kid: 'two', key: second.privateKey }))).toBe(200);
  const before = authority.asked;
  for (let count = 0; count < 20; count += 1)
    expect(await withToken(token({}, { kid: `invented-${count}`, key: foreign.privateKey }))).toBe(
      401,
    );
  expect(authority.asked).toBe(before);
});

const principal = (roles: readonly string[]) =>
  Buffer.from(
    JSON.stringify({
      auth_typ: 'aad',
      role_typ: 'roles',
      claims: [
        { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: 'AB-1' },
        ...roles.map((val) => ({ typ: 'roles', val })),
      ],
    }),
  ).toString('base64');

describe('the principal header of App Service authentication', () => {
  const header = { 'x-ms-client-principal': principal(['Operator']) };

  test('proves nothing when the platform does not sign people in', async () => {
    expect((await list(header)).status).toBe(401);
  });

  test('counts when the platform signs people in', async () => {
    intake = newIntake(true);
    expect((await list(header)).status).toBe(200);
    for (const broken of ['nonsense', Buffer.from('{"claims":[]}').toString('base64')])
      expect((await list({ 'x-ms-client-principal': broken })).status).toBe(401);
  });

  test('never replaces a token or a key that is refused', async () => {
    intake = newIntake(true);
    expect((await list({ ...header, 'x-functions-key': 'unknown' })).status).toBe(401);
    expect((await list({ ...header, authorization: 'Bearer a.b.c' })).status).toBe(401);
  });

  test.each([
    ['the own page', { origin: 'https://dsar.example.org' }, 202],
    ['another page', { origin: 'https://evil.example.com' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['no page', {}, 403],
    ['a form', { origin: 'https://dsar.example.org', 'content-type': 'text/plain' }, 403],
  ])('a change through the cookie from %s', async (_from, headers, status) => {
    intake = newIntake(true);
    const answer = await call(requestsRoute(intake), intake, {
      method: 'POST',
      headers: { ...header, ...headers },
      body: { type: 'access', subject: { emails: ['ada@example.org'] } },
    });
    expect(answer.status).toBe(status);
    expect(intake.register.requests()).toHaveLength(status === 202 ? 1 : 0);
  });
});
