import { comparableText } from './comparable-text.ts';
import { canonicalEmail } from './email-address.ts';
import type { SystemId } from './system.ts';

/**
 * How a person is known. All of it is personal data, the object ID and vendors' record ids included.
 *
 * - `account`: the object ID of an account in one tenant; means nothing in another tenant
 * - `email`, `phone`: addresses; phones in E.164
 * - `userName`: a local sign-in name, which belongs to its tenant; `signInType` where the tenant has one of its own, such as `customerId`
 * - `federated`: the id a provider (such as `google.com`) knows the person by
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
 * Whose word an identifier is: `given` by an authorised door, `vouched` for by the system that verified or issued it,
 * or merely `claimed` (anybody can write a victim's address into a free field). Claimed ones are never followed.
 */
export type Trust = 'given' | 'vouched' | 'claimed';

export interface KnownIdentifier {
  readonly identifier: Identifier;
  readonly trust: Trust;
  /** The system that revealed it, or the request itself. */
  readonly source: SystemId | 'request';
}

/** Identifiers that are equal to systems have equal keys, however they are spelled; those that differ never have. */
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

/** Joins two lists; of one identifier known twice, the higher trust stays. */
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
