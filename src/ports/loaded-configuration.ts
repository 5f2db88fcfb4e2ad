import type { Policy } from '../domain/policy.ts';

/** The configuration as it was loaded. It names the source of each secret, such as `env:CRM_TOKEN`, and never holds its value. */
export interface LoadedConfiguration {
  readonly systems: readonly {
    readonly id: string;
    readonly connector: string;
    readonly title: string;
    readonly mode: 'live' | 'shadow';
    /** The systems that are erased before it, as they are declared. */
    readonly after: readonly string[];
    readonly settings: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
  }[];
  /** With the defaults. Durations are in seconds. */
  readonly policy: Omit<Policy, 'callbacks' | 'keys'> & {
    readonly callbacks: Omit<Policy['callbacks'], 'webhookSecret' | 'origins'> & {
      readonly webhookSecret: string;
      readonly origins: readonly { readonly origin: string; readonly secrets: readonly string[] }[];
    };
    readonly keys: readonly Omit<Policy['keys'][number], 'hmac'>[];
  };
}
