import type { FailureCode } from '../domain/failure.ts';
import { afterProbe, outageFrom, waitInOutage, type Outage } from '../domain/outage.ts';
import type { SystemId } from '../domain/system.ts';
import { TurnLater } from '../domain/turn-later.ts';
import type { Clock } from '../ports/clock.ts';
import type { SystemStates } from '../ports/system-states.ts';

/** Keeps the requests of this host from a system that is down. What it learns is shared with the other hosts. */
export interface CircuitBreaker {
  /**
   * @param shared the outage as storage knows it
   * @param readAt when that was read, in milliseconds of Unix time
   * @returns whether this try is the one that looks whether the system is back
   * @throws TurnLater while the system is down and another try looks
   */
  enter(shared: Outage | null, readAt: number): Promise<boolean>;
  /** Call it before each call of a try that does not look. @throws TurnLater when the system went down meanwhile */
  readonly check: () => void;
  /**
   * Tells how a try ended.
   * @param request whose try it was: one request alone never stops the others
   */
  saw(code: FailureCode | null, request: string): void;
}

/** So many tries in a row, of several requests, must end without an answer. */
const mostFailures = 3;

/** Requests that come together leave in so many steps. */
const places = 20;

export function circuitBreaker(
  system: SystemId,
  states: Pick<SystemStates, 'wentDown' | 'claimProbe' | 'cameBack'>,
  now: Clock,
): CircuitBreaker {
  /** What this host learned last. It counts until storage was read later than that. */
  let own: { readonly outage: Outage | null; readonly at: number } = { outage: null, at: 0 };
  let failures = 0;
  let failed = new Set<string>();
  let place = 0;

  const learn = (outage: Outage | null) => {
    own = { outage, at: now().getTime() };
  };

  function later(outage: Outage): TurnLater {
    place = (place + 1) % places;
    return new TurnLater(waitInOutage(outage, place / places, now()), 'down');
  }

  async function mayLook(outage: Outage): Promise<boolean> {
    const at = now();
    if (at.getTime() < Date.parse(outage.nextProbeAt)) return false;
    const next = afterProbe(outage, at);
    // Before the write is done: other tries of this host do not write the same.
    learn(next);
    return await states.claimProbe(system, outage, next);
  }

  return {
    async enter(shared, readAt) {
      if (readAt > own.at) own = { outage: shared, at: readAt };
      const { outage } = own;
      if (outage === null) return false;
      if (await mayLook(outage)) return true;
      throw later(outage);
    },
    check() {
      if (own.outage) throw later(own.outage);
    },
    saw(code, request) {
      // An answer that nobody expected says neither that the system works nor that it is down.
      if (code === 'unexpected-answer') return;
      if (code !== 'unavailable') {
        failures = 0;
        failed = new Set();
        if (own.outage === null) return;
        learn(null);
        // If this is lost, the next try that looks writes it again.
        states.cameBack(system).catch(() => undefined);
        return;
      }
      failures += 1;
      failed.add(request);
      if (own.outage !== null || failures < mostFailures || failed.size < 2) return;
      const outage = outageFrom(now());
      learn(outage);
      // If this is lost, the other hosts learn by their own tries.
      states.wentDown(system, outage).catch(() => undefined);
    },
  };
}
