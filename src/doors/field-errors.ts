import type { z } from 'zod';
import type { FieldError } from './problem.ts';

const mostErrors = 20;

/** A pointer holds only names of our schema and array indices, so it never repeats a name from the sender. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return ['#', ...path.map((step) => String(step))].join('/');
}

/** At most 20 errors with their places. The messages come from our schema, so they never repeat a value from the sender. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues
    .slice(0, mostErrors)
    .map(({ path, message }) => ({ pointer: pointerTo(path), detail: message }));
}
