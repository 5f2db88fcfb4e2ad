import type { Identifier } from '../../src/domain/identifier.ts';
import type { Join } from '../../src/domain/match.ts';

/** What an invented person is in the sandbox, as `POST /control/people` takes it. `unique` makes names and addresses the person's own. */
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
  /** One person for each of these is made; all of them are looked for by the identifiers of the first. */
  readonly people: readonly PersonOrder[];
  readonly by: (first: InventedPerson) => readonly Identifier[];
  /** How the identifiers meet the records, one entry for each record, in any order. */
  readonly joins: readonly Join[];
}

/**
 * What the conformance suite has to know of a connector: data, no tests. Everything happens in one simulated system.
 */
export interface ConnectorExample {
  /** Id of the system in the sandbox's configuration. */
  readonly system: string;
  /** Over the sandbox's own settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A person with one record. */
  readonly person: PersonOrder;
  readonly by: (person: InventedPerson) => readonly Identifier[];
  /** Identifiers this kind of system cannot be asked about: no call is made. */
  readonly beside: readonly Identifier[];
  readonly finds: readonly FindExample[];
  /** A person whose export needs several pages, and what it counts. */
  readonly paged: {
    readonly person: PersonOrder;
    readonly counts: Readonly<Record<string, number>>;
  };
  /** The call that erases, as the sandbox's faults and journal name it. */
  readonly erasing: { readonly method: string; readonly path: string };
  /** Traces that stay after an erasure because nobody can erase them. */
  readonly residue: readonly string[];
}
