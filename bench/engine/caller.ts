// The driver calls with the HTTP client of the harness, as it calls the other engines.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** One request with a JSON body; a status call waits up to a minute for the end (RFC 7240's `Prefer: wait`). */
export type Call = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly body: string }>;

/** The part of undici's Pool that is used here. */
interface Pool {
  request(options: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  }): Promise<{ readonly statusCode: number; readonly body: { text(): Promise<string> } }>;
  destroy(): Promise<void>;
}

/** Opens connections to one server, as `lib/embedded.mjs` of the harness does. */
export async function openCaller(
  origin: string,
  harness: string,
): Promise<{ readonly call: Call; readonly close: () => Promise<void> }> {
  const file = path.join(harness, 'node_modules/undici/index.js');
  const { Pool } = (await import(pathToFileURL(file).href)) as {
    Pool: new (origin: string, options: object) => Pool;
  };
  const patience = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 120_000 };
  const pool = new Pool(origin, { connections: 128, pipelining: 1, ...patience });
  const headers = { 'content-type': 'application/json', prefer: 'wait=60' };
  return {
    async call(method, url, body) {
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await pool.request({ method, path: url, headers, ...text });
      return { status: answer.statusCode, body: await answer.body.text() };
    },
    close: () => pool.destroy(),
  };
}
