import type { IncomingMessage } from 'node:http';
import type { Environment } from '../settings/app-settings.ts';
import { SettingsError } from '../settings/settings-error.ts';

/** The request body is longer than the limit. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits
const defaultLimit = 104_857_600;

const name = 'FUNCTIONS_REQUEST_BODY_SIZE_LIMIT';

/**
 * The limit of a request body in bytes.
 * @throws SettingsError when the setting is not a number
 */
export function readBodyLimit({ [name]: written }: Environment): number {
  if (written === undefined) return defaultLimit;
  const limit = Number(written);
  if (written.trim() !== '' && Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new SettingsError(`${name} must be a number of bytes, not "${written}".`);
}

/** The content-length, or 0. Azure's host uses nothing else. */
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
