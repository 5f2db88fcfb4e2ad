import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  isRequestId,
  isTerminal,
  requestIdOf,
  requestStates,
  type RequestState,
} from '../../domain/request.ts';
import type { Assignee } from '../../domain/assignee.ts';
import { isSystemId, systemIdOf } from '../../domain/system.ts';
import { verdicts } from '../../domain/verdict.ts';
import { auditContinuation } from '../../ports/audit.ts';
import type { RequestFilter } from '../../ports/request-filter.ts';
import { refuse } from '../problem.ts';

const openStates = requestStates.filter((state) => !isTerminal(state));

/** One or more values, separated by commas. */
function listOf<T extends string>(values: readonly T[], message: string) {
  const isValue = (text: string): text is T => (values as readonly string[]).includes(text);
  return z
    .string(message)
    .transform((text) => text.split(','))
    .refine((texts) => texts.every(isValue), message)
    .transform((texts) => [...new Set(texts.filter(isValue))]);
}

const systemId = (message: string) =>
  z.string(message).refine(isSystemId, message).transform(systemIdOf);

const dueBefore = 'dueBefore: a date, or a date and time (RFC 3339).';
const waiting = 'waiting: the id of a system, or any.';
const limit = 'limit: 1 to 200.';
const continuation = 'continuation: the value from the previous page.';

/** The query of `GET /requests`. */
export const listParameters = {
  state: listOf(
    ['open', ...requestStates],
    'state: states of a request, or open, separated by commas.',
  ).transform((states): RequestState[] => [
    ...new Set(states.flatMap((state) => (state === 'open' ? openStates : [state]))),
  ]),
  type: z.enum(['access', 'portability', 'erasure'], 'type: one of access, portability, erasure.'),
  system: systemId('system: the id of a system.'),
  verdict: listOf(verdicts, 'verdict: verdicts of a system, separated by commas.'),
  waiting: z.union([z.literal('any'), systemId(waiting)], waiting),
  assigned: z.literal('me', 'assigned: me.'),
  reference: z
    .string('reference: 1 to 64 of the characters A-Z a-z 0-9 . _ -')
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'reference: 1 to 64 of the characters A-Z a-z 0-9 . _ -'),
  dueBefore: z
    .string(dueBefore)
    .refine((text) => DateTime.fromISO(text).isValid, dueBefore)
    .transform((text) => DateTime.fromISO(text, { zone: 'utc' }).toJSDate().toISOString()),
  sort: z.enum(['received', 'due'], 'sort: one of received, due.'),
  limit: z
    .string(limit)
    .regex(/^\d{1,3}$/, limit)
    .transform(Number)
    .pipe(z.number().min(1, limit).max(200, limit)),
  continuation: z.string(continuation).refine(isRequestId, continuation).transform(requestIdOf),
};

/** Parameters that the Functions host reads itself. */
const hostParameters = new Set(['code', 'clientId']);

const unknown = 'A parameter is unknown.';
const pageLimit = listParameters.limit.prefault('50');

const schema = z.strictObject(
  { ...z.object(listParameters).partial().shape, limit: pageLimit },
  unknown,
);

/**
 * Reads the filter of `GET /requests`.
 * @param me the caller, for `assigned=me`
 * @throws Refused `invalid-request`
 */
export function requestFilterOf(query: URLSearchParams, me: Assignee): RequestFilter {
  return filterOf(readQuery(query, schema), me);
}

/** The parameters of every list that continues at a request id. */
export const pageParameters = {
  limit: listParameters.limit,
  continuation: listParameters.continuation,
};

/** The query of `GET /audit`. */
export const auditParameters = {
  limit: listParameters.limit,
  continuation: z.string(continuation).regex(auditContinuation, continuation),
};

/** @throws Refused `invalid-request` */
export function auditPageOf(query: URLSearchParams) {
  return readQuery(
    query,
    z.strictObject(
      { limit: pageLimit, continuation: auditParameters.continuation.optional() },
      unknown,
    ),
  );
}

/**
 * Reads the parameters of a call. An empty value means that the parameter is not given.
 * @throws Refused `invalid-request`
 */
export function readQuery<Schema extends z.ZodType>(
  query: URLSearchParams,
  parameters: Schema,
): z.output<Schema> {
  const given: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name).filter((value) => value !== '');
    // A parameter that is given twice becomes an array. The schema refuses it, because it expects a string.
    if (values.length > 0 && !hostParameters.has(name))
      given[name] = values.length > 1 ? values : values[0];
  }
  const result = parameters.safeParse(given);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ message }) => message);
  return refuse('invalid-request', [...new Set(details)].join(' '));
}

function filterOf(
  { state, verdict, assigned, ...rest }: z.infer<typeof schema>,
  me: Assignee,
): RequestFilter {
  const named = { ...rest, states: state, verdicts: verdict, assigned: assigned && me };
  const present = Object.entries(named).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(present), limit: rest.limit };
}
