import { z } from 'zod';
import { jsonPathProblem, valuesAt } from './json-path.ts';

export const jsonPath = z
  .string()
  .refine(
    (text) => jsonPathProblem(text) === null,
    'must be a JSONPath (RFC 9535), such as $.items',
  );

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** True of an answer when a value at the path is one of those named; without names, when there is any value but null, false and ''. */
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
