import { z } from 'zod';
import { jsonPathProblem, valuesAt } from './json-path.ts';

export const jsonPath = z
  .string()
  .refine(
    (text) => jsonPathProblem(text) === null,
    'must be a JSONPath (RFC 9535), such as $.items',
  );

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** An answer meets it when a value at the path is one of the named values. Without named values, any value except null, false and '' counts. */
export const condition = z.strictObject({
  path: jsonPath,
  is: z.union([scalar, z.array(scalar).min(1)]).optional(),
});

export type Condition = z.infer<typeof condition>;

export function holds({ path, is }: Condition, answer: unknown): boolean {
  const found = valuesAt(answer, path);
  if (is === undefined) return found.some((one) => one !== null && one !== false && one !== '');
  const wanted = [is].flat();
  return found.some((one) => wanted.some((each) => each === one));
}
