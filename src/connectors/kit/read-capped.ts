import { SystemFailure } from '../../domain/failure.ts';

/**
 * Reads an answer as text.
 * @throws SystemFailure `unexpected-answer` as soon as it is longer than `maxBytes`
 */
export async function readCapped(response: Response, maxBytes: number): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new SystemFailure('unexpected-answer', 'answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
