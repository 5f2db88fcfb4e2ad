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
   * @returns true when the system is down and this try is the probe that checks whether it answers again
   * @throws TurnLater while the system is down and this try is not the probe
   */
  enter(shared: Outage | null, readAt: number): Promise<boolean>;
  /** Must be called before each call of a try that is not the probe. @throws TurnLater when the system went down meanwhile */
  readonly check: () => void;
  /**
   * Tells how a try ended.
   * @param request the request that made the try. Failures of a single request never open the circuit
   */
  saw(code: FailureCode | null, request: string): void;
}

/** The circuit opens after this number of unanswered tries in a row, made by at least two requests. */
const mostFailures = 3;

/** The number of different waits that are given to requests that arrive together, so that they do not all return at once. */
const places = 20;

export function circuitBreaker(
  system: SystemId,
  states: Pick<SystemStates, 'wentDown' | 'claimProbe' | 'cameBack'>,
  now: Clock,
): CircuitBreaker {
  /** What this host learned last. It is used until storage was read at a later time. */
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
    // This is set before the write has finished, so that other tries of this host do not write the same.
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
      // An undocumented answer shows neither that the system works nor that it is down.
      if (code === 'unexpected-answer') return;
      if (code !== 'unavailable') {
        failures = 0;
        failed = new Set();
        if (own.outage === null) return;
        learn(null);
        // If this write is lost, the next successful probe writes it again.
        states.cameBack(system).catch(() => undefined);
        return;
      }
      failures += 1;
      failed.add(request);
      if (own.outage !== null || failures < mostFailures || failed.size < 2) return;
      const outage = outageFrom(now());
      learn(outage);
      // If this write is lost, the other hosts notice the outage by their own tries.
      states.wentDown(system, outage).catch(() => undefined);
    },
  };
}
