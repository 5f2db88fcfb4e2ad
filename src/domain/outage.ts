// While a system is down, one request at a time looks whether it is back, for all hosts. The others wait, and each comes back by itself.

/** A system that does not answer: since when, and when somebody may look next. RFC 3339 */
export interface Outage {
  readonly since: string;
  readonly nextProbeAt: string;
}

const shortestProbeSeconds = 5;
/** A system that is back is noticed within a minute. */
const longestProbeSeconds = 30;

/** A request comes back after this part of the outage: soon after a short one, and at little cost in a long one. */
const partOfOutage = 0.1;
const shortestWaitSeconds = 10;
const longestWaitSeconds = 300;

const secondsSince = (time: string, now: Date) => (now.getTime() - Date.parse(time)) / 1000;

export function outageFrom(now: Date): Outage {
  const since = now.toISOString();
  return afterProbe({ since, nextProbeAt: since }, now);
}

/** The outage after somebody has begun to look. If that look is lost, the next one comes all the same. */
export function afterProbe({ since }: Outage, now: Date): Outage {
  const seconds = Math.min(
    Math.max(shortestProbeSeconds, secondsSince(since, now) / 2),
    longestProbeSeconds,
  );
  return { since, nextProbeAt: new Date(now.getTime() + seconds * 1000).toISOString() };
}

/**
 * How long a request waits that may not look now.
 * @param place from 0 to 1: requests that come together leave apart, between half of the wait and the whole of it
 */
export function waitInOutage({ since }: Outage, place: number, now: Date): number {
  const longest = Math.min(
    Math.max(shortestWaitSeconds, secondsSince(since, now) * partOfOutage),
    longestWaitSeconds,
  );
  return Math.ceil(longest * (0.5 + place / 2));
}
