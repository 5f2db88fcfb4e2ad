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
  /** Below the base URL, with its query; every value in it is percent-encoded already. */
  readonly path: string;
};

/**
 * Every method throws `SystemFailure` for a status that is not named here, and for an answer of another shape; and `TurnLater` when our own
 * limiter or a `Retry-After` of another request makes it wait.
 */
export interface VendorClient {
  read<T>(call: VendorCall, shape: z.ZodType<T>): Promise<T>;
  /** Reads something that may not be there: 404 is undefined. */
  readIfThere<T>(call: VendorCall, shape: z.ZodType<T>): Promise<T | undefined>;
  /** For a call whose answer has no body worth reading. @returns false for 404 */
  tell(call: VendorCall): Promise<boolean>;
}

export interface VendorClientOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: CallLimits;
  readonly now: () => Date;
  /** How many calls the vendor takes at the same time; left out, it is not counted. */
  readonly simultaneousCalls?: number;
  /** For a vendor that counts calls over time. */
  readonly pace?: Pacer;
  /** Finds the vendor's word for an error in the body of an answer. */
  readonly vendorCode: (body: string) => string | null;
}

/** The way to call a vendor that speaks plain JSON over HTTP. */
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
