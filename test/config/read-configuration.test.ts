import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { systemIdOf } from '../../src/domain/system.ts';
import { readConfiguration, type Configuration } from '../../src/config/read-configuration.ts';
import { ConfigurationError } from '../../src/config/mistake.ts';
import { defineConnector } from '../../src/connectors/contract.ts';

const hubspot = defineConnector({
  name: 'hubspot',
  title: 'HubSpot',
  role: 'downstream',
  recordsName: 'contacts',
  settings: z.strictObject({
    portal: z.string(),
    domains: z.array(z.string()).default([]),
    baseUrl: z.url().optional(),
    tenantId: z.guid().optional(),
    cloud: z.enum(['global', 'china']).optional(),
  }),
  secrets: z.strictObject({ accessToken: z.string().min(8, 'is too short') }),
  guide: { permissions: [], finds: [], erases: '', limits: [] },
  aliases: (settings) => [settings.portal, ...settings.domains],
  open: () => {
    const unreachable = () => Promise.reject(new Error('no system is called here'));
    return {
      settleSeconds: 0,
      probe: unreachable,
      find: unreachable,
      export: unreachable,
      erase: unreachable,
      verify: unreachable,
    };
  },
});

const key = Buffer.alloc(32, 1).toString('base64');
const secret = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const environment = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  HABEAS_KEY_ENCRYPTION_KEY: key,
  HABEAS_LOOKUP_KEY: key,
  HABEAS_WEBHOOK_SECRET: secret,
  HUBSPOT_TOKEN: 'pat-12345678',
};
const system = {
  id: 'hubspot',
  connector: 'hubspot',
  title: 'CRM',
  settings: { portal: 'Portal-1', domains: ['CRM.example.org'] },
  secrets: { accessToken: 'env:HUBSPOT_TOKEN' },
};

let appFolder: string;
beforeEach(() => {
  appFolder = mkdtempSync(path.join(tmpdir(), 'habeas-config-'));
});
afterEach(() => {
  rmSync(appFolder, { recursive: true });
});

function read(content: unknown, changes: Record<string, string | undefined> = {}): Configuration {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(path.join(appFolder, 'habeas.config.json'), text);
  return readConfiguration({
    appFolder,
    connectors: [hubspot],
    now: () => new Date(),
    environment: { ...environment, ...changes },
  });
}

function mistakes(content: unknown, changes: Record<string, string | undefined> = {}): string {
  try {
    read(content, changes);
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.message.replaceAll(`${appFolder}${path.sep}`, '');
    throw error;
  }
  return '';
}

test('reads systems, policy, storage and keys', () => {
  const configuration = read({ systems: [system] });
  expect(configuration.systems.get(systemIdOf('hubspot'))).toMatchObject({
    connector: 'hubspot',
    title: 'CRM',
    role: 'downstream',
    recordsName: 'contacts',
    aliases: ['portal-1', 'crm.example.org'],
  });
  expect(configuration.policy).toEqual({
    timeZone: 'UTC',
    giveUpAfterSeconds: 24 * 3600,
    orderWaitSeconds: 600,
    retryDays: 14,
    packageDays: 30,
    callbacks: {
      allowHttp: false,
      allowPrivateAddresses: false,
      origins: [],
      webhookSecret: secret,
    },
  });
  expect(configuration.storage).toEqual({ connectionString: 'UseDevelopmentStorage=true' });
  expect(configuration.keyEncryptionKey).toHaveLength(32);
  expect(configuration.publicUrl).toBe('https://localhost/');
});

test('reads all fields of the policy', () => {
  const { policy } = read(
    {
      systems: [system],
      policy: {
        timeZone: 'Europe/Berlin',
        giveUpAfter: 'PT30S',
        retryDays: 3,
        packageDays: 7,
        callbacks: {
          allowHttp: true,
          allowPrivateAddresses: true,
          origins: [{ origin: 'https://portal.example.org', secrets: ['env:OLD', 'env:NEW'] }],
        },
      },
    },
    { OLD: secret, NEW: secret },
  );
  expect(policy).toMatchObject({
    timeZone: 'Europe/Berlin',
    giveUpAfterSeconds: 30,
    callbacks: { origins: [{ origin: 'https://portal.example.org', secrets: [secret, secret] }] },
  });
});

test('a duration may be zero', () => {
  const { policy } = read({ systems: [system], policy: { giveUpAfter: 'PT0S' } });
  expect(policy.giveUpAfterSeconds).toBe(0);
});

test('an account name selects the managed identity', () => {
  const named = { AzureWebJobsStorage: undefined, AzureWebJobsStorage__accountName: 'stdsar' };
  expect(read({ systems: [system] }, named).storage).toEqual({
    accountName: 'stdsar',
    clientId: null,
  });
});

