import type { z } from 'zod';
import type { SystemId, SystemRole } from '../domain/system.ts';
import type { SystemAccess } from '../ports/system-access.ts';

/** What a connector is given when one of its systems is opened. */
export interface SystemOptions<Settings, Secrets> {
  readonly id: SystemId;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly now: () => Date;
}

/** What an operator has to know before configuring such a system; becomes a page of `docs/connectors.md`. */
export interface ConnectorGuide {
  /** What to grant, and what for. */
  readonly permissions: readonly string[];
  /** What a person is found by. */
  readonly finds: readonly string[];
  readonly erases: string;
  readonly limits: readonly string[];
}

/** The code for one kind of system: the `connector.ts` of a vendor's folder default-exports one of these. */
export interface ConnectorDefinition<
  Settings extends z.ZodType = z.ZodType,
  Secrets extends z.ZodType = z.ZodType,
> {
  /** The word used in the configuration, such as `hubspot`. */
  readonly name: string;
  readonly title: string;
  readonly role: SystemRole;
  /** What counts call a record, such as `users` or `contacts`. */
  readonly recordsName: string;
  /** What the ids of a downstream system's records look like: a request that names another is refused. */
  readonly recordId?: RegExp;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly guide: ConnectorGuide;
  /** Other names a sender may use for a system with these settings, such as a tenant's id and domains. */
  aliases?(settings: z.infer<Settings>): readonly string[];
  open(options: SystemOptions<z.infer<Settings>, z.infer<Secrets>>): SystemAccess;
}

/** A definition whose settings and secrets have been checked away: what the catalogue lists. */
export type Connector = Omit<ConnectorDefinition, 'open'> & {
  open(options: SystemOptions<unknown, unknown>): SystemAccess;
};

/** Declares a connector; the types of settings and secrets follow from their schemas. */
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
