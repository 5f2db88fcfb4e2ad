import type { z } from 'zod';
import type { PortableParts } from '../domain/portable-record.ts';
import type { KeptPart, RecordClass, SystemId, SystemRole } from '../domain/system.ts';
import type { SystemAccess } from '../ports/system-access.ts';

/** The input for opening one system of a connector. */
export interface SystemOptions<Settings, Secrets> {
  readonly id: SystemId;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly now: () => Date;
}

/** The guide for operators who configure such a system. `docs/connectors.md` is generated from it. */
export interface ConnectorGuide {
  /** The permissions to grant, and their purpose. */
  readonly permissions: readonly string[];
  /** The identifiers by which a person is found. */
  readonly finds: readonly string[];
  readonly erases: string;
  readonly limits: readonly string[];
  /** Data that no search of this connector finds, because the vendor offers no such search. */
  readonly neverSearched: readonly string[];
  /** Data that an erasure removes although no export holds it, and why. */
  readonly notExported: readonly string[];
  /** Data that stays after an erasure, and for how long. */
  readonly remains: readonly string[];
}

/** The code for one kind of system: the `connector.ts` of a vendor's folder default-exports one of these. */
export interface ConnectorDefinition<
  Settings extends z.ZodType = z.ZodType,
  Secrets extends z.ZodType = z.ZodType,
> {
  /** The word used in the configuration: the name of the connector's folder. */
  readonly name: string;
  readonly title: string;
  readonly role: SystemRole;
  /** The name of its records in counts, such as `users` or `contacts`. */
  readonly recordsName: string;
  /** The format of the record ids of a downstream system. A request with a record id in another format is refused. */
  readonly recordId?: RegExp;
  /** The classes of records that an erasure can leave out. Left out: none. */
  readonly classes?: readonly RecordClass[];
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly guide: ConnectorGuide;
  /** Which content of an export the person may take to another service (GDPR Art. 20). */
  readonly portable: PortableParts;
  /** What the settings themselves declare; it takes the place of what the connector says. */
  describe?(settings: z.infer<Settings>): {
    readonly portable?: PortableParts;
    readonly keeps?: readonly KeptPart[];
  };
  /** Other names that a sender may use for a system with these settings, such as a tenant's id and domains. */
  aliases?(settings: z.infer<Settings>): readonly string[];
  /** The ids of other systems that the settings name, with the path below the settings. A directory with such an id must be configured. */
  namedSystems?(settings: z.infer<Settings>): readonly { path: string; id: string }[];
  /** The optional secrets that these settings need all the same. Without one of them the start stops. */
  neededSecrets?(settings: z.infer<Settings>): readonly string[];
  open(options: SystemOptions<z.infer<Settings>, z.infer<Secrets>>): SystemAccess;
}

/** A definition without its own types for settings and secrets: `open` checks them by schema. The catalogue lists these. */
export type Connector = Omit<ConnectorDefinition, 'open'> & {
  open(options: SystemOptions<unknown, unknown>): SystemAccess;
};

/** Declares a connector. Its types for settings and secrets come from the schemas. */
export function defineConnector<Settings extends z.ZodType, Secrets extends z.ZodType>(
  definition: ConnectorDefinition<Settings, Secrets>,
): Connector {
  return {
    ...definition,
    open: (options) =>
      definition.open({
        ...options,
        settings: definition.settings.parse(options.settings),
        secrets: definition.secrets.parse(options.secrets),
      }),
  };
}
