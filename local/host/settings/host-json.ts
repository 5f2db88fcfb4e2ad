import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { LogLevel, LogLevels } from '../log.ts';
import { settingOf, type Environment } from './app-settings.ts';
import { checkSettings } from './check-settings.ts';
import { withKnownNames } from './known-names.ts';
import { readJsonFile } from './read-json-file.ts';
import { oneOf, timeLimit, timeSpan, wholeNumber } from './setting-types.ts';
import { SettingsError } from './settings-error.ts';

const logLevel = oneOf('trace', 'debug', 'information', 'warning', 'error', 'critical', 'none');

const queues = z.object({
  batchSize: wholeNumber(1, 32).default(16),
  newBatchThreshold: wholeNumber(0).optional(),
  maxPollingInterval: timeSpan(100).optional(),
  maxDequeueCount: wholeNumber(1).default(5),
  visibilityTimeout: timeSpan().default(0),
  messageEncoding: oneOf('base64', 'none').default('base64'),
});

const blobs = z.object({
  maxDegreeOfParallelism: wholeNumber(1).default(8 * availableParallelism()),
  poisonBlobThreshold: wholeNumber(1).default(5),
});

const http = z.object({
  routePrefix: z.string().default('api'),
  maxOutstandingRequests: wholeNumber(-1).default(-1),
  maxConcurrentRequests: wholeNumber(-1).default(-1),
  customHeaders: z.record(z.string(), z.string()).default({}),
  hsts: z.unknown().optional(),
});

const hostJson = z.object({
  functions: z.array(z.string()).optional(),
  functionTimeout: timeLimit().optional(),
  logging: z
    .object({ logLevel: z.record(z.string(), logLevel).default({}) })
    .default({ logLevel: {} }),
  extensions: z
    .object({
      http: http.default(http.parse({})),
      queues: queues.default(queues.parse({})),
      blobs: blobs.default(blobs.parse({})),
      durableTask: z.record(z.string(), z.unknown()).default({}),
    })
    .default({
      http: http.parse({}),
      queues: queues.parse({}),
      blobs: blobs.parse({}),
      durableTask: {},
    }),
});

const knownNames = [
  'version',
  ...Object.keys(hostJson.shape),
  'logLevel',
  ...['http', 'queues', 'blobs', 'durableTask'],
  ...Object.keys(http.shape),
  ...Object.keys(queues.shape),
  ...Object.keys(blobs.shape),
];
const dataNames = new Set(['logLevel', 'customHeaders', 'durableTask']);

export type QueueSettings = z.infer<typeof queues> & { readonly maxPollingInterval: number };
export type BlobSettings = z.infer<typeof blobs>;
export type HttpSettings = z.infer<typeof http>;

export interface HostJson {
  /** Names of the functions to load. Absent: all functions. */
  readonly functions: readonly string[] | undefined;
  readonly logLevels: LogLevels;
  /** The longest duration of an invocation in milliseconds. Absent: no limit. */
  readonly functionTimeout: number | undefined;
  readonly http: HttpSettings;
  readonly queues: QueueSettings;
  readonly blobs: BlobSettings;
  /** As written. The durable extension reads it. */
  readonly durableTask: Readonly<Record<string, unknown>>;
}

/**
 * Reads an app's `host.json`. A missing file gives the defaults. As on Azure, `AzureFunctionsJobHost__a__b` in the environment
 * replaces `a.b` of the file.
 * @throws SettingsError when the file is not JSON or a value is wrong
 */
export function readHostJson(folder: string, environment: Environment): HostJson {
  const file = path.join(folder, 'host.json');
  const written = existsSync(file) ? readJsonFile(file) : { version: '2.0' };
  if (!isObject(written)) throw new SettingsError(`${file} must hold a JSON object.`);
  const named = withKnownNames(withOverrides(written, environment), knownNames, dataNames);
  if (!isObject(named) || named['version'] !== '2.0')
    throw new SettingsError(`${file} is missing the required "version": "2.0" (as a text).`);
  const settings = withSettings(named, environment);
  const {
    functions,
    functionTimeout = -1,
    logging,
    extensions,
  } = checkSettings(file, hostJson, settings);
  const { maxPollingInterval = longestPoll(environment) } = extensions.queues;
  return {
    functions,
    functionTimeout: functionTimeout > 0 ? functionTimeout : undefined,
    logLevels: { ...quietByDefault, ...logging.logLevel },
    ...extensions,
    queues: { ...extensions.queues, maxPollingInterval },
  };
}

/** The queue extension polls at least every 2 s in Development (QueuesOptions), and every minute elsewhere. */
function longestPoll({ AZURE_FUNCTIONS_ENVIRONMENT: name = 'Development' }: Environment): number {
  return name.toLowerCase() === 'development' ? 2_000 : 60_000;
}

// Core Tools shows only warnings and errors of the worker itself.
const quietByDefault: Record<string, LogLevel> = { Worker: 'warning' };

/** Replaces `%NAME%` in every text. A name without a setting stays in the text. */
function withSettings(value: unknown, environment: Environment): unknown {
  if (typeof value === 'string')
    return value.replace(
      /%([A-Za-z_][\w.:-]*)%/g,
      (whole, name: string) => settingOf(environment, name) ?? whole,
    );
  if (Array.isArray(value)) return value.map((item) => withSettings(item, environment));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withSettings(inner, environment)]),
  );
}

function withOverrides(
  written: Record<string, unknown>,
  environment: Environment,
): Record<string, unknown> {
  const settings = structuredClone(written);
  for (const [name, value] of Object.entries(environment)) {
    const [prefix, ...keys] = name.split(/__|:/);
    if (prefix !== 'AzureFunctionsJobHost' || keys.length === 0 || value === undefined) continue;
    let place = settings;
    for (const key of keys.slice(0, -1)) {
      const own = sameKey(place, key);
      const inner = place[own];
      const next: Record<string, unknown> = isObject(inner) ? inner : {};
      place[own] = next;
      place = next;
    }
    place[sameKey(place, keys.at(-1) ?? '')] = value;
  }
  return settings;
}

function sameKey(place: Record<string, unknown>, key: string): string {
  return Object.keys(place).find((own) => own.toLowerCase() === key.toLowerCase()) ?? key;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
