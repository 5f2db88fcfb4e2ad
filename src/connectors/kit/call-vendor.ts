import type { z } from 'zod';
import type { Auth } from './auth.ts';
import { callsInTurn } from './calls-in-turn.ts';
import type { Pacer } from './pacer.ts';
import { parseAnswer } from './parse-answer.ts';
import { statusFailure } from './status-failure.ts';
import type { CallLimits, VendorAnswer, VendorRequest } from './vendor-request.ts';

export type VendorCall = Omit<VendorRequest, 'url'> & {
  /** The path below the base URL, with its query. All values in it must be percent-encoded. */
  readonly path: string;
};

/**
 * Every method throws `SystemFailure` for a status that is not mentioned here, and for an answer with an undocumented shape. It throws
 * `TurnLater` when our own limiter or the `Retry-After` of another request makes it wait.
 */
export interface VendorClient {
  read<T>(call: VendorCall, shape: z.ZodType<T>): Promise<T>;
  /** Reads an object that may not exist. @returns undefined when the vendor says that it does not exist */
  readIfThere<T>(call: VendorCall, shape: z.ZodType<T>): Promise<T | undefined>;
  /** Sends a call and ignores the body of the answer. @returns false when the vendor says that the record does not exist */
  tell(call: VendorCall): Promise<boolean>;
}

export interface VendorClientOptions {
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly limits: CallLimits;
  readonly now: () => Date;
  /** How many calls the vendor allows at the same time; undefined means no limit. */
  readonly simultaneousCalls?: number;
  /** For a vendor that limits the calls in a period of time. */
  readonly pace?: Pacer;
  /** Reads the vendor's error code from the body of an answer. */
  readonly vendorCode: (body: string) => string | null;
  /** The header of a throttled answer that says when the limit ends, in seconds since 1970, for a vendor that sends no `Retry-After`. */
  readonly limitEndsHeader?: string;
  /** Codes that mean: try again later, whatever the status says. */
  readonly transientCodes?: readonly string[];
  /** The vendor's code for a record that does not exist. A 404 without this code may come from a proxy, and says nothing about the record. */
  readonly notFoundCode: string;
}

/** Calls a vendor that uses plain JSON over HTTP. */
export function vendorClient(options: VendorClientOptions): VendorClient {
  const base = options.baseUrl.replace(/\/+$/, '');

  function retryAfterOf({ status, retryAfter, header }: VendorAnswer): string | null {
    const { limitEndsHeader } = options;
    if (retryAfter !== null || status !== 429 || limitEndsHeader === undefined) return retryAfter;
    const seconds = Number(header?.(limitEndsHeader) ?? NaN);
    return Number.isFinite(seconds) ? new Date(seconds * 1000).toUTCString() : null;
  }

  const failureOf = (answer: VendorAnswer) => {
    const { status, text } = answer;
    const retryAfter = retryAfterOf(answer);
    const vendorCode = options.vendorCode(text());
    const code =
      vendorCode !== null && options.transientCodes?.includes(vendorCode)
        ? 'unavailable'
        : status === 404 && vendorCode === null
          ? 'unexpected-answer'
          : undefined;
    return statusFailure({ status, retryAfter, vendorCode }, options.now(), code);
  };
  const isNotFound = ({ status, text }: VendorAnswer) =>
    status === 404 && options.vendorCode(text()) === options.notFoundCode;

  const { auth, limits, simultaneousCalls, pace } = options;
  const call = callsInTurn({
    auth,
    limits,
    ...(simultaneousCalls !== undefined && { simultaneousCalls }),
    ...(pace && { pace }),
    failureOf: (answer) => {
      const succeeded = answer.status >= 200 && answer.status < 300;
      return succeeded || isNotFound(answer) ? null : failureOf(answer);
    },
  });
  const ask = ({ path, ...request }: VendorCall) => call({ ...request, url: base + path });

  return {
    async read(call, shape) {
      const answer = await ask(call);
      if (isNotFound(answer)) throw failureOf(answer);
      return parseAnswer(answer.text(), shape);
    },
    async readIfThere(call, shape) {
      const answer = await ask(call);
      return isNotFound(answer) ? undefined : parseAnswer(answer.text(), shape);
    },
    async tell(call) {
      return !isNotFound(await ask(call));
    },
  };
}
