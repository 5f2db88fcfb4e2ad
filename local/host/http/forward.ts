import { Agent, request as send, type IncomingMessage, type ServerResponse } from 'node:http';

// Headers for one connection only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]);

const agent = new Agent({ keepAlive: true });

export interface Exchange {
  /** Rejects when the other side cannot be reached or closes the connection too early. */
  readonly broken: Promise<never>;
  /** Closes the connection if it is still open. */
  end(): void;
}

/**
 * Forwards a request to a port of this machine and sends the answer back. Bodies stream in both directions.
 * @param added headers that replace the caller's
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  added: Readonly<Record<string, string>>,
): Exchange {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const onward = send({
    agent,
    host: '127.0.0.1',
    port,
    method: request.method,
    path: request.url,
    headers: { ...endToEnd(request.headersDistinct), ...added },
  });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 500, endToEnd(answer.headersDistinct));
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  onward.on('error', broken.reject);
  response.on('close', () => onward.destroy());
  request.on('error', () => onward.destroy());
  request.pipe(onward);
  return { broken: broken.promise, end: () => void onward.destroy() };
}

function endToEnd(headers: NodeJS.Dict<string[]>): Record<string, string | string[]> {
  const named = new Set(
    (headers['connection'] ?? [])
      .join(',')
      .toLowerCase()
      .split(/\s*,\s*/),
  );
  const kept: Record<string, string | string[]> = {};
  for (const [name, values] of Object.entries(headers)) {
    const [only, ...more] = values ?? [];
    if (only === undefined || hopByHop.has(name) || named.has(name)) continue;
    kept[name] = more.length === 0 ? only : [only, ...more];
  }
  return kept;
}
