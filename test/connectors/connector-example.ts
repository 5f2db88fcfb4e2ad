import type { DeniedKind } from '../../src/domain/denied-fields.ts';
import type { Identifier } from '../../src/domain/identifier.ts';
import type { ResidualKind } from '../../src/domain/verdict.ts';
import type { Join } from '../../src/domain/match.ts';

/** The input of `POST /control/people` for an invented person. `unique` makes names and addresses unique to the person. */
export type PersonOrder = (unique: string) => {
  readonly displayName: string;
  readonly emails: readonly string[];
  readonly phones?: readonly string[];
  readonly in: Readonly<Record<string, unknown>>;
};

/** The invented person as the sandbox describes it. */
export interface InventedPerson {
  readonly person: string;
  readonly displayName: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly accounts: readonly { readonly system: string; readonly objectId: string }[];
  readonly records: readonly { readonly system: string; readonly id: string }[];
}

export interface FindExample {
  readonly title: string;
  /** One person is created for each entry. The identifiers of the first person are looked up. */
  readonly people: readonly PersonOrder[];
  readonly by: (first: InventedPerson) => readonly Identifier[];
  /** How each found record is joined to the person, in any order. */
  readonly joins: readonly Join[];
}

export interface LookUpCall {
  readonly title: string;
  readonly method: string;
  /** A pattern of the path with its query. */
  readonly path: string;
  /** A read of one record by its id. Only for this call may 404 mean that there is nothing. */
  readonly byId?: true;
  /** The settings for this call. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * The data that the conformance suite needs for a connector. All of it concerns one simulated system.
 */
export interface ConnectorExample {
  /** Id of the system in the sandbox's configuration. */
  readonly system: string;
  /** Overrides the sandbox's own settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A person with one record. */
  readonly person: PersonOrder;
  readonly by: (person: InventedPerson) => readonly Identifier[];
  /** Identifiers that this kind of system does not support: no call is made. */
  readonly beside: readonly Identifier[];
  /** Identifiers of nobody, of every kind by which this kind of system can be asked. */
  readonly nobody: readonly Identifier[];
  /** The calls that search for `nobody`, as the sandbox's faults name them. */
  readonly lookUps: readonly LookUpCall[];
  readonly finds: readonly FindExample[];
  /** A person whose export needs several pages, and the counts of that export. */
  readonly paged: {
    readonly person: PersonOrder;
    readonly counts: Readonly<Record<string, number>>;
  };
  /** The calls of an export, as the sandbox's faults name them. Left out: every GET. */
  readonly exporting?: { readonly method: string; readonly path: string };
  /** A person with a field of each kind that may not be handed over, and the name that the package gives each field. */
  readonly denied: {
    readonly person: (values: Readonly<Record<DeniedKind, string>>) => PersonOrder;
    readonly fields: Readonly<Record<DeniedKind, string>>;
  };
  /** How many days the vendor can still recover what was erased. Left out: none. */
  readonly graceDays?: number;
  /** The erasing call, as the sandbox's faults and journal name it. */
  readonly erasing: { readonly method: string; readonly path: string };
  /** The records of the person that the sandbox still holds after an erasure. */
  readonly residue: readonly string[];
  /** The residuals that the connector reports. */
  readonly residuals: readonly ResidualKind[];
}
