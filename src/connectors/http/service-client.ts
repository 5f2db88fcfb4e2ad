import { SystemFailure } from '../../domain/failure.ts';
import { addressGuard } from '../kit/address-guard.ts';
import { apiKey, basic, bearer, clientCredentials, type Auth } from '../kit/auth.ts';
import { callsInTurn } from '../kit/calls-in-turn.ts';
import { statusFailure } from '../kit/status-failure.ts';
import { usualLimits, type CallLimits, type VendorAnswer } from '../kit/vendor-request.ts';
import type { DeclaredCall } from './call-settings.ts';
import { holds } from './condition.ts';
import type { ServiceSettings } from './settings.ts';
import { bodyOf, hasVariable, pathOf, queryOf } from './template.ts';

/** The answer of a service: its JSON, and how to request the rest. */
export interface ServiceAnswer {
  /** @throws SystemFailure `unexpected-answer` for an answer that is not JSON */
  readonly json: () => unknown;
  readonly link: string | null;
}

export interface ServiceClient {
  /**
   * Makes a declared call.
   * @param value replaces the variable
   * @param more parameters of a page, or the URL of the next page as the service named it
   * @returns undefined when the service says that there is no such record; this counts only where the path names the record
   */
  ask(
    call: DeclaredCall,
    value: string,
    more?: Readonly<Record<string, string>> | string,
  ): Promise<ServiceAnswer | undefined>;
}

function authOf(
  { auth }: ServiceSettings,
  secret: string,
  limits: CallLimits,
  now: () => Date,
): Auth | undefined {
  switch (auth.type) {
    case 'none':
      return undefined;
    case 'bearer':
      return bearer(secret);
    case 'basic':
      return basic(auth.user, secret);
    case 'header':
      return apiKey(auth.name, secret);
    case 'oauth2': {
      const { tokenUrl, clientId, scope } = auth;
      const client = { tokenUrl, clientId, clientSecret: secret, limits, now };
      return clientCredentials({ ...client, ...(scope !== undefined && { scope }) });
    }
  }
}

export function serviceClient(
  settings: ServiceSettings,
  secret: string,
  now: () => Date,
): ServiceClient {
  const { internalHosts, timeoutSeconds, simultaneousCalls, absent, error, success } = settings;
  const base = settings.baseUrl.replace(/\/+$/, '');
  const limits = { ...usualLimits, timeoutSeconds, agentFor: addressGuard(internalHosts) };
  const auth = authOf(settings, secret, limits, now);

  function isAbsent({ status, text }: VendorAnswer): boolean {
    if (status !== 404 || absent === undefined) return false;
    const json = jsonOf(text());
    return json !== undefined && holds(absent, json);
  }
  function failureOf(answer: VendorAnswer): SystemFailure | null {
    const { status, retryAfter, text } = answer;
    if (status >= 200 && status < 300) return null;
    const odd = status === 404 && jsonOf(text()) === undefined ? 'unexpected-answer' : undefined;
    return statusFailure({ status, retryAfter }, now(), odd);
  }
  const send = callsInTurn({
    ...(auth && { auth }),
    limits,
    simultaneousCalls,
    failureOf: (answer) => (isAbsent(answer) ? null : failureOf(answer)),
  });

  function check(json: unknown): void {
    const isBad = error !== undefined && holds(error, json);
    const isGood = success === undefined || holds(success, json);
    if (isBad || !isGood)
      throw new SystemFailure('unexpected-answer', 'a 2xx answer reports an error');
  }

  return {
    async ask(call, value, more = {}) {
      const { method, path, query, body } = call;
      const url =
        typeof more === 'string'
          ? nextUrl(more, base)
          : base + pathOf(path, value) + queryOf(query, value, more);
      const sent = body === undefined ? {} : { body: bodyOf(body, value) };
      const answer = await send({ method, url, ...sent });
      if (isAbsent(answer)) {
        if (hasVariable(path)) return undefined;
        throw (
          failureOf(answer) ??
          new SystemFailure('unexpected-answer', 'it is unclear whether the answer is an error')
        );
      }
      const json = jsonOf(answer.text());
      if (json !== undefined) check(json);
      return { json: () => required(json), link: answer.header?.('link') ?? null };
    },
  };
}

/** A link to a next page must not send our credentials to another origin. */
function nextUrl(link: string, base: string): string {
  const url = URL.parse(link, `${base}/`);
  if (url === null || url.origin !== new URL(base).origin)
    throw new SystemFailure('unexpected-answer', 'the next page is at another place');
  return url.href;
}

function required(json: unknown): unknown {
  if (json === undefined) throw new SystemFailure('unexpected-answer', 'answer is not JSON');
  return json;
}

/** @returns undefined for a text that is not JSON */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
