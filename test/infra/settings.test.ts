import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../src/config/mistake.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { sourceFiles } from '../house/source-files.ts';
import { appSettings, deployment, propertiesOf } from './compiled.ts';

// Azure sets these itself, or only its host reads them.
const platform = {
  read: ['WEBSITE_AUTH_ENABLED', 'WEBSITE_HOSTNAME', 'WEBSITE_INSTANCE_ID'],
  infra: [
    'AzureWebJobsStorage__credential',
    'APPLICATION_INSIGHTS_NO_STATSBEAT',
    'languageWorkers__node__arguments',
  ],
  sample: ['FUNCTIONS_WORKER_RUNTIME'],
};

/** Names of all variables that the configuration reads, recorded while it reads them. */
function namesRead(given: Record<string, string>): Set<string> {
  const names = new Set<string>();
  const environment = new Proxy(given, {
    get(variables, name: string) {
      names.add(name);
      return variables[name];
    },
  });
  const read = () =>
    readConfiguration({
      appFolder: path.join(__dirname, 'no-such-folder'),
      connectors: [],
      now: () => new Date(0),
      environment,
    });
  expect(read).toThrow(ConfigurationError);
  return names;
}

const onAzure = namesRead({ AzureWebJobsStorage__accountName: 'sthabeas' });
const locally = namesRead({});
const sample = (
  JSON.parse(
    readFileSync(path.resolve(__dirname, '..', '..', 'local.settings.sample.json'), 'utf8'),
  ) as { Values: Record<string, string> }
).Values;
const infra = appSettings(deployment('closed'));

const without = (names: Iterable<string>, some: readonly string[]) =>
  [...names].filter((name) => !some.includes(name)).sort();

test('infra sets exactly what the service reads on Azure', () => {
  expect(without(Object.keys(infra), platform.infra)).toEqual(without(onAzure, platform.read));
});

test('the secrets of vendors are set too, each from the secret with its name in the vault', () => {
  const more = without(Object.keys(appSettings(deployment('open'))), Object.keys(infra));
  expect(more).toEqual([
    'B2C_DE_SECRET',
    'HUBSPOT_TOKEN',
    'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID',
  ]);
  expect(appSettings(deployment('open'))).toMatchObject({
    B2C_DE_SECRET: expect.stringMatching(
      /^@Microsoft\.KeyVault\(VaultName=[\w-]+;SecretName=b2c-de-secret\)$/,
    ),
  });
});

test('the sample of local settings holds exactly what the service reads when it runs with Azurite', () => {
  const read = without(locally, [...platform.read, 'AzureWebJobsStorage__accountName']);
  expect(without(Object.keys(sample), platform.sample)).toEqual(read);
});

test('keys and secrets come from Key Vault, and the sample holds none', () => {
  const secret = Object.keys(infra).filter((name) => /_(KEY|SECRET)$/.test(name));
  expect(secret).toHaveLength(3);
  for (const name of secret) {
    expect(infra[name]).toMatch(/^@Microsoft\.KeyVault\(/);
    expect(sample[name]).toBe('');
  }
});

test('storage holds the containers, queues and the table that the service uses', () => {
  const used = new Set(
    sourceFiles('src').flatMap(({ text }) =>
      [...text.matchAll(/'(dsar-[a-z-]+|dsarRegister)'/g)].map(([, name]) => name ?? ''),
    ),
  );
  expect(used.size).toBeGreaterThan(5);
  const deployed = ['blobServices/containers', 'queueServices/queues', 'tableServices/tables']
    .flatMap((part) => {
      const type = `Microsoft.Storage/storageAccounts/${part}`;
      propertiesOf(deployment('closed'), type);
      return deployment('closed').filter((resource) => resource.type === type);
    })
    .map(({ name }) => name.split('/').at(-1) ?? '');
  expect(without(deployed, ['app-package'])).toEqual(without(used, []));
});