test.each([
  [{ HABEAS_PUBLIC_URL: 'https://dsar.example.org' }, 'https://dsar.example.org/'],
  [{ WEBSITE_HOSTNAME: 'dsar.azurewebsites.net' }, 'https://dsar.azurewebsites.net/'],
])('the public URL of %j ends in a slash', (changes, url) => {
  expect(read({ systems: [system] }, changes).publicUrl).toBe(url);
});

test.each([
  ['a file that is not JSON', '{"systems": [', 'habeas.config.json: is not valid JSON'],
  ['no systems', { systems: [] }, 'systems is []: configure at least one system'],
  [
    'an unknown key',
    { systems: [system], polices: {} },
    'habeas.config.json: has "polices", which is not allowed here',
  ],
  ['a list instead of an object', ['hunter2'], 'habeas.config.json: must be an object'],
  ['a text instead of a list of systems', { systems: 'crm' }, 'systems is "crm": must be a list'],
  ['a number instead of a system', { systems: [7] }, 'systems[0]: must be an object'],
  [
    'a text instead of settings',
    { systems: [{ ...system, settings: 'portal' }] },
    'systems[0].settings is "portal": must be an object',
  ],
  [
    'a missing setting',
    { systems: [{ ...system, settings: {} }] },
    'systems[0].settings.portal: is missing: give a text',
  ],
  [
    'an empty title',
    { systems: [{ ...system, title: '' }] },
    'systems[0].title is "": give it a title',
  ],
  [
    'an id in capitals',
    { systems: [{ ...system, id: 'HubSpot' }] },
    'systems[0].id is "HubSpot": use 2 to 40 lower-case letters',
  ],
  ['an id used twice', { systems: [system, system] }, 'systems[1].id is "hubspot": is used twice'],
  [
    'an unknown connector',
    { systems: [{ ...system, connector: 'sap' }] },
    'systems[0].connector is "sap": is not a connector: use one of hubspot',
  ],
  [
    'wrong settings',
    { systems: [{ ...system, settings: { portal: 7 } }] },
    'systems[0].settings.portal is 7: must be a text',
  ],
  [
    'an unknown setting',
    { systems: [{ ...system, settings: { portal: 'x', region: 'eu' } }] },
    'systems[0].settings: has "region", which is not allowed here',
  ],
  [
    'a missing secret',
    { systems: [{ ...system, secrets: {} }] },
    'systems[0].secrets.accessToken: is missing: write env:NAME',
  ],
  [
    'a secret without environment variable',
    { systems: [{ ...system, secrets: { accessToken: 'env:NOWHERE' } }] },
    'systems[0].secrets.accessToken is "env:NOWHERE": NOWHERE is not set: set this',
  ],
  [
    'an invalid time zone',
    { systems: [system], policy: { timeZone: 'Mars/Base' } },
    'policy.timeZone is "Mars/Base": use an IANA time zone',
  ],
  [
    'an invalid duration',
    { systems: [system], policy: { giveUpAfter: '1 day' } },
    'policy.giveUpAfter is "1 day": write an ISO 8601 duration',
  ],
  [
    'a number that is too small',
    { systems: [system], policy: { packageDays: 0 } },
    'policy.packageDays is 0: must be at least 1',
  ],
  [
    'a number that is too large',
    { systems: [system], policy: { retryDays: 900 } },
    'policy.retryDays is 900: must be at most 365',
  ],
  [
    'an invalid address',
    { systems: [{ ...system, settings: { portal: 'x', baseUrl: 'crm' } }] },
    'systems[0].settings.baseUrl is "crm": must be an address, such as https://',
  ],
  [
    'an invalid GUID',
    { systems: [{ ...system, settings: { portal: 'x', tenantId: 'me' } }] },
    'systems[0].settings.tenantId is "me": must be a GUID, such as ',
  ],
  [
    'a value that is not in the list',
    { systems: [{ ...system, settings: { portal: 'x', cloud: 'moon' } }] },
    'systems[0].settings.cloud is "moon": must be one of "global", "china"',
  ],
  [
    'an origin with a path',
    {
      systems: [system],
      policy: { callbacks: { origins: [{ origin: 'https://a.example/x', secrets: ['env:S'] }] } },
    },
    'policy.callbacks.origins[0].origin is "https://a.example/x": write an origin',
  ],
])('the error for %s gives place and fix', (_name, content, message) => {
  expect(mistakes(content)).toContain(message);
});

