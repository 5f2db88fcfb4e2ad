import { readFileSync } from 'node:fs';
import path from 'node:path';
import { refuseUsage } from './command-failure.ts';

/** The address of the service, and the credential of the caller. */
export interface Connection {
  /** The base of the API, without a slash at the end. */
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ConnectionOptions {
  readonly url?: string;
  readonly data: string;
  readonly role?: string;
}

/**
 * Reads the address from `--url` or `HABEAS_URL`, otherwise from the stack that runs on this machine. Reads the credential from
 * `HABEAS_TOKEN` or `HABEAS_KEY`. A credential is never an option, because other users of the machine can read command lines.
 */
export function readConnection(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
): Connection {
  const url = options.url ?? environment['HABEAS_URL'];
  const api = url === undefined ? apiOfLocalStack(options.data) : apiOf(url);
  const headers = credential(options, environment);
  if (Object.keys(headers).length > 0 && !isProtected(api))
    refuseUsage(
      'A key or token is sent only over https, except to this machine. Use an https address.',
    );
  return { api, headers };
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

function credential(
  { data, role }: ConnectionOptions,
  { HABEAS_TOKEN: token, HABEAS_KEY: key }: NodeJS.ProcessEnv,
): Record<string, string> {
  if (role !== undefined) return { 'x-functions-key': localKey(data, role) };
  if (token) return { authorization: `Bearer ${token}` };
  return key ? { 'x-functions-key': key } : {};
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

function isProtected(api: string): boolean {
  const { protocol, hostname } = new URL(api);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function readObject(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
