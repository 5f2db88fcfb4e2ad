import { comparableText } from './comparable-text.ts';
import { canonicalEmail } from './email-address.ts';
import type { SystemId } from './system.ts';

/**
 * Something that identifies a person in a system. Every identifier is personal data, also an object ID and a vendor's record id.
 *
 * - `account`: the object ID of an account in one tenant; it has no meaning in another tenant
 * - `email`, `phone`: addresses; phones in E.164
 * - `userName`: a local sign-in name of one tenant; `signInType` is set when the tenant defines its own type, such as `customerId`
 * - `federated`: the person's id at an identity provider, such as `google.com`
 * - `record`: the id of a record in a downstream system, issued by that system
 */
export type Identifier =
  | { readonly kind: 'account'; readonly system: SystemId; readonly objectId: string }
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'phone'; readonly value: string }
  | {
      readonly kind: 'userName';
      readonly system: SystemId;
      readonly value: string;
      readonly signInType?: string;
    }
  | { readonly kind: 'federated'; readonly issuer: string; readonly value: string }
  | { readonly kind: 'record'; readonly system: SystemId; readonly id: string };

/**
 * How reliable an identifier is: `given` by an authorised sender, `vouched` for by the system that verified or issued it, or only
 * `claimed`. Anybody can write a victim's address into a free field, so claimed identifiers are never followed.
 */
export type Trust = 'given' | 'vouched' | 'claimed';

export interface KnownIdentifier {
  readonly identifier: Identifier;
  readonly trust: Trust;
  /** The system that revealed it, or the request itself. */
  readonly source: SystemId | 'request';
}

/** Identifiers that systems treat as equal have the same key, in every spelling. Different identifiers have different keys. */
export function identifierKey(identifier: Identifier): string {
  switch (identifier.kind) {
    case 'account':
      return `account:${identifier.system}:${identifier.objectId.toLowerCase()}`;
    case 'email':
      return `email:${canonicalEmail(identifier.value)}`;
    case 'phone':
      return `phone:${identifier.value.replace(/[^+\d]/g, '')}`;
    case 'userName':
      return `userName:${identifier.signInType ?? ''}:${identifier.system}:${comparableText(identifier.value)}`;
    case 'federated':
      return `federated:${comparableText(identifier.issuer)}:${identifier.value}`;
    case 'record':
      return `record:${identifier.system}:${identifier.id}`;
  }
}

const rank: Record<Trust, number> = { claimed: 0, vouched: 1, given: 2 };

export function isFollowed(trust: Trust): boolean {
  return trust !== 'claimed';
}

/** Joins two lists. When both hold an identifier, the entry with the higher trust stays. */
export function mergeIdentifiers(
  known: readonly KnownIdentifier[],
  revealed: readonly KnownIdentifier[],
): KnownIdentifier[] {
  const byKey = new Map<string, KnownIdentifier>();
  for (const entry of [...known, ...revealed]) {
    const key = identifierKey(entry.identifier);
    const before = byKey.get(key);
    if (!before || rank[entry.trust] > rank[before.trust]) byKey.set(key, entry);
  }
  return [...byKey.values()];
}
