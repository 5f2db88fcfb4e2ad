import {
  Agent,
  request as send,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

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

/** How many bytes of a body are kept until the answer begins. With them, the request can be sent again. */
const keptBytes = 256 * 1024;

const mostResends = 3;

export interface Exchange {
  /** Rejects when the other side cannot be reached or closes the connection too early. */
  readonly broken: Promise<never>;
  /** Closes the connection if it is still open. */
  end(): void;
}

/**
 * Forwards a request to a port of this machine and sends the answer back. Bodies stream in both directions.
 * The server there closes a connection that was idle for some seconds. When it is very busy, connections also wait so long to be accepted that
 * the system resets them. In both cases the request is sent again on a new connection. It runs once: the server gives it to its invocation by
 * the invocation's id.
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
  const start = keepStart(request);
  let resends = 0;
  const open = (through: Agent | false): ClientRequest => {
    const sending = send({
      agent: through,
      host: '127.0.0.1',
      port,
      method: request.method,
      path: request.url,
      headers: { ...endToEnd(request.headersDistinct), ...added },
    });
    sending.on('response', (answer) => {
      start.forget();
      response.writeHead(answer.statusCode ?? 500, endToEnd(answer.headersDistinct));
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    sending.on('error', (error) => {
      const chunks = wasReset(error) && resends < mostResends ? start.chunks() : undefined;
      if (chunks && !response.destroyed) {
        resends += 1;
        onward = open(false);
        for (const chunk of chunks) onward.write(chunk);
        request.pipe(onward);
      } else broken.reject(error);
    });
    return sending;
  };
  let onward = open(agent);
  response.on('close', () => onward.destroy());
  request.on('error', () => onward.destroy());
  request.pipe(onward);
  return { broken: broken.promise, end: () => void onward.destroy() };
}

/** A connection that the server closed while it was idle shows the same errors: https://nodejs.org/api/http.html#requestreusedsocket */
function wasReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

/** Keeps the body that was read so far, while it is short. */
function keepStart(request: IncomingMessage) {
  let kept: Buffer[] | undefined = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > keptBytes) kept = undefined;
    kept?.push(chunk);
  });
  return {
    /** Undefined when more bytes were read than are kept. */
    chunks: () => kept,
    forget: () => {
      kept = undefined;
    },
  };
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
