import type { Agent } from 'node:http';

/** One call to a vendor, as it goes over the wire. */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** JSON that is written already, in place of a body, such as one whose bytes are signed. */
  readonly content?: string;
  /** Sent as `application/x-www-form-urlencoded`, in place of a body. */
  readonly form?: Readonly<Record<string, string>>;
}

/** The limits after which a call is given up. */
export interface CallLimits {
  readonly timeoutSeconds: number;
  readonly maxBytes: number;
  /**
   * Chooses the connections of a call, and keeps calls away from addresses that are not allowed.
   * @throws SystemFailure `misconfigured` for such an address
   */
  readonly agentFor?: (url: URL) => Agent | undefined;
}

/** A page of a thousand audit events has about 3 MB. No vendor sends ten times as much in one answer. */
export const usualLimits: CallLimits = { timeoutSeconds: 20, maxBytes: 32 * 1024 * 1024 };

export interface VendorAnswer {
  readonly status: number;
  /** The unchanged value of the `Retry-After` header. */
  readonly retryAfter: string | null;
  /** A header of the answer, by its name in lower case. Answers that do not come from `send` have none. */
  readonly header?: (name: string) => string | null;
  /** The body. The body of a success can be taken only once, because a long body would otherwise stay in memory. */
  readonly text: () => string;
}
