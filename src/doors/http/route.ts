import type { HttpMethod, HttpRequest, HttpResponseInit } from '@azure/functions';
import { KeysDiffer } from '../../ports/keys-differ.ts';
import { StorageAway } from '../../ports/storage-away.ts';
import type { Call } from '../intake.ts';
import { problem, Refused, type Problem } from '../problem.ts';

export type Handler = (request: HttpRequest, call: Call) => Promise<HttpResponseInit>;

/** Every route is registered for all methods, so that a wrong method gets problem+json. The host alone would answer an empty 404. */
export const allMethods: HttpMethod[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
];

const retryAfterSeconds = 5;
/** A person has to put the keys back. */
const retryAfterKeysSeconds = 300;

/** Answers may hold personal data, so no cache may store them. Browsers must not guess another content type. */
export const answerHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponseInit {
  return {
    status,
    headers: { 'content-type': 'application/json', ...answerHeaders, ...headers },
    body: JSON.stringify(body),
  };
}

function problemAnswer(
  answered: Problem,
  headers: Readonly<Record<string, string>>,
): HttpResponseInit {
  return {
    status: answered.status,
    headers: { 'content-type': 'application/problem+json', ...answerHeaders, ...headers },
    body: JSON.stringify(answered),
  };
}

/** Turns every error of a handler into problem+json (RFC 9457). */
export function guarded(handler: Handler): Handler {
  return async (request, call) => {
    try {
      return await handler(request, call);
    } catch (error) {
      return answerTo(error, call);
    }
  };
}

/**
 * Refuses every call while the service may not run.
 * @param why the error that says so; undefined while it may run
 */
export function refusing(handler: Handler, why: () => Error | undefined): Handler {
  return guarded(async (request, call) => {
    const error = why();
    if (error) throw error;
    return handler(request, call);
  });
}

/** Makes one route, with a handler per HTTP method. */
export function route(handlers: Partial<Record<HttpMethod, Handler>>): Handler {
  return guarded((request, call) => {
    const handler = handlers[request.method as HttpMethod];
    if (!handler) throw methodNotAllowed(Object.keys(handlers));
    return handler(request, call);
  });
}

function methodNotAllowed(methods: readonly string[]): Refused {
  const allow = methods.join(', ');
  return new Refused(problem('method-not-allowed', `Use ${allow}.`), { allow });
}

function answerTo(error: unknown, { log }: Call): HttpResponseInit {
  if (error instanceof Refused) {
    log.info('refused', { code: error.problem.code });
    return problemAnswer(error.problem, error.headers);
  }
  log.error('call failed', error);
  // Its text names settings only, and says what the operator must do.
  if (error instanceof KeysDiffer)
    return problemAnswer(problem('unavailable', error.message), {
      'retry-after': String(retryAfterKeysSeconds),
    });
  if (error instanceof StorageAway)
    return problemAnswer(problem('unavailable', 'Try again later.'), {
      'retry-after': String(retryAfterSeconds),
    });
  return problemAnswer(
    problem('internal', 'Try again. The log of the service has the details.'),
    {},
  );
}
