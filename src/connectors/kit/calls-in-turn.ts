import type { SystemFailure } from '../../domain/failure.ts';
import { atMost } from './at-most.ts';
import type { Auth } from './auth.ts';
import { cooldown } from './cooldown.ts';
import type { Pacer } from './pacer.ts';
import { send } from './send.ts';
import { shortWait } from './stopwatch.ts';
import type { CallLimits, VendorAnswer, VendorRequest } from './vendor-request.ts';

export interface TurnOptions {
  /** Adds its headers to each call; left out: the calls bring theirs. */
  readonly auth?: Auth;
  readonly limits: CallLimits;
  /** How many calls the system allows at the same time; undefined means no limit. */
  readonly simultaneousCalls?: number;
  /** For a system that limits the calls in a period of time. */
  readonly pace?: Pacer;
  /** What the answer means; null for an answer that the caller reads. */
  readonly failureOf: (answer: VendorAnswer) => SystemFailure | null;
}

/**
 * Sends the calls of one system: not more at a time than it allows, and none while it told us to wait.
 * @returns a function that sends one call. It throws `SystemFailure` where `failureOf` says so, and `TurnLater` when the call must wait.
 */
export function callsInTurn(options: TurnOptions): (call: VendorRequest) => Promise<VendorAnswer> {
  const { auth, limits, pace, failureOf } = options;
  const inTurn = atMost(options.simultaneousCalls ?? Infinity);
  const hostCooldown = cooldown();

  return async (call) => {
    await hostCooldown.wait();
    await pace?.(shortWait);
    const headers = { ...(await auth?.headers()), ...call.headers };
    const answer = await inTurn(() => send({ ...call, headers }, limits));
    const failure = failureOf(answer);
    if (!failure) return answer;
    if (answer.status === 401) auth?.rejected();
    hostCooldown.learn(failure);
    throw failure;
  };
}