test('one error lists all mistakes: in the environment, in the policy and in every system', () => {
  const content = {
    systems: [
      { ...system, connector: 'sap', title: '' },
      { id: 'X', connector: 'hubspot', settings: {}, secrets: { accessToken: 'env:NOWHERE' } },
      { ...system, id: 'third', secrets: { accessToken: 'hunter2' } },
    ],
    policy: { retryDays: 'x', timeZone: 'Mars/Base' },
    polices: {},
  };
  const text = mistakes(content, { HABEAS_LOOKUP_KEY: undefined, AzureWebJobsStorage: '' });
  const lines = text.split('\n  ').slice(1);
  const places = [
    'environment: AzureWebJobsStorage: is not set',
    'environment: HABEAS_LOOKUP_KEY: is not set',
    'habeas.config.json: has "polices"',
    'habeas.config.json: systems[0].connector',
    'habeas.config.json: systems[0].title',
    'habeas.config.json: systems[1].id',
    'habeas.config.json: systems[1].title: is missing',
    'habeas.config.json: systems[1].settings.portal',
    'habeas.config.json: systems[1].secrets.accessToken',
    'habeas.config.json: systems[2].secrets.accessToken',
    'habeas.config.json: policy.retryDays',
    'habeas.config.json: policy.timeZone',
  ];
  for (const place of places)
    expect(lines.filter((line) => line.startsWith(place))).toHaveLength(1);
  expect(lines).toHaveLength(places.length);
});

test('the stack of the error shows only the mistakes', () => {
  expect.assertions(2);
  try {
    read({ systems: [] });
  } catch (error) {
    const { stack = '', message } = error as Error;
    expect(stack).toBe(`ConfigurationError: ${message}`);
    expect(stack).not.toMatch(/^\s+at /m);
  }
});

test('a file may begin with a byte order mark', () => {
  expect(mistakes(`\uFEFF${JSON.stringify({ systems: [system] })}`)).toBe('');
});

test('the error says that Azure could not read a secret, for variables and for secrets of systems', () => {
  const reference = '@Microsoft.KeyVault(VaultName=kv;SecretName=hubspot-token)';
  const text = mistakes(
    { systems: [system] },
    { HABEAS_LOOKUP_KEY: reference, HUBSPOT_TOKEN: reference },
  );
  expect(text.match(/refers to a secret that Azure could not read/g)).toHaveLength(2);
  expect(text).toContain('environment: HABEAS_LOOKUP_KEY: refers');
  expect(text).toContain(
    'systems[0].secrets.accessToken is "env:HUBSPOT_TOKEN": HUBSPOT_TOKEN refers',
  );
});

test.each([
  ['HABEAS_KEY_ENCRYPTION_KEY', 'c2hvcnQ=', 'must be 32 bytes'],
  ['HABEAS_KEY_ENCRYPTION_KEY', `${key.slice(0, -2)}!=`, 'must be 32 bytes'],
  ['HABEAS_LOOKUP_KEY', undefined, 'is not set'],
  ['HABEAS_LOOKUP_KEY', '  ', 'is not set'],
  ['HABEAS_PUBLIC_URL', 'dsar.example.org', 'is not a valid address'],
  ['HABEAS_PUBLIC_URL', 'ftp://dsar.example.org', 'is not a valid address'],
  ['AzureWebJobsStorage', 'stdsar', 'is not a connection string'],
  [
    'AzureWebJobsStorage',
    'AccountName=stdsar;EndpointSuffix=core.windows.net',
    'is not a connection string',
  ],
  ['AzureWebJobsStorage__accountName', 'St-Dsar', 'is not a storage account name'],
  ['HABEAS_WEBHOOK_SECRET', undefined, 'is not set'],
  ['HABEAS_WEBHOOK_SECRET', 'whsec_c2hvcnQ=', 'must be whsec_'],
  ['HABEAS_CONFIG', 'nowhere.json', 'cannot be read'],
])('%s = %s is refused', (name, value, message) => {
  expect(mistakes({ systems: [system] }, { [name]: value })).toContain(message);
});

test('an invalid client ID is refused when an account name is set', () => {
  const named = { AzureWebJobsStorage__accountName: 'stdsar', AzureWebJobsStorage__clientId: 'me' };
  const text = mistakes({ systems: [system] }, named);
  expect(text).toContain('AzureWebJobsStorage__clientId: is not the client ID');
});

test.each([
  'UseDevelopmentStorage=true',
  'DefaultEndpointsProtocol=https;AccountName=stdsar;AccountKey=a2V5;EndpointSuffix=core.windows.net',
  'BlobEndpoint=https://stdsar.blob.core.windows.net/;SharedAccessSignature=sv=2024&sig=x',
])('%s is accepted as a connection string', (AzureWebJobsStorage) => {
  expect(mistakes({ systems: [system] }, { AzureWebJobsStorage })).toBe('');
});

test('no message shows a secret, neither an invalid secret nor a secret in the file', () => {
  const short = mistakes({ systems: [system] }, { HUBSPOT_TOKEN: 'hunter2' });
  expect(short).toContain('systems[0].secrets.accessToken: is too short');
  const inline = mistakes({ systems: [{ ...system, secrets: { accessToken: 'hunter2' } }] });
  expect(inline).toContain('systems[0].secrets.accessToken: write env:NAME');
  const broken = mistakes('{"secrets": hunter2}') + mistakes(['hunter2']) + mistakes('"hunter2"');
  const wrongKey = mistakes({ systems: [system] }, { HABEAS_LOOKUP_KEY: 'hunter2' });
  expect([short, inline, broken, wrongKey].join('\n')).not.toContain('hunter2');
});
