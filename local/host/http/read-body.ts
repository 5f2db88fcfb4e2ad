import type { IncomingMessage } from 'node:http';

/** The request body is longer than the limit. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
const defaultLimit = 104_857_600;

/** The limit of a request body in bytes, from the setting that changes it on Azure. */
export function bodyLimit(setting: string | undefined): number {
  const limit = Number(setting);
  return setting !== undefined && Number.isSafeInteger(limit) && limit >= 0 ? limit : defaultLimit;
}

/** The content-length, or 0. Azure's host looks at nothing else. */
export function announcedLength(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/** @throws BodyTooLargeError when the body has more than `limit` bytes */
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
