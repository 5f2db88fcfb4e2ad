import type { HttpRequest } from '@azure/functions';
import { refuse } from '../problem.ts';

const mostBytes = 256 * 1024;
/** A sender does not read the answer while it is still sending. So a body that is too large is still read up to this size. */
const mostBytesRead = 16 * 1024 * 1024;

/**
 * Parses a JSON body of at most 256 KiB. The bytes are counted as they arrive, because the Content-Length header may be wrong.
 * @throws Refused `unsupported-media-type`, `too-large`, `invalid-json`
 */
export async function readJsonBody(request: HttpRequest): Promise<unknown> {
  if (!isJson(request.headers.get('content-type')) || isEncoded(request))
    refuse('unsupported-media-type', 'Send application/json in UTF-8, not compressed.');
  const bytes = await readCapped(request);
  if (bytes === null) refuse('too-large', 'Send at most 256 KiB.');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return refuse('invalid-json', 'Send one JSON object in UTF-8.');
  }
}

/** The body of a call that needs no field. The body may be empty. */
export async function optionalBody(request: HttpRequest): Promise<unknown> {
  return request.headers.get('content-type') === null ? {} : await readJsonBody(request);
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?;?\s*$/i.test(contentType ?? '');
}

function isEncoded(request: HttpRequest): boolean {
  const encoding = request.headers.get('content-encoding');
  return encoding !== null && encoding.toLowerCase() !== 'identity';
}

/** @returns null when the body is larger than 256 KiB */
async function readCapped(request: HttpRequest): Promise<Buffer | null> {
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length <= mostBytes) chunks.push(chunk);
    if (length > mostBytesRead) break;
  }
  return length > mostBytes ? null : Buffer.concat(chunks);
}
