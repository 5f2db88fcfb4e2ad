import type { HttpRequest } from '@azure/functions';
import type { Policy } from '../domain/policy.ts';
import { isRole, roles } from '../domain/role.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LookupHash } from '../ports/lookup-hash.ts';
import { readPlatformPrincipal } from './platform-principal.ts';
import type { Principal } from './principal.ts';
import { refuse } from './problem.ts';
import { mustBeSameOrigin } from './same-origin.ts';
import { findServiceKey, keyFingerprint } from './service-key.ts';
import { createSigningKeys, metadataUrlOf } from './signing-keys.ts';
import {
  bearerToken,
  challenge,
  refuseToken,
  verifyToken,
  type TokenRules,
} from './verify-token.ts';

/** How the service authenticates its callers. */
export interface CallerRules {
  /** False: everybody may do everything. Only for development. */
  readonly required: boolean;
  /** True when App Service authentication is on. Only then its principal header is trusted. */
  readonly platformSignIn: boolean;
  readonly policy: Pick<Policy, 'keys' | 'people'>;
  /** The address of the service. */
  readonly publicUrl: string;
  readonly lookupHash: LookupHash;
  readonly now: Clock;
}

/** @throws Refused `unauthenticated`, `forbidden` or `unavailable` */
export type Identify = (request: HttpRequest, log: Log) => Promise<Principal>;

/**
 * A caller is authenticated in one way: by a token, otherwise by a key, otherwise by the platform's sign-in. When that way fails, no other
 * way is tried.
 */
export function createIdentify(rules: CallerRules): Identify {
  const tokenRules = tokenRulesOf(rules);
  return async (request, log) => {
    const key = request.headers.get('x-functions-key');
    if (!rules.required) return developer(rules, key);
    const authorization = request.headers.get('authorization');
    if (authorization !== null) return personOfToken(rules, tokenRules, authorization, log);
    if (key !== null) return holderOf(rules, key);
    const header = request.headers.get('x-ms-client-principal');
    if (header !== null && rules.platformSignIn) return personOfPlatform(rules, header, request);
    return refuse(
      'unauthenticated',
      'Send a key in x-functions-key, or an access token in Authorization, or sign in.',
      {},
      challenge,
    );
  };
}

function tokenRulesOf({ policy: { people }, now }: CallerRules): TokenRules | undefined {
  if (!people) return undefined;
  const { issuer, audiences } = people;
  return { keys: createSigningKeys(metadataUrlOf(issuer), now), issuer, audiences, now };
}

/** No key is needed here. But a key makes its holder another caller, also in the journal. So one machine can act as two callers. */
function developer({ policy, lookupHash }: CallerRules, key: string | null): Principal {
  if (key === null || key === '')
    return { kind: 'developer', id: null, roles, mark: lookupHash('caller', 'developer') };
  const fingerprint = keyFingerprint(key);
  const known = findServiceKey(policy.keys, key)?.name;
  const id = known ?? `unknown-${fingerprint.slice(0, 12)}`;
  return { kind: 'developer', id, roles, mark: markOfKey(lookupHash, known ?? fingerprint) };
}

function holderOf({ policy, lookupHash }: CallerRules, key: string): Principal {
  const known = findServiceKey(policy.keys, key);
  if (!known) return refuse('unauthenticated', 'This key is not known.', {}, challenge);
  const { name, roles: held } = known;
  return { kind: 'key', id: name, roles: held, mark: markOfKey(lookupHash, name) };
}

const markOfKey = (lookupHash: LookupHash, name: string) => lookupHash('caller', 'key', name);

async function personOfToken(
  { lookupHash }: CallerRules,
  rules: TokenRules | undefined,
  authorization: string,
  log: Log,
): Promise<Principal> {
  const token = bearerToken(authorization);
  if (!rules) return refuseToken();
  const payload = await verifyToken(token, rules, log);
  const { oid, roles: held } = payload;
  if (typeof oid !== 'string' || oid === '') return refuseToken();
  return person(lookupHash, oid, Array.isArray(held) ? held : []);
}

function personOfPlatform(
  { lookupHash, publicUrl }: CallerRules,
  header: string,
  request: HttpRequest,
): Principal {
  const principal = readPlatformPrincipal(header);
  if (!principal)
    return refuse(
      'unauthenticated',
      'Sign in again: the sign-in does not name a person.',
      {},
      challenge,
    );
  // The browser sends the cookie of the sign-in with every call, even when another page makes the call.
  mustBeSameOrigin(request, publicUrl);
  return person(lookupHash, principal.objectId, principal.roles);
}

function person(lookupHash: LookupHash, objectId: string, held: readonly unknown[]): Principal {
  const id = objectId.toLowerCase();
  return {
    kind: 'person',
    id,
    roles: held.filter(isRole),
    mark: lookupHash('caller', 'person', id),
  };
}
