import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { refuse } from './problem.ts';
import { AuthorityAway, type SigningKeys } from './signing-keys.ts';

/** Clocks of two machines may differ this much. */
const toleranceSeconds = 120;
const awaySeconds = 30;

export interface TokenRules {
  readonly keys: SigningKeys;
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly now: Clock;
}

/**
 * Checks signature, algorithm, issuer, audience and time of a token.
 * @throws Refused `unauthenticated`, or `unavailable` when the keys of the authority cannot be read: without them, nobody can be
 *   authenticated
 */
export async function verifyToken(
  token: string,
  { keys, issuer, audiences, now }: TokenRules,
  log: Log,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys.keyFor(log), {
      issuer,
      audience: [...audiences],
      algorithms: ['RS256'],
      clockTolerance: toleranceSeconds,
      currentDate: now(),
      requiredClaims: ['exp', 'iat'],
    });
    mustNotBeOfTheFuture(payload, now(), log);
    return payload;
  } catch (error) {
    if (error instanceof AuthorityAway)
      return refuse(
        'unavailable',
        'The authority that signs tokens does not answer. Try again later.',
        {},
        { 'retry-after': String(awaySeconds) },
      );
    if (!(error instanceof errors.JOSEError)) throw error;
    tellWhy(error, now(), log);
    return refuseToken();
  }
}

/** jose does not check this by itself. */
function mustNotBeOfTheFuture({ iat = 0 }: JWTPayload, now: Date, log: Log): void {
  const issuedSecondsAgo = Math.round(now.getTime() / 1000 - iat);
  if (issuedSecondsAgo >= -toleranceSeconds) return;
  log.warn('token refused', {
    why: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
    claim: 'iat',
    issuedSecondsAgo,
  });
  refuseToken();
}

/** @throws Refused `unauthenticated` when the header `Authorization` holds no token */
export function bearerToken(authorization: string | null): string {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? '')?.[1];
  return token ?? refuseToken();
}

/** A wrong time may be caused by a wrong clock, so the log holds the difference. */
function tellWhy(error: errors.JOSEError, now: Date, log: Log): void {
  const isOfTime =
    error instanceof errors.JWTExpired ||
    (error instanceof errors.JWTClaimValidationFailed && ['nbf', 'iat'].includes(error.claim));
  const { iat } = isOfTime ? error.payload : {};
  log.warn('token refused', {
    why: error.code,
    ...(isOfTime && { claim: error.claim }),
    ...(iat !== undefined && { issuedSecondsAgo: Math.round(now.getTime() / 1000 - iat) }),
  });
}

export function refuseToken(): never {
  return refuse('unauthenticated', 'Sign in again: this token is not accepted.', {}, challenge);
}

/** RFC 6750: how a caller must authenticate. */
export const challenge = { 'www-authenticate': 'Bearer' } as const;
