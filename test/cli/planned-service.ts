import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface PlannedAnswer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A service that gives planned answers: for each call line the answers in their order, the last one again and again. */
export async function startPlannedService(
  plan: Readonly<Record<string, readonly PlannedAnswer[]>>,
) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const line = `${request.method ?? ''} ${request.url ?? ''}`;
      const body = request.method === 'POST' ? await json(request) : undefined;
      const before = calls.filter((call) => call.line === line).length;
      calls.push({ line, headers: request.headers, body });
      const answers = plan[line] ?? [notFound];
      const {
        status = 200,
        body: sent,
        headers = {},
      } = answers[before] ?? answers.at(-1) ?? notFound;
      const type = status >= 400 ? 'application/problem+json' : 'application/json';
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(typeof sent === 'string' ? sent : JSON.stringify(sent));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function problem(status: number, code: string, more: object = {}): PlannedAnswer {
  return {
    status,
    body: { type: `urn:habeas:problem:${code}`, title: 'It cannot be done', status, code, ...more },
  };
}

const notFound = problem(404, 'not-found', { detail: 'There is no such thing.' });
