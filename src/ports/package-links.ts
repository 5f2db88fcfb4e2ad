import type { Actor } from '../domain/fact.ts';
import type { RequestId } from '../domain/request.ts';

/** A link by which the package of a request can be fetched once, without a key or a sign-in. */
export interface PackageLink {
  readonly requestId: RequestId;
  /** Who asked for the link. */
  readonly actor: Actor;
  /** RFC 3339, in UTC. */
  readonly until: string;
  /** True when the link was used. */
  readonly isSpent: boolean;
}

/** Links to packages. The service knows a link only by a keyed hash of its token. */
export interface PackageLinks {
  /** @param hash a keyed hash of the token */
  keep(hash: string, link: Omit<PackageLink, 'isSpent'>): Promise<void>;
  /** @returns null when there is no such link */
  read(hash: string): Promise<PackageLink | null>;
  /** Uses the link up. @returns false when another call used it first */
  spend(hash: string): Promise<boolean>;
  /** Deletes the links that expired before this time. */
  forgetBefore(time: string): Promise<void>;
}
