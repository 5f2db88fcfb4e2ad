import { decodeJwt, errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Policy, SelfServicePolicy } from '../../domain/policy.ts';
import { systemIdsIn, type SystemId } from '../../domain/system.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LookupHash } from '../../ports/lookup-hash.ts';
import type { Identify } from '../identify-caller.ts';
import { createSigningKeys, type SigningKeys } from '../signing-keys.ts';
import { bearerToken, refuseToken, verifyToken } from '../verify-token.ts';
import { metadataOf, policyOf } from './token-issuer.ts';

export interface SubjectRules {
  readonly policy: Pick<Policy, 'selfService'>;
  readonly lookupHash: LookupHash;
  readonly now: Clock;
}

interface Origin {
  readonly system: SystemId;
  readonly issuer: string;
  readonly rules: SelfServicePolicy;
}

/**
 * A sign-in is fresh for this long. In B2C, `auth_time` proves nothing: it may be the time of an earlier sign-in of a single sign-on
 * session.
 */
const freshSeconds = 300;

/** Identifies a data subject by a token of one of the configured tenants. */
export function createIdentifySubject({ policy, lookupHash, now }: SubjectRules): Identify {
  const keys = new Map<string, SigningKeys>();

  function keysAt(metadata: string): SigningKeys {
    const known = keys.get(metadata) ?? createSigningKeys(metadata, now);
    keys.set(metadata, known);
    return known;
  }

  return async (request, log) => {
    const token = bearerToken(request.headers.get('authorization'));
    const claimed = unverified(token);
    const origin = originOf(policy.selfService, claimed.iss);
    if (!origin) return refuseToken();
    const { system, issuer, rules } = origin;
    const named = policyOf(claimed, issuer, rules.policies);
    if (named === undefined) return refuseToken();
    const payload = await verifyToken(
      token,
      { keys: keysAt(metadataOf(issuer, named)), issuer, audiences: rules.audiences, now },
      log,
    );
    if (request.method === 'POST') mustBeFresh(payload, now());
    // `sub` may be another id, or a text that says to use `oid`.
    const oid = z.guid().safeParse(payload['oid']);
    if (!oid.success) return refuseToken();
    const objectId = oid.data.toLowerCase();
    const mark = lookupHash('caller', 'subject', system, objectId);
    return { kind: 'subject', id: null, roles: [], mark, account: { system, objectId } };
  };
}

/** The content of a token before it was verified. It only selects the rules by which the token is verified. */
function unverified(token: string): JWTPayload & { tfp?: unknown; acr?: unknown } {
  try {
    return decodeJwt(token);
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return refuseToken();
    throw error;
  }
}

function originOf(selfService: Policy['selfService'], issuer: unknown): Origin | undefined {
  for (const system of systemIdsIn(selfService)) {
    const rules = selfService[system];
    const found = rules?.issuers.find((one) => one === issuer);
    if (rules && found !== undefined) return { system, issuer: found, rules };
  }
  return undefined;
}

function mustBeFresh({ iat = 0 }: JWTPayload, now: Date): void {
  if (now.getTime() / 1000 - iat > freshSeconds) refuseToken();
}
