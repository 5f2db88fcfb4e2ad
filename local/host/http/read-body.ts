import type { IncomingMessage } from 'node:http';

/** The request is longer than the host takes. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
const defaultLimit = 104_857_600;

/** The most bytes a request may have, from the setting that changes it on Azure. */
export function bodyLimit(setting: string | undefined): number {
  const limit = Number(setting);
  return setting !== undefined && Number.isSafeInteger(limit) && limit >= 0 ? limit : defaultLimit;
}

/** What the sender announced, or 0: the host knows no other measure. */
export function announcedLength(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/** @throws BodyTooLargeError when more than `limit` bytes come */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (announcedLength(request) > limit) throw new BodyTooLargeError();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length);
}
