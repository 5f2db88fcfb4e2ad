import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readEnvironment, type Environment, type EnvironmentReader } from './environment.ts';
import { fileSchema, type ConfigurationFile } from './file-schema.ts';
import { ConfigurationError, mistakesOf, type Mistake } from './mistake.ts';
import { openSystems } from './open-systems.ts';
import type { StorageSettings } from './storage-settings.ts';
import type { Connector } from '../connectors/contract.ts';
import type { CallbackPolicy, Policy } from '../domain/policy.ts';
import type { Systems } from '../ports/systems.ts';

/** Everything the service is told from outside, checked. */
export interface Configuration {
  readonly systems: Systems;
  readonly policy: Policy;
  readonly storage: StorageSettings;
  /** 32 bytes: wraps the keys of requests. */
  readonly keyEncryptionKey: Buffer;
  /** 32 bytes: keys the hashes by which the register finds requests and records again. */
  readonly lookupKey: Buffer;
  /** `source` of events, with a slash at its end. */
  readonly publicUrl: string;
}

export interface ConfigurationOptions {
  /** Relative paths count from here. */
  readonly appFolder: string;
  readonly connectors: readonly Connector[];
  readonly now: () => Date;
  readonly environment?: Environment;
}

/**
 * Reads the environment and `habeas.config.json`; nothing else in the service reads either.
 * @throws ConfigurationError that names all mistakes at once: file, path, value (never of a secret) and fix
 */
export function readConfiguration(options: ConfigurationOptions): Configuration {
  const environment = readEnvironment(options.environment ?? process.env);
  const storage = storageOf(environment);
  const keyEncryptionKey = environment.key('HABEAS_KEY_ENCRYPTION_KEY');
  const lookupKey = environment.key('HABEAS_LOOKUP_KEY');
  const webhookSecret = environment.webhookSecret('HABEAS_WEBHOOK_SECRET');
  const publicUrl = publicUrlOf(environment);

  const file = path.resolve(
    options.appFolder,
    environment.optional('HABEAS_CONFIG') ?? 'habeas.config.json',
  );
  const content = readConfigurationFile(file);
  if (Array.isArray(content)) throw new ConfigurationError([...environment.mistakes, ...content]);

  const { connectors, now } = options;
  const opened = openSystems(content.systems, { file, connectors, environment, now });
  const origins = originsOf(content, file, environment);
  const mistakes = [...environment.mistakes, ...opened.mistakes, ...origins.mistakes];
  if (mistakes.length > 0) throw new ConfigurationError(mistakes);

  const { callbacks, giveUpAfter, ...policy } = content.policy;
  return {
    systems: opened.systems,
    policy: {
      ...policy,
      giveUpAfterSeconds: giveUpAfter,
      callbacks: { ...callbacks, origins: origins.origins, webhookSecret },
    },
    storage,
    keyEncryptionKey,
    lookupKey,
    publicUrl,
  };
}

function storageOf(environment: EnvironmentReader): StorageSettings {
  const accountName = environment.optional('AzureWebJobsStorage__accountName');
  if (accountName !== null)
    return { accountName, clientId: environment.optional('AzureWebJobsStorage__clientId') };
  const connectionString = environment.required(
    'AzureWebJobsStorage',
    'set it to a connection string, or AzureWebJobsStorage__accountName to the account that the managed identity may use',
  );
  return { connectionString };
}

function publicUrlOf(environment: EnvironmentReader): string {
  const hostName = environment.optional('WEBSITE_HOSTNAME') ?? 'localhost';
  const url = environment.optional('HABEAS_PUBLIC_URL') ?? `https://${hostName}/`;
  return url.endsWith('/') ? url : `${url}/`;
}

function readConfigurationFile(file: string): ConfigurationFile | Mistake[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return [{ file, path: '', fix: unreadable(error) }];
  }
  const checked = fileSchema.safeParse(content);
  return checked.success ? checked.data : mistakesOf(file, '', content, checked.error.issues);
}

/** Only the place of a syntax error: its message would quote the file. */
function unreadable(error: unknown): string {
  if (!(error instanceof SyntaxError))
    return 'cannot be read: set HABEAS_CONFIG to the path of the configuration file';
  const place = /\(line \d+ column \d+\)/.exec(error.message)?.[0] ?? '';
  return `is not JSON ${place}`.trimEnd();
}

function originsOf(
  { policy }: ConfigurationFile,
  file: string,
  environment: EnvironmentReader,
): { origins: CallbackPolicy['origins']; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const seen = new Set<string>();
  const origins = policy.callbacks.origins.map(({ origin, secrets }, index) => {
    if (seen.has(origin)) {
      const at = `policy.callbacks.origins[${String(index)}].origin`;
      mistakes.push({ file, path: at, value: origin, fix: 'stands here twice: join the secrets' });
    }
    seen.add(origin);
    const names = secrets.map((reference) => reference.slice('env:'.length));
    return { origin, secrets: names.map((name) => environment.webhookSecret(name)) };
  });
  return { origins, mistakes };
}
