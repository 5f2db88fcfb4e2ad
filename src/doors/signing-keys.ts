import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** The authority does not answer, and none of its known keys is recent enough. */
export class AuthorityAway extends Error {
  constructor(options?: ErrorOptions) {
    super('The authority that signs tokens does not answer.', options);
    this.name = 'AuthorityAway';
  }
}

/** Public keys of one authority. They are kept in memory, so a short outage of the authority has no effect. */
export interface SigningKeys {
  /** @throws AuthorityAway */
  keyFor(log: Log): JWTVerifyGetKey;
}

interface Held {
  readonly find: ReturnType<typeof createLocalJWKSet>;
  readonly at: number;
}

const freshMs = 3600_000;
/** Microsoft asks for a refresh at least once a day. */
const keptMs = 24 * 3600_000;
/** Many tokens with invented key ids must not cause many calls. */
const pauseMs = 10_000;
const timeoutMs = 5_000;
const toleratedSkewSeconds = 120;

const metadata = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Where an issuer publishes its OpenID Connect metadata (OpenID Connect Discovery 1.0, section 4). */
export const metadataUrlOf = (issuer: string): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;

/** @param metadataUrl the OpenID Connect metadata of the authority */
export function createSigningKeys(metadataUrl: string, now: Clock): SigningKeys {
  let held: Held | undefined;
  let triedAt = -Infinity;
  let refreshing: Promise<Held> | undefined;

  async function fetchKeys(log: Log): Promise<Held> {
    const at = now().getTime();
    try {
      const { jwks_uri } = metadata.parse(await getJson(metadataUrl, log, now));
      const keys = keySet.parse(await getJson(jwks_uri, log, now));
      held = { find: createLocalJWKSet(keys), at };
      return held;
    } catch (error) {
      log.warn('signing keys not read');
      throw new AuthorityAway({ cause: error });
    }
  }

  function refresh(log: Log): Promise<Held> {
    triedAt = now().getTime();
    refreshing ??= fetchKeys(log).finally(() => (refreshing = undefined));
    return refreshing;
  }

  async function current(log: Log): Promise<Held> {
    const time = now().getTime();
    if (!held || time - held.at > keptMs) return refresh(log);
    // The keys are read again in the background, and the call does not wait. A failure was logged.
    if (time - held.at > freshMs && time - triedAt > pauseMs) refresh(log).catch(() => undefined);
    return held;
  }

  return {
    keyFor: (log) => async (header, token) => {
      const known = await current(log);
      try {
        return await known.find(header, token);
      } catch (error) {
        const isUnknown = error instanceof errors.JWKSNoMatchingKey;
        if (!isUnknown || now().getTime() - triedAt <= pauseMs) throw error;
        return (await refresh(log)).find(header, token);
      }
    },
  };
}

async function getJson(url: string, log: Log, now: Clock): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  if (!answer.ok) throw new Error('The authority did not return its keys.');
  const skew = Math.round((now().getTime() - Date.parse(answer.headers.get('date') ?? '')) / 1000);
  if (Math.abs(skew) > toleratedSkewSeconds)
    log.warn('clock differs from that of the authority', { seconds: skew });
  return answer.json();
}
