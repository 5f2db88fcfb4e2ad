import { z } from 'zod';
import { faultModes } from '../http/fault.ts';
import { ControlProblem } from '../http/problem.ts';

const milliseconds = z.number().min(0).max(3_600_000);

const pattern = z.string().refine((source) => {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}, 'must be a regular expression');

/** One time, or an odd number of times in ascending order. */
const turns = z
  .union([milliseconds.transform((ms) => [ms]), z.array(milliseconds)])
  .refine((times) => times.length % 2 === 1, 'must be an odd number of times')
  .refine((times) => times.every((ms, index) => ms >= (times[index - 1] ?? 0)), 'must rise');

export const faultSchema = z
  .strictObject({
    mode: z.enum(faultModes),
    when: z.enum(['before', 'after']).default('before'),
    status: z.int().min(200).max(599).optional(),
    retryAfter: z.number().min(0).optional(),
    delayMs: milliseconds.optional(),
    times: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.int().optional(),
    reads: z
      .strictObject({ one: turns.optional(), list: turns.optional(), binned: turns.optional() })
      .optional(),
    match: z
      .strictObject({ method: z.string().min(1).optional(), path: pattern.optional() })
      .optional(),
  })
  .refine((fault) => (fault.mode === 'lag') === (fault.reads !== undefined), {
    path: ['reads'],
    message: 'is required by the mode lag, and allowed only with it',
  })
  .refine((fault) => fault.mode !== 'refuse' || fault.when === 'before', {
    path: ['when'],
    message: 'a refused connection has no call that could take effect before it',
  });

export const clockSchema = z.strictObject({
  advanceSeconds: z
    .number()
    .min(0)
    .max(10 * 365 * 86_400),
});

export const tokenSchema = z.strictObject({
  person: z.string().optional(),
  system: z.string().default('b2c-de'),
  objectId: z.string().optional(),
  policy: z.string().default('B2C_1_reauthenticate'),
  audience: z.string().default('habeas-self-service'),
  claims: z.record(z.string(), z.unknown()).default({}),
});

/** @throws ControlProblem 400 that names each wrong field by its JSON pointer. */
export function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const pointers = result.error.issues.map((issue) => ({
    pointer: `#/${issue.path.map(String).join('/')}`,
    detail: issue.message,
  }));
  throw new ControlProblem(400, 'invalid-request', 'Correct the fields named in errors.', pointers);
}
