import { SystemFailure } from '../../domain/failure.ts';
import { answerBytes, type AnswerBytes } from './answer-bytes.ts';

/**
 * Reads an answer, piece by piece.
 * @throws SystemFailure `unexpected-answer` as soon as it is longer than `maxBytes`
 */
export async function readCapped(
  answer: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<AnswerBytes> {
  const bytes = answerBytes();
  for await (const chunk of answer) {
    if (bytes.length + chunk.byteLength > maxBytes)
      throw new SystemFailure('unexpected-answer', 'answer is too long');
    bytes.add(chunk);
  }
  return bytes;
}
