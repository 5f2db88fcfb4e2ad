// Types only, because the page imports them and must not import code of the doors.
import type { Due, SweepReport } from '../../ports/upkeep-state.ts';

/** A configured system as it was loaded, with the names of its secrets. */
export interface LoadedSystemView {
  readonly id: string;
  readonly connector: string;
  readonly title: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The part of the configuration that a reader of JSON needs to know. */
interface ConfigurationView {
  readonly systems: readonly LoadedSystemView[];
  readonly policy: object;
}

/** The answer of `GET /upkeep`. It holds no personal data and no value of a secret. */
export interface UpkeepView {
  readonly at: string;
  /** The last run; null before the first one. */
  readonly sweeper: SweepReport | null;
  readonly purges: {
    /** Keys of ended requests that are destroyed when no retry can follow. */
    readonly keys: Due;
    readonly packages: Due;
  };
  /** Data that vendors delete by themselves and that is read back. */
  readonly residuals: Due;
  readonly keys: {
    /** Since when the service uses its own keys. */
    readonly serviceSince: string | null;
    /** Each open request has a key of its own. */
    readonly openRequests: number;
    readonly oldestOpenSince: string | null;
  };
  readonly flows: {
    /** The version that new requests start with. */
    readonly current: string;
    /** Open requests by version, as the sweeper counted them at `countedAt`: once in ten minutes. Null before it counted. */
    readonly open: Readonly<Record<string, number>>;
    readonly countedAt: string | null;
  };
  readonly configuration: ConfigurationView;
}
