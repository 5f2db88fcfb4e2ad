/** The kinds of records that every service understands, whatever system they come from. */
export const portableKinds = [
  'profile',
  'identity',
  'consent',
  'communication',
  'order',
  'device',
  'event',
] as const;

export type PortableKind = (typeof portableKinds)[number];

/**
 * A record in the neutral form. `provided`: the person gave it. `observed`: it comes from their use of the service. What the operator
 * derived from it is not portable (GDPR Art. 20; Guidelines WP242 rev.01 of the Article 29 Working Party).
 */
export interface PortableRecord {
  readonly kind: PortableKind;
  readonly origin: 'provided' | 'observed';
  /** RFC 3339: when it happened; left out where the system does not say so. */
  readonly at?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One item of an export, as the system names its fields. */
export type ExportedItem = Readonly<Record<string, unknown>>;

/**
 * For each part of an export: which of its content is portable. Parts without an entry are derived by the operator or written by others, so
 * they are not portable.
 */
export type PortableParts = Readonly<
  Record<string, (item: ExportedItem) => readonly PortableRecord[]>
>;
