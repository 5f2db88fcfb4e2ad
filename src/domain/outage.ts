// While a system is down, one request at a time, over all hosts, checks whether it answers again (a probe). The others wait on timers of
// their own and then try again.

/** A system that does not answer: since when, and when the next probe may be made. RFC 3339 */
export interface Outage {
  readonly since: string;
  readonly nextProbeAt: string;
}

const shortestProbeSeconds = 5;
/** A system that is back is noticed within a minute. */
const longestProbeSeconds = 30;

/** A request waits for this fraction of the time since the outage began. So waits are short in a short outage, and rare calls cost little in a long one. */
const partOfOutage = 0.1;
const shortestWaitSeconds = 10;
const longestWaitSeconds = 300;

const secondsSince = (time: string, now: Date) => (now.getTime() - Date.parse(time)) / 1000;

export function outageFrom(now: Date): Outage {
  const since = now.toISOString();
  return afterProbe({ since, nextProbeAt: since }, now);
}

/** The outage after a probe has begun. If that probe never ends, the next one is still made. */
export function afterProbe({ since }: Outage, now: Date): Outage {
  const seconds = Math.min(
    Math.max(shortestProbeSeconds, secondsSince(since, now) / 2),
    longestProbeSeconds,
  );
  return { since, nextProbeAt: new Date(now.getTime() + seconds * 1000).toISOString() };
}

/**
 * How long a request waits when it may not make the probe.
 * @param place from 0 to 1: it spreads requests that arrive together over the second half of the wait
 */
export function waitInOutage({ since }: Outage, place: number, now: Date): number {
  const longest = Math.min(
    Math.max(shortestWaitSeconds, secondsSince(since, now) * partOfOutage),
    longestWaitSeconds,
  );
  return Math.ceil(longest * (0.5 + place / 2));
}
