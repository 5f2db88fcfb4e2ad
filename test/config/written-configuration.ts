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
  classes: [
    {
      ...{ name: 'tickets', kinds: ['ticket'] },
      title: { en: 'tickets', de: '', fr: '', nl: '', el: '', 'zh-Hans': '' },
    },
  ],
  settings: z.strictObject({
    portal: z.string(),
    domains: z.array(z.string()).default([]),
    baseUrl: z.url().optional(),
    tenantId: z.guid().optional(),
    cloud: z.enum(['global', 'china']).optional(),
    twin: z.string().optional(),
  }),
  secrets: z.strictObject({ accessToken: z.string().min(8, 'is too short') }),
  guide: {
    permissions: [],
    finds: [],
    erases: '',
    limits: [],
    neverSearched: [],
    notExported: [],
    remains: [],
  },
  portable: {},
  namedSystems: ({ twin }) => (twin === undefined ? [] : [{ path: 'twin', id: twin }]),
  aliases: (settings) => [settings.portal, ...settings.domains],
  open: () => {
    const unreachable = () => Promise.reject(new Error('no system is called here'));
    return {
      settleSeconds: 0,
      lookUps: [],
      probe: unreachable,
      find: unreachable,
      export: unreachable,
      erase: unreachable,
      verify: unreachable,
    };
  },
});

const directory = { ...hubspot, name: 'directory', role: 'directory' as const };

export const key = Buffer.alloc(32, 1).toString('base64');
export const secret = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const environment = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  HABEAS_KEY_ENCRYPTION_KEY: key,
  HABEAS_LOOKUP_KEY: key,
  HABEAS_WEBHOOK_SECRET: secret,
  HUBSPOT_TOKEN: 'pat-12345678',
};
export const system = {
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

/** Reads a configuration file with this content, with changes to a valid environment. */
export function read(
  content: unknown,
  changes: Record<string, string | undefined> = {},
): Configuration {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(path.join(appFolder, 'habeas.config.json'), text);
  return readConfiguration({
    appFolder,
    connectors: [hubspot, directory],
    now: () => new Date(),
    environment: { ...environment, ...changes },
  });
}

/** The message of all mistakes; empty when there are none. */
export function mistakes(
  content: unknown,
  changes: Record<string, string | undefined> = {},
): string {
  try {
    read(content, changes);
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.message.replaceAll(`${appFolder}${path.sep}`, '');
    throw error;
  }
  return '';
}
