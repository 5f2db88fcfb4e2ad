import type { SystemId } from '../domain/system.ts';
import type { Role } from '../domain/role.ts';

/** An authenticated caller. */
export interface Principal {
  /** `developer`: any caller on a machine where callers are not authenticated. */
  readonly kind: 'developer' | 'key' | 'person' | 'subject';
  /** The name of a key, or the directory id of a person. Null for a subject, and for a developer who sends no key. */
  readonly id: string | null;
  readonly roles: readonly Role[];
  /** A keyed hash, the same at every call of this caller. It marks the requests that the caller sent. */
  readonly mark: string;
  /** The account with which a subject signed in. */
  readonly account?: { readonly system: SystemId; readonly objectId: string };
}
