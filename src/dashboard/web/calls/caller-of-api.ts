import { texts } from '../texts/texts.ts';
import { createKnownAnswers } from './known-answers.ts';
import { Problem, problemOf } from './problem.ts';
import { noteServerTime } from './server-clock.ts';

/** Makes single calls. Both methods throw `Problem`. */
export interface CallerOfApi {
  readonly get: <T>(path: string, signal: AbortSignal) => Promise<T>;
  /** An answer without content is null. */
  readonly post: <T>(path: string, body: object) => Promise<T>;
}

/** Milliseconds. An answer that takes longer counts as no answer. */
const patienceMs = 20_000;

/**
 * @param base the API's address, ending in `/`
 * @param key sent as a header, never in an address
 */
export function createCaller(
  base: string,
  key: string | null,
  fetch: typeof globalThis.fetch,
): CallerOfApi {
  const known = createKnownAnswers();

  async function send(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const response = await fetch(new URL(path, base), {
      ...init,
      headers: {
        accept: 'application/json',
        ...(key !== null && { 'x-functions-key': key }),
        ...(init.headers as Record<string, string> | undefined),
      },
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    }).catch((cause: unknown) => {
      signal.throwIfAborted();
      const { unreachable, noAnswer, noConnection } = texts().problems;
      throw new Problem('unreachable', unreachable(isTimeout(cause) ? noAnswer : noConnection));
    });
    noteServerTime(response.headers.get('date'));
    return response;
  }

  async function get<T>(path: string, signal: AbortSignal): Promise<T> {
    const earlier = known.get(path);
    const headers: Record<string, string> = earlier ? { 'if-none-match': earlier.etag } : {};
    const response = await send(path, { headers }, signal);
    if (response.status === 304 && earlier) return earlier.body as T;
    if (!response.ok) throw await problemOf(response);
    const body = await read<T>(response, signal);
    known.keep(path, response.headers.get('etag'), body);
    return body;
  }

  async function post<T>(path: string, body: object): Promise<T> {
    const { signal } = new AbortController();
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await send(path, init, signal);
    if (!response.ok) throw await problemOf(response);
    return response.status === 204 ? (null as T) : read<T>(response, signal);
  }

  return { get, post };
}

function read<T>(response: Response, signal: AbortSignal): Promise<T> {
  return response.json().catch(() => {
    signal.throwIfAborted();
    throw new Problem('failed', texts().problems.cutOff);
  }) as Promise<T>;
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}
