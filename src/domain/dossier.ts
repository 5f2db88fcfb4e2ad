import type { KnownIdentifier } from './identifier.ts';
import type { Hit, SystemFinding } from './match.ts';
import type { RequestId } from './request.ts';
import type { SystemId } from './system.ts';

/** The subject's identifiers and where the person was found. Sealed with the request's own key; never stored otherwise. */
export interface Dossier {
  readonly requestId: RequestId;
  readonly identifiers: readonly KnownIdentifier[];
  readonly findings: Readonly<Record<SystemId, SystemFinding>>;
  /** Identifier keys each system has been asked about, so that a round asks only what is new. */
  readonly asked: Readonly<Record<SystemId, readonly string[]>>;
  /** Hits on records that matched in earlier rounds; there once the systems are asked anew. */
  readonly past?: Readonly<Record<SystemId, readonly Hit[]>>;
}
