import { systemIdOf } from '../../../src/domain/system.ts';
import connector from '../../../src/connectors/azure-ad-b2c/connector.ts';
import { hostsOf, secrets, settings } from '../../../src/connectors/azure-ad-b2c/settings.ts';

const tenant = {
  tenantId: '6f0a3c52-1d5e-4b7a-9c41-0d2e8f7a1b01',
  domain: 'contoso.onmicrosoft.com',
  clientId: '0b6c2d7e-4f18-4a39-8e52-7c9d1a3f5b11',
};

test.each([
  ['global', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
  ['us-gov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us'],
  ['us-gov-dod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us'],
  ['china', 'https://login.chinacloudapi.cn', 'https://microsoftgraph.chinacloudapi.cn'],
])('knows the hosts of the cloud %s', (cloud, authorityHost, graphUrl) => {
  expect(hostsOf(settings.parse({ ...tenant, cloud }))).toEqual({ authorityHost, graphUrl });
});

test('accepts the URL of Graph with or without its version', () => {
  for (const graphUrl of [
    'https://localhost:1',
    'https://localhost:1/',
    'https://localhost:1/v1.0',
  ]) {
    expect(hostsOf(settings.parse({ ...tenant, graphUrl })).graphUrl).toBe('https://localhost:1');
  }
});

test('is also known by its tenant id and domain', () => {
  expect(connector.aliases?.(settings.parse(tenant))).toEqual([tenant.tenantId, tenant.domain]);
});

test.each([
  [{ tenantId: 'contoso' }],
  [{ domain: 'https://contoso.onmicrosoft.com' }],
  [{ graphUrl: 'http://graph.example.org' }],
  [{ authorityHost: 'http://login.example.org' }],
  [{ cloud: 'moon' }],
  [{ auditRetentionDays: 0 }],
  [{ trustedFields: ['displayName'] }],
  [{ emailFields: ['extension_short_x'] }],
  [{ retention: 7 }],
])('refuses the setting %j', (wrong) => {
  expect(settings.safeParse({ ...tenant, ...wrong }).success).toBe(false);
});

test('requires exactly one kind of credential', () => {
  const certificate = '-----BEGIN PRIVATE KEY-----';
  expect(secrets.safeParse({ clientSecret: 'x', certificate }).success).toBe(false);
  expect(secrets.safeParse({ certificate: 'x' }).success).toBe(false);
  const open = (more: object, given: object) => () =>
    connector.open({
      id: systemIdOf('b2c-de'),
      settings: { ...tenant, ...more },
      secrets: given,
      now: () => new Date(),
    });
  expect(open({}, {})).toThrow(/a client secret, a certificate or a federated identity/);
  expect(open({ federatedIdentity: tenant.clientId }, {})).not.toThrow();
  expect(open({}, { clientSecret: 'x' })).not.toThrow();
  const second = { erasureClientId: '0b6c2d7e-4f18-4a39-8e52-7c9d1a3f5b12' };
  expect(open(second, { clientSecret: 'x' })).toThrow(/a client secret/);
  expect(open(second, { clientSecret: 'x', erasureClientSecret: 'y' })).not.toThrow();
});
