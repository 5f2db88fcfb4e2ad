import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import { z } from 'zod';
import { loadCertificates } from '../../../local/sandbox/tls/certificates.ts';
import { graphClient } from '../../../src/connectors/azure-ad-b2c/graph-client.ts';

export const user = z.object({ id: z.string() });

export interface Sent {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export interface Given {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const sent: Sent[] = [];

const renewals: string[] = [];

/** What the server answers next: one answer after another, or by the URL. */
export const planned: {
  url: string;
  answers: Given[];
  answer: (url: string) => Given | undefined;
} = { url: '', answers: [], answer: () => undefined };

export const waits: number[] = [];

let server: Server;

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'habeas-graph-client-'));
  // Microsoft's client gives its token to https only.
  const { caFile, server: certificate } = await loadCertificates(folder);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(caFile, 'utf8')]);
  server = createServer(certificate, (request, response) => {
    void text(request).then((body) => {
      const { url = '', headers } = request;
      sent.push({ url, headers, body: body === '' ? undefined : JSON.parse(body) });
      const given = planned.answer(url);
      if (given) response.writeHead(given.status, given.headers).end(given.body);
      else request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  planned.url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

beforeEach(() => {
  planned.answers = [];
  planned.answer = () => planned.answers.shift();
  sent.length = 0;
  renewals.length = 0;
  waits.length = 0;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

export const client = (
  wait: (milliseconds: number) => Promise<unknown> = (milliseconds) =>
    Promise.resolve(waits.push(milliseconds)),
  get: () => Promise<string> = () => Promise.resolve(`token-${String(renewals.length)}`),
) =>
  graphClient({
    graphUrl: planned.url,
    tokens: {
      get,
      renew: () => void renewals.push('renewed'),
    },
    timeoutSeconds: 5,
    now: () => new Date('2026-11-21T08:00:00Z'),
    wait,
  });

export const json = (body: unknown, status = 200): Given => ({
  status,
  body: JSON.stringify(body),
});

export async function read(path: string, manner = {}) {
  const pages: unknown[] = [];
  for await (const page of client().pages(path, user, manner)) pages.push(page);
  return pages;
}
