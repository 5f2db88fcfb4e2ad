import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connector } from '../../src/connectors/contract.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import type { RecordRef } from '../../src/domain/match.ts';
import { systemIdOf } from '../../src/domain/system.ts';

/** An error as the vendor's documents show it. */
interface VendorError {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly connector: Connector;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly record: RecordRef;
}

/**
 * What a connector makes of an error, when a vendor answers every call with it.
 * @returns the code and the message of the failure of a deletion, or the kind of its answer
 */
export async function madeOf(error: VendorError, asked: Asked): Promise<string> {
  const server = await answering(error);
  const { port } = server.address() as AddressInfo;
  const access = asked.connector.open({
    id: systemIdOf('asked-system'),
    settings: { ...asked.settings, baseUrl: `http://127.0.0.1:${String(port)}` },
    secrets: asked.secrets,
    now: () => new Date('2026-11-21T08:00:00Z'),
  });
  const intent = { begunAt: '2026-11-21T07:00:00Z', repeated: false, since: null };
  try {
    return (await access.erase(asked.record, intent)).kind;
  } catch (failure) {
    if (!(failure instanceof SystemFailure)) throw failure;
    const wait = failure.retryAfter === null ? '' : `, wait ${String(failure.retryAfter)} s`;
    return `${failure.code}: ${failure.message}${wait}`;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function answering({ status, body, headers = {} }: VendorError): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
