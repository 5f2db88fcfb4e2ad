/** Which callback addresses are allowed, and how callbacks are signed. */
export interface CallbackPolicy {
  /** Allow plain http. For development only. */
  readonly allowHttp: boolean;
  readonly allowPrivateAddresses: boolean;
  /** Receivers with their own secrets. Several secrets of one receiver allow a rotation. */
  readonly origins: readonly { readonly origin: string; readonly secrets: readonly string[] }[];
  /** The secret for all other receivers; `whsec_…`. */
  readonly webhookSecret: string;
}

/** The operator's decisions for all requests. */
export interface Policy {
  /** IANA name of the time zone in which a day ends. */
  readonly timeZone: string;
  /** How long one system is tried again, over the whole request. Waits that the system asked for do not count. */
  readonly giveUpAfterSeconds: number;
  /** How many days a request that ended with exceptions can still be retried. */
  readonly retryDays: number;
  /** How long an erasure waits, since it was accepted, for earlier requests that are still searching. */
  readonly orderWaitSeconds: number;
  /** How many days a package can be fetched. */
  readonly packageDays: number;
  readonly callbacks: CallbackPolicy;
}
