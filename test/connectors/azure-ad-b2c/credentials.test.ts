import '../../../local/sandbox/tls/reflect-metadata.ts';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { X509CertificateGenerator } from '@peculiar/x509';
import { SignJWT } from 'jose';
import { tenants } from '../../../local/sandbox/authority/tenants.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import connector from '../../../src/connectors/azure-ad-b2c/connector.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';

const tenant = tenants[0]!;
const managedIdentity = '11111111-2222-4333-8444-555555555555';
let fixture: Fixture;
let identityServer: Server | undefined;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(async () => {
  identityServer?.close();
  await fixture.end();
});

const register = (part: object) => fixture.control.call('PUT', 'systems/b2c-de/settings', part);

const open = (settings: object, secrets: object) =>
  connector.open({
    id: systemIdOf('b2c-de'),
    settings: {
      tenantId: tenant.tenantId,
      domain: tenant.domain,
      clientId: tenant.clientId,
      authorityHost: fixture.sandbox.authority,
      graphUrl: fixture.sandbox.systems['b2c-de'],
      ...settings,
    },
    secrets,
    now: () => new Date(),
  });

async function makeCertificate() {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Habeas',
    keys,
    signingAlgorithm: algorithm,
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const certificate = made.toString('pem');
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${key.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  return { certificate, both: `${certificate}\n${privateKey}` };
}

test('signs in only with a certificate that the tenant knows', async () => {
  const { certificate, both } = await makeCertificate();
  const access = open({}, { certificate: both });
  expect(await access.probe()).toMatchObject({
    problems: [{ what: expect.stringContaining('credentials-rejected') as string }],
  });
  await register({ certificates: [certificate] });
  expect(await open({}, { certificate: both }).probe()).toEqual({ reachable: true, problems: [] });
});

test('signs in with the managed identity that the app registration trusts', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const subject = 'principal-of-the-function-app';
  const issuer = 'https://login.example.test/home/v2.0';
  await register({
    federatedCredentials: [
      { issuer, subject, publicKey: publicKey.export({ type: 'spki', format: 'pem' }) },
    ],
  });
  const asked: string[] = [];
  identityServer = createServer((request, response) => {
    asked.push(request.url ?? '');
    const expires = Math.floor(Date.now() / 1000) + 3600;
    void new SignJWT({})
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience('api://AzureADTokenExchange')
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(privateKey)
      .then((token) => {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            access_token: token,
            expires_on: String(expires),
            token_type: 'Bearer',
          }),
        );
      });
  });
  await new Promise<void>((resolve) => identityServer?.listen(0, '127.0.0.1', resolve));
  const { port } = identityServer.address() as AddressInfo;
  process.env['IDENTITY_ENDPOINT'] = `http://127.0.0.1:${String(port)}/msi/token`;
  process.env['IDENTITY_HEADER'] = 'local';
  try {
    const access = open({ federatedIdentity: managedIdentity }, {});
    expect(await access.probe()).toEqual({ reachable: true, problems: [] });
    expect(asked[0]).toContain(`client_id=${managedIdentity}`);
  } finally {
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
  }
});

test('erases as a second app registration, and names the registration that cannot sign in', async () => {
  const second = { erasureClientId: tenant.clientId };
  const good = { clientSecret: tenant.clientSecret, erasureClientSecret: tenant.clientSecret };
  expect(await open(second, good).probe()).toEqual({ reachable: true, problems: [] });

  const wrong = open(second, { ...good, erasureClientSecret: 'wrong' });
  expect(await wrong.probe()).toMatchObject({
    problems: [
      { what: expect.stringMatching(/^sign in to erase: credentials-rejected/) as string },
    ],
  });
  const person = await fixture.control.make({
    displayName: 'Zwei Apps',
    emails: ['zwei.apps@example.org'],
    in: { 'b2c-de': {} },
  });
  const record = { kind: 'user', id: person.accounts[0]?.objectId ?? '' };
  const begunAt = new Date().toISOString();
  const sink = sinkOf();
  expect(await wrong.export(record, sink)).toMatchObject({ users: 1 });
  await expect(
    wrong.erase(record, { begunAt, repeated: false, since: null }),
  ).rejects.toMatchObject({
    code: 'credentials-rejected',
  });
  const right = open(second, good);
  expect(await right.erase(record, { begunAt, repeated: false, since: null })).toMatchObject({
    kind: 'pending',
  });
});
