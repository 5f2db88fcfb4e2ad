import { readFileSync } from 'node:fs';
import path from 'node:path';
import { refuseUsage } from './command-failure.ts';
import { currentToken } from './sign-in/current-token.ts';
import { keptSignIns } from './sign-in/kept-sign-in.ts';
import { isProtected } from './sign-in/protected.ts';

/** The address of the service, and the credential of the caller. */
export interface Connection {
  /** The base of the API, without a slash at the end. */
  readonly api: string;
  /** The headers with the credential. A token that has expired is replaced first. */
  readonly credential: () => Promise<Headers>;
}

type Headers = Readonly<Record<string, string>>;

export interface ConnectionOptions {
  readonly url?: string;
  readonly data: string;
  readonly role?: string;
}

/** Reads the address from `--url` or `HABEAS_URL`, otherwise from the stack that runs on this machine. */
export function addressOf(options: ConnectionOptions, environment: NodeJS.ProcessEnv): string {
  const url = options.url ?? environment['HABEAS_URL'];
  return url === undefined ? apiOfLocalStack(options.data) : apiOf(url);
}

/**
 * Connects with the credential in `HABEAS_TOKEN` or `HABEAS_KEY`, otherwise as the person who signed in with `habeas login`. A credential is
 * never an option, because other users of the machine can read command lines.
 */
export function readConnection(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
): Connection {
  const api = addressOf(options, environment);
  const given = givenCredential(options, environment);
  if (given && !isProtected(api))
    refuseUsage(
      'A key or token is sent only over https, except to this machine. Use an https address.',
    );
  if (given || !isProtected(api)) return { api, credential: async () => given ?? {} };
  const kept = keptSignIns(environment);
  return {
    api,
    credential: async () => {
      const token = await currentToken(kept, api);
      return token === null ? {} : { authorization: `Bearer ${token}` };
    },
  };
}

function apiOf(url: string): string {
  const address = URL.parse(url);
  if (!address || !['http:', 'https:'].includes(address.protocol))
    refuseUsage('The address of the service must be like https://dsar.example.org/api.');
  const { origin, pathname } = address;
  return pathname === '/' ? `${origin}/api` : `${origin}${pathname.replace(/\/+$/, '')}`;
}

function apiOfLocalStack(data: string): string {
  const { api } = readObject(path.join(data, 'run.json')) ?? {};
  if (typeof api === 'string') return api;
  return refuseUsage(
    `No service runs on this machine with its data in ${data}. Start one with npm start, or name a service with --url or HABEAS_URL.`,
  );
}

function givenCredential(
  { data, role }: ConnectionOptions,
  { HABEAS_TOKEN: token, HABEAS_KEY: key }: NodeJS.ProcessEnv,
): Headers | null {
  if (role !== undefined) return { 'x-functions-key': localKey(data, role) };
  if (token) return { authorization: `Bearer ${token}` };
  return key ? { 'x-functions-key': key } : null;
}

/** `npm start -- --auth` writes a key of each role into its data folder. */
function localKey(data: string, role: string): string {
  const keys = readObject(path.join(data, 'host', 'keys.json'))?.['service'];
  const service = (keys ?? {}) as Readonly<Record<string, unknown>>;
  const key = service[role];
  if (typeof key === 'string') return key;
  const known = Object.keys(service);
  return refuseUsage(
    known.length === 0
      ? '--role needs a stack on this machine that was started with npm start -- --auth.'
      : `--role takes one of ${known.join(', ')}.`,
  );
}

function readObject(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
