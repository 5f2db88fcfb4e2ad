import type { IncomingMessage, ServerResponse } from 'node:http';

export interface BodyRate {
  /** How often the rate is measured, in milliseconds. The first interval of a request is not measured. */
  readonly everyMs: number;
  readonly bytesPerSecond: number;
}

/** Kestrel's `MinRequestBodyDataRate`: 240 bytes a second after 5 seconds. */
export const kestrelsBodyRate: BodyRate = { everyMs: 5_000, bytesPerSecond: 240 };

export interface SlowBodies {
  watch(request: IncomingMessage, response: ServerResponse): void;
  stop(): void;
}

interface Watched {
  readonly response: ServerResponse;
  /** Bytes of the connection at the last measurement; absent before the first, and while the body waits for its reader. */
  received: number | undefined;
}

/**
 * Ends requests whose body does not arrive any more: with 408, or by closing the connection when the answer has begun. A pause of the
 * function that reads the body does not count.
 */
export function createSlowBodies({ everyMs, bytesPerSecond }: BodyRate): SlowBodies {
  const open = new Map<IncomingMessage, Watched>();
  const fewest = (bytesPerSecond * everyMs) / 1000;

  function measure(): void {
    for (const [request, watched] of open) {
      if (request.complete || request.destroyed) {
        open.delete(request);
        continue;
      }
      const received = request.socket.bytesRead;
      const before = watched.received;
      const waitsForReader = request.readableLength >= request.readableHighWaterMark;
      // An interval counts only when the reader was ready during all of it, so an interval after a wait does not count either.
      watched.received = waitsForReader ? undefined : received;
      if (before === undefined || waitsForReader || received - before >= fewest) continue;
      open.delete(request);
      giveUp(request, watched.response);
    }
  }

  const timer = setInterval(measure, everyMs);
  timer.unref();
  return {
    watch(request, response) {
      const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
      if (length !== '0' || coding !== undefined)
        open.set(request, { response, received: undefined });
    },
    stop() {
      clearInterval(timer);
    },
  };
}

function giveUp(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    request.destroy();
    return;
  }
  response.writeHead(408, { connection: 'close' });
  response.end(() => {
    request.destroy();
  });
}
