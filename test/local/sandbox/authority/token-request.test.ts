import '../../../../local/sandbox/tls/reflect-metadata.ts';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
} from '@azure/identity';
import { X509CertificateGenerator } from '@peculiar/x509';
import { decodeJwt, SignJWT } from 'jose';
import { defaultRoles } from '../../../../local/sandbox/authority/app-registration.ts';
import { tenants } from '../../../../local/sandbox/authority/tenants.ts';
import { startFixture, type Fixture } from '../support/sandbox-fixture.ts';

let fixture: Fixture;
const folder = mkdtempSync(path.join(tmpdir(), 'habeas-sandbox-'));
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await fixture.end();
});

const tenant = tenants[0]!;
const scope = 'https://graph.microsoft.com/.default';
const options = () => ({
  authorityHost: fixture.sandbox.authority,
  disableInstanceDiscovery: true,
});
const register = (part: object) => fixture.control.call('PUT', 'systems/b2c-de/settings', part);

async function makeClientCertificate() {
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
  const certificate = made.toString('pem');
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString(
    'base64',
  );
  const certificatePath = path.join(folder, 'client.pem');
  writeFileSync(
    certificatePath,
    `${certificate}\n-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
  );
  return { certificate, certificatePath };
}

describe('the token endpoint', () => {
  it('issues a token with tenant, app and roles for a secret', async () => {
    const credential = new ClientSecretCredential(
      tenant.tenantId,
      tenant.clientId,
      tenant.clientSecret,
      options(),
    );
    const { token } = await credential.getToken(scope);
    expect(decodeJwt(token)).toMatchObject({
      tid: tenant.tenantId,
      appid: tenant.clientId,
      roles: [...defaultRoles],
      aud: 'https://graph.microsoft.com',
    });
  });

  it.each([
    [
      'a tenant it does not know',
      '00000000-0000-4000-8000-000000000000',
      tenant.clientId,
      /AADSTS90002|endpoints_resolution_error/,
    ],
    [
      'an app it does not know',
      tenant.tenantId,
      '00000000-0000-4000-8000-000000000000',
      /AADSTS700016/,
    ],
  ])('refuses %s', async (_what, tenantId, clientId, message) => {
    const credential = new ClientSecretCredential(
      tenantId,
      clientId,
      tenant.clientSecret,
      options(),
    );
    await expect(credential.getToken(scope)).rejects.toThrow(message);
  });

  it('accepts a certificate once it is registered', async () => {
    const { certificate, certificatePath } = await makeClientCertificate();
    const getToken = () =>
      new ClientCertificateCredential(
        tenant.tenantId,
        tenant.clientId,
        { certificatePath },
        options(),
      ).getToken(scope);
    await expect(getToken()).rejects.toThrow(/AADSTS700027/);
    await register({ certificates: [certificate] });
    expect(decodeJwt((await getToken()).token)).toMatchObject({ tid: tenant.tenantId });
  });

  it('accepts another authority’s token if issuer and subject are registered', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const assertion = (subject: string) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer('https://issuer.example')
        .setSubject(subject)
        .setAudience('api://AzureADTokenExchange')
        .setExpirationTime('5m')
        .sign(privateKey);
    const credential = (subject: string) =>
      new ClientAssertionCredential(
        tenant.tenantId,
        tenant.clientId,
        () => assertion(subject),
        options(),
      );
    const trusted = {
      issuer: 'https://issuer.example',
      subject: 'managed-identity',
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    };
    await register({ federatedCredentials: [trusted] });
    expect((await credential('managed-identity').getToken(scope)).token).toMatch(/^ey/);
    await expect(credential('somebody-else').getToken(scope)).rejects.toThrow(/AADSTS700213/);
  });
});
