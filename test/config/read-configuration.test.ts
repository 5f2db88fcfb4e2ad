import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { readConfiguration, type Configuration } from '../../src/config/read-configuration.ts';
import { ConfigurationError } from '../../src/config/mistake.ts';
import { defineConnector } from '../../src/connectors/contract.ts';

const hubspot = defineConnector({
  name: 'hubspot',
  title: 'HubSpot',
  role: 'downstream',
  recordsName: 'contacts',
  settings: z.strictObject({ portal: z.string(), domains: z.array(z.string()).default([]) }),
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

test('gives systems, policy, storage and keys', () => {
  const configuration = read({ systems: [system] });
  expect(configuration.systems.get('hubspot')).toMatchObject({
    connector: 'hubspot',
    title: 'CRM',
    role: 'downstream',
    recordsName: 'contacts',
    aliases: ['portal-1', 'crm.example.org'],
  });
  expect(configuration.policy).toEqual({
    timeZone: 'UTC',
    giveUpAfterSeconds: 24 * 3600,
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

test('takes the whole policy', () => {
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

test('storage may be named for the managed identity', () => {
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
  ['no JSON', '{"systems": [', 'habeas.config.json: is not JSON'],
  ['no systems', { systems: [] }, 'systems is []: configure at least one system'],
  ['an unknown key', { systems: [system], polices: {} }, 'Unrecognized key: "polices"'],
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
    'systems[0].settings.portal is 7: Invalid input: expected string',
  ],
  [
    'an unknown setting',
    { systems: [{ ...system, settings: { portal: 'x', region: 'eu' } }] },
    'systems[0].settings: Unrecognized key: "region"',
  ],
  [
    'a secret that is missing',
    { systems: [{ ...system, secrets: {} }] },
    'systems[0].secrets.accessToken: ',
  ],
  [
    'a secret that is not set',
    { systems: [{ ...system, secrets: { accessToken: 'env:NOWHERE' } }] },
    'systems[0].secrets.accessToken is "env:NOWHERE": set the environment variable NOWHERE',
  ],
  [
    'a time zone that is none',
    { systems: [system], policy: { timeZone: 'Mars/Base' } },
    'policy.timeZone is "Mars/Base": use an IANA time zone',
  ],
  [
    'a duration that is none',
    { systems: [system], policy: { giveUpAfter: '1 day' } },
    'policy.giveUpAfter is "1 day": write an ISO 8601 duration',
  ],
  [
    'an origin with a path',
    {
      systems: [system],
      policy: { callbacks: { origins: [{ origin: 'https://a.example/x', secrets: ['env:S'] }] } },
    },
    'policy.callbacks.origins[0].origin is "https://a.example/x": write an origin',
  ],
])('%s is named with its place and fix', (_name, content, message) => {
  expect(mistakes(content)).toContain(message);
});

test('all mistakes are told together', () => {
  const content = {
    systems: [
      { ...system, connector: 'sap' },
      { ...system, id: 'other', settings: {}, secrets: { accessToken: 'env:NOWHERE' } },
    ],
  };
  const text = mistakes(content, { HABEAS_LOOKUP_KEY: undefined, AzureWebJobsStorage: '' });
  for (const part of [
    'environment: AzureWebJobsStorage: is not set',
    'environment: HABEAS_LOOKUP_KEY: is not set',
    'systems[0].connector',
    'systems[1].settings.portal',
    'systems[1].secrets.accessToken',
  ])
    expect(text).toContain(part);
});

test.each([
  ['HABEAS_KEY_ENCRYPTION_KEY', 'c2hvcnQ=', 'holds no 32 bytes'],
  ['HABEAS_LOOKUP_KEY', undefined, 'is not set'],
  ['HABEAS_WEBHOOK_SECRET', undefined, 'is not set'],
  ['HABEAS_WEBHOOK_SECRET', 'whsec_c2hvcnQ=', 'is no whsec_'],
  ['HABEAS_CONFIG', 'nowhere.json', 'cannot be read'],
])('%s = %s is refused', (name, value, message) => {
  expect(mistakes({ systems: [system] }, { [name]: value })).toContain(message);
});

test('no secret is ever shown, neither a wrong one nor one written into the file', () => {
  const short = mistakes({ systems: [system] }, { HUBSPOT_TOKEN: 'hunter2' });
  expect(short).toContain('systems[0].secrets.accessToken: is too short');
  const inline = mistakes({ systems: [{ ...system, secrets: { accessToken: 'hunter2' } }] });
  expect(inline).toContain('systems[0].secrets.accessToken: write env:NAME');
  const broken = mistakes('{"secrets": hunter2}');
  const wrongKey = mistakes({ systems: [system] }, { HABEAS_LOOKUP_KEY: 'hunter2' });
  expect([short, inline, broken, wrongKey].join('\n')).not.toContain('hunter2');
});
