import type { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';

/**
 * Checks a JSON answer against the shape that the vendor documents.
 * @throws SystemFailure `unexpected-answer`; the message holds neither fields nor values, because both may be personal data
 */
export function parseAnswer<T>(text: string, shape: z.ZodType<T>): T {
  return checkAnswer(parseJson(text), shape);
}

/** Checks an answer that is already parsed, such as an item of a batch. */
export function checkAnswer<T>(value: unknown, shape: z.ZodType<T>): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new SystemFailure('unexpected-answer', 'answer has another shape than documented');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SystemFailure('unexpected-answer', 'answer is not JSON');
  }
}
