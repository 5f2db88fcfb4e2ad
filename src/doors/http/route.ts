import type { HttpMethod, HttpRequest, HttpResponseInit } from '@azure/functions';
import { KeysDiffer } from '../../ports/keys-differ.ts';
import { StorageAway } from '../../ports/storage-away.ts';
import { mustBeAllowed, type Action, type Permissions } from '../authorise.ts';
import type { Admit } from '../call-limits.ts';
import type { Identify } from '../identify-caller.ts';
import type { Call } from '../intake.ts';
import type { Principal } from '../principal.ts';
import { problem, Refused, type Problem } from '../problem.ts';

export type Handler = (request: HttpRequest, call: Call) => Promise<HttpResponseInit>;

/** A call of an authenticated caller who is allowed to use the route. */
export interface HttpCall extends Call {
  readonly caller: Principal;
}

/** What a route does for one HTTP method, and the action of the table of `authorise.ts` that a caller needs for it. */
export interface Entry {
  readonly action: Action;
  readonly handle: (request: HttpRequest, call: HttpCall) => Promise<HttpResponseInit>;
}

/** Authenticates callers. No other code decides who may call. */
export interface Gate {
  readonly identify: Identify;
  readonly admit: Admit;
  readonly policy: Permissions;
}

/** A handler that has passed through `route`, with the action of each method. */
export type Route = Handler & {
  readonly actions: Readonly<Partial<Record<HttpMethod, Action>>>;
};

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
/** A person has to restore the keys, so an early retry would not help. */
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
 * Refuses every call while the service must not run.
 * @param why the error that says why; undefined while the service may run
 */
export function refusing(handler: Handler, why: () => Error | undefined): Handler {
  return guarded(async (request, call) => {
    const error = why();
    if (error) throw error;
    return handler(request, call);
  });
}

/** Makes one route. It serves only callers who are authenticated, within their limit, and allowed to call it. */
export function route(gate: Gate, entries: Readonly<Partial<Record<HttpMethod, Entry>>>): Route {
  const handler = guarded(async (request, call) => {
    const caller = await gate.identify(request, call.log);
    gate.admit(caller, call.log);
    const entry = entries[request.method as HttpMethod];
    if (!entry) throw methodNotAllowed(Object.keys(entries));
    mustBeAllowed(caller, entry.action, gate.policy);
    return entry.handle(request, { ...call, caller });
  });
  const actions = Object.entries(entries).map(([method, { action }]) => [method, action]);
  return Object.assign(handler, { actions: Object.fromEntries(actions) as Route['actions'] });
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
