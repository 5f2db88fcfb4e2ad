import { DateTime } from 'luxon';
import { z } from 'zod';
import { isRequestId, requestIdOf, requestStates } from '../../domain/request.ts';
import { isSystemId, systemIdOf } from '../../domain/system.ts';
import type { RequestFilter } from '../../ports/register.ts';
import { refuse } from '../problem.ts';

const time = z
  .string()
  .refine((text) => DateTime.fromISO(text).isValid)
  .transform((text) => DateTime.fromISO(text, { zone: 'utc' }).toJSDate().toISOString());

const parameters = {
  state: z.enum(requestStates),
  type: z.enum(['access', 'portability', 'erasure']),
  system: z.string().refine(isSystemId).transform(systemIdOf),
  reference: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  dueBefore: time,
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(200)),
  continuation: z.string().refine(isRequestId).transform(requestIdOf),
};

/** Keys of the host itself. */
const notOurs = new Set(['code', 'clientId']);

const detailsOf: Record<keyof typeof parameters, string> = {
  state: 'state: one of the states of a request.',
  type: 'type: one of access, portability, erasure.',
  system: 'system: the id of a system.',
  reference: 'reference: 1 to 64 of the characters A-Z a-z 0-9 . _ -',
  dueBefore: 'dueBefore: a date or a time of RFC 3339.',
  limit: 'limit: 1 to 200.',
  continuation: 'continuation: as the page before gave it.',
};

const schema = z.strictObject({
  ...z.object(parameters).partial().shape,
  limit: parameters.limit.prefault('50'),
});

/**
 * The filter of `GET /requests`; an empty value counts as not given.
 * @throws Refused `invalid-request`
 */
export function requestFilterOf(query: URLSearchParams): RequestFilter {
  const given: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name).filter((value) => value !== '');
    // A value given twice is no string, which the schema refuses.
    if (values.length > 0 && !notOurs.has(name))
      given[name] = values.length > 1 ? values : values[0];
  }
  const result = schema.safeParse(given);
  if (result.success) return withoutUndefined(result.data);
  const details = result.error.issues.map(({ path: [name] }) =>
    name === undefined ? 'A parameter is not known.' : detailsOf[name as keyof typeof detailsOf],
  );
  return refuse('invalid-request', [...new Set(details)].join(' '));
}

function withoutUndefined({ limit, ...optional }: z.infer<typeof schema>): RequestFilter {
  const present = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(present), limit };
}
