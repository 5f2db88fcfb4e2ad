import type { z } from 'zod';
import type { GraphTokens } from '../authority/graph-tokens.ts';
import type { SimulatedSystem } from '../http/call.ts';
import type { OwnedRecord } from '../store/records.ts';
import type { State } from '../store/state.ts';
import type { TraceSource } from '../world/people.ts';
import type { Owner, Placed } from '../world/person-view.ts';
import type { SeedSource } from '../world/seed-source.ts';

/** Base URLs: of the authority, and of each simulated system by its id. */
export interface SandboxUrls {
  authority: string;
  systems: Readonly<Record<string, string>>;
}

/** An entry of `systems` in `habeas.config.json`. */
export interface SystemConfiguration {
  id: string;
  connector: string;
  title: string;
  settings: Readonly<Record<string, unknown>>;
  secrets: Readonly<Record<string, string>>;
}

/**
 * Places one record that `POST /control/people` asked for.
 * @throws ControlProblem 400 for a wrong field, 409 for a name or id that another record has
 */
export type PlaceRecord = (state: State, system: string, owner: Owner) => Placed;

/** The settings that tests can change with `PUT /control/systems/{id}/settings` or `…/quota`: the fields and their defaults. */
export interface Changeable {
  fields: z.ZodRawShape;
  defaults: object;
}

/** The input with which a vendor makes its systems. */
export interface VendorParts {
  state: State;
  tokens: GraphTokens;
}

/**
 * A simulated vendor. It is one folder here, and the `vendor.ts` in it exports it as `vendor`. The sandbox lists the folders,
 * so a new vendor changes no file outside its folder.
 */
export interface Vendor extends SeedSource, TraceSource {
  /** The folder's name, which is the connector's name in the configuration too. */
  name: string;
  /** Each system has a port of its own. */
  systems: readonly { id: string; scheme: 'http' | 'https' }[];
  /** Makes the simulated systems, in the order of `systems`. */
  play(parts: VendorParts): SimulatedSystem[];
  /** One entry below `in` of `POST /control/people`. The schema turns it into the function that places the record. */
  place: z.ZodType<PlaceRecord>;
  /** Restores a record from the recycle bin or archive. Readers see it at once. Tests do so while an erasure runs. */
  restore(state: State, binned: OwnedRecord): void;
  settings?: Changeable;
  quotas?: Changeable;
  configuration(urls: SandboxUrls): SystemConfiguration[];
  /** The secrets that the configuration names, by environment variable. All of them are invented. */
  secrets: Readonly<Record<string, string>>;
}

/** The simulators show a change after 2 s at most; real systems take up to a minute. */
export const settleSeconds = 3;
