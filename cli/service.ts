import { setTimeout as delay } from 'node:timers/promises';
import { CommandFailure, failureOf, type Problem } from './command-failure.ts';
import type { Connection } from './connection.ts';
import { exitCodes } from './exit-codes.ts';

export interface Service {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<T>;
  /** The body of an answer as a stream, for files. */
  stream(path: string): Promise<ReadableStream<Uint8Array>>;
  /** The difference between the service's clock and this one, in seconds; null when the service does not tell its time. */
  clockDifferenceSeconds(): Promise<number | null>;
}

type Init = Pick<RequestInit, 'body'> & { readonly headers?: Readonly<Record<string, string>> };

const timeoutMs = 30_000;
/** How long a command waits in total while the service answers 429 or 503. */
const patienceSeconds = 60;

/**
 * Calls the service over HTTP. An answer of 429 or 503 changed nothing, so the call is sent again when `Retry-After` has passed.
 * @param connect is called at the first call of the service, because a command without calls needs no service
 */
export function openService(connect: () => Connection): Service {
  let connection: Connection | undefined;
  const connected = () => (connection ??= connect());
  async function once(method: string, path: string, init: RequestInit): Promise<Response> {
    const { api } = connected();
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await fetch(`${api}/${path}`, {
        ...init,
        method,
        signal,
        redirect: 'manual',
      });
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      throw unreachable(`does not answer${code ? ` (${code})` : ''}`);
    }
  }

  const unreachable = (what: string) =>
    new CommandFailure(
      `The service at ${connected().api} ${what}. Check the address, and that the service runs.`,
      exitCodes.unreachable,
    );

  async function call(method: string, path: string, init: Init = {}): Promise<Response> {
    let waitedSeconds = 0;
    for (;;) {
      const headers = { ...(await connected().credential()), ...init.headers };
      const answer = await once(method, path, { ...init, headers });
      if (answer.ok) return answer;
      const waitSeconds = Number(answer.headers.get('retry-after') ?? 5) || 1;
      const mayWait = [429, 503].includes(answer.status);
      if (!mayWait || waitedSeconds + waitSeconds > patienceSeconds)
        throw (await problemOf(answer)) ?? unreachable(`answered ${answer.status}`);
      await answer.body?.cancel();
      await delay(waitSeconds * 1000);
      waitedSeconds += waitSeconds;
    }
  }

  async function read<T>(answer: Response): Promise<T> {
    try {
      return (await answer.json()) as T;
    } catch {
      throw unreachable('did not answer with JSON');
    }
  }

  return {
    get: async (path) => read(await call('GET', path)),
    post: async (path, body = {}, headers = {}) => {
      const init = {
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      };
      return read(await call('POST', path, init));
    },
    stream: async (path) => {
      const { body } = await call('GET', path);
      if (!body) throw unreachable('sent an empty answer');
      return body;
    },
    clockDifferenceSeconds: async () => {
      const date = Date.parse((await once('GET', 'openapi.json', {})).headers.get('date') ?? '');
      return Number.isNaN(date) ? null : Math.round((date - Date.now()) / 1000);
    },
  };
}

async function problemOf(answer: Response): Promise<CommandFailure | undefined> {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return undefined;
  try {
    return failureOf((await answer.json()) as Problem);
  } catch {
    return undefined;
  }
}
