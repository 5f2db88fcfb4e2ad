/** Whom and how we call back. */
export interface CallbackPolicy {
  /** Plain http is for development only. */
  readonly allowHttp: boolean;
  readonly allowPrivateAddresses: boolean;
  /** Receivers with secrets of their own; several secrets are a rotation. */
  readonly origins: readonly { readonly origin: string; readonly secrets: readonly string[] }[];
  /** Signs for every other receiver; `whsec_…`. */
  readonly webhookSecret: string;
}

/** What the operator decided for all requests. */
export interface Policy {
  /** IANA name: where a day ends. */
  readonly timeZone: string;
  /** How long one system is tried again over a whole request; waits that it asked for do not count. */
  readonly giveUpAfterSeconds: number;
  /** How long a request that ended with exceptions can still be retried. */
  readonly retryDays: number;
  /** How long a package can be fetched. */
  readonly packageDays: number;
  readonly callbacks: CallbackPolicy;
}
