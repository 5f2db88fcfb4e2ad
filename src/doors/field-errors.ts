import type { z } from 'zod';
import type { FieldError } from './problem.ts';

const mostErrors = 20;

/** Steps come from our own schema and array indices, so a pointer never repeats a name that was sent. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return ['#', ...path.map((step) => String(step))].join('/');
}

/** What is wrong and where. The messages are those of our schema, which repeat nothing of what was sent. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues
    .slice(0, mostErrors)
    .map(({ path, message }) => ({ pointer: pointerTo(path), detail: message }));
}
