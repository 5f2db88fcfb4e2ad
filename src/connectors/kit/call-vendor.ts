import type { z } from 'zod';
import { atMost } from './at-most.ts';
import type { Pacer } from './pacer.ts';
import { parseAnswer } from './parse-answer.ts';
import { cooldown } from './cooldown.ts';
import { send } from './send.ts';
import { statusFailure } from './status-failure.ts';
import { shortWait } from './stopwatch.ts';
import type { CallLimits, VendorAnswer, VendorRequest } from './vendor-request.ts';

export type VendorCall = Omit<VendorRequest, 'url' | 'headers'> & {
  /** The path below the base URL, with its query. All values in it must be percent-encoded. */
  readonly path: string;
};

/**
 * Every method throws `SystemFailure` for a status that is not named here, and for an answer with an undocumented shape. It throws
 * `TurnLater` when our own limiter or the `Retry-After` of another request makes it wait.
 */
export interface VendorClient {
  read<T>(call: VendorCall, shape: z.ZodType<T>): Promise<T>;
  /** Reads something that may not exist. @returns undefined for 404 */
  readIfThere<T>(call: VendorCall, shape: z.ZodType<T>): Promise<T | undefined>;
  /** Sends a call and ignores the body of the answer. @returns false for 404 */
  tell(call: VendorCall): Promise<boolean>;
}

export interface VendorClientOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: CallLimits;
  readonly now: () => Date;
  /** How many calls the vendor allows at the same time; undefined means no limit. */
  readonly simultaneousCalls?: number;
  /** For a vendor that limits the calls in a period of time. */
  readonly pace?: Pacer;
  /** Reads the vendor's error code from the body of an answer. */
  readonly vendorCode: (body: string) => string | null;
}

/** Calls a vendor that uses plain JSON over HTTP. */
export function vendorClient(options: VendorClientOptions): VendorClient {
  const base = options.baseUrl.replace(/\/+$/, '');

  const failureOf = ({ status, retryAfter, text }: VendorAnswer) =>
    statusFailure({ status, retryAfter, vendorCode: options.vendorCode(text) }, options.now());

  const inTurn = atMost(options.simultaneousCalls ?? Infinity);
  const hostCooldown = cooldown();

  async function ask({ path, ...request }: VendorCall): Promise<VendorAnswer> {
    const whole = { ...request, url: base + path, headers: options.headers };
    await hostCooldown.wait();
    await options.pace?.(shortWait);
    const answer = await inTurn(() => send(whole, options.limits));
    const succeeded = answer.status >= 200 && answer.status < 300;
    if (succeeded || answer.status === 404) return answer;
    const failure = failureOf(answer);
    hostCooldown.learn(failure);
    throw failure;
  }

  return {
    async read(call, shape) {
      const answer = await ask(call);
      if (answer.status === 404) throw failureOf(answer);
      return parseAnswer(answer.text, shape);
    },
    async readIfThere(call, shape) {
      const answer = await ask(call);
      return answer.status === 404 ? undefined : parseAnswer(answer.text, shape);
    },
    async tell(call) {
      return (await ask(call)).status !== 404;
    },
  };
}
