/** One call to a vendor, as it goes over the wire. */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** How far a call may go before it is given up. */
export interface CallLimits {
  readonly timeoutSeconds: number;
  readonly maxBytes: number;
}

/** A page of a thousand audit events is some 3 MB; nothing a vendor sends about one person in one answer is ten times that. */
export const usualLimits: CallLimits = { timeoutSeconds: 20, maxBytes: 32 * 1024 * 1024 };

export interface VendorAnswer {
  readonly status: number;
  /** The header, as it was sent. */
  readonly retryAfter: string | null;
  readonly text: string;
}
