import { SystemFailure } from '../../domain/failure.ts';

/**
 * Reads an answer as text, piece by piece.
 * @throws SystemFailure `unexpected-answer` as soon as it is longer than `maxBytes`
 */
export async function readCapped(
  answer: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of answer) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new SystemFailure('unexpected-answer', 'answer is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
