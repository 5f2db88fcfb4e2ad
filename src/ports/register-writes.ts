import type {
  EndReason,
  RegisteredRequest,
  RequestId,
  RequestState,
  TerminalState,
} from '../domain/request.ts';
import type { Actor, NewFact } from '../domain/fact.ts';
import type { Door } from '../domain/request.ts';
import type { Gates } from '../domain/gates.ts';
import type { WatchResult } from '../domain/watch-result.ts';
import type { SystemId } from '../domain/system.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { KeyPurpose } from './key-ring.ts';
import type { Envelope } from './envelopes.ts';

/** Everything that is written when a request is accepted, in one transaction. */
export interface Acceptance {
  readonly request: RegisteredRequest;
  /** The wrapped keys of the request, each with the first content that it sealed. */
  readonly envelopes: Readonly<Partial<Record<KeyPurpose, Envelope>>>;
  /** The HMAC of caller and `Idempotency-Key`, and the HMAC of the body. Null when the caller sent no key. */
  readonly idempotency: { readonly keyHash: string; readonly bodyHash: string } | null;
  /** The HMAC of caller, type, identifiers, reference and callback. A request with the same HMAC as an open one is the same request. */
  readonly likenessHash: string;
  /** HMACs of the given identifiers (`claimOfIdentifier`). */
  readonly claims: readonly string[];
  /** Further facts that are written when it is accepted. */
  readonly facts?: readonly NewFact[];
  /** Who sent it, and where it came in. */
  readonly by: { readonly actor: Actor; readonly door: Door };
}

export type AcceptanceResult =
  | { readonly kind: 'accepted' }
  /** The same key came with the same body before. The first answer is repeated. */
  | {
      readonly kind: 'repeated';
      readonly requestId: RequestId;
      /** The first answer. `alike`: it named an equal request that was open. */
      readonly answered: { readonly alike: boolean; readonly state: RequestState };
    }
  /** The same key came with another body before. */
  | { readonly kind: 'key-reused' }
  /** An equal request is still open. */
  | { readonly kind: 'alike'; readonly requestId: RequestId; readonly state: RequestState };

export interface Ending {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
  readonly finishedAt: string;
  readonly systems: readonly SystemVerdict[];
  /** The run that ends. A run that was ended before, or that another one has replaced, changes nothing. */
  readonly run: number;
  /** The version of the dossier that the report was made from; left out when the run broke. */
  readonly dossier?: number;
  /** When the sweeper destroys the dossier's key. Null: the same transaction destroys it. */
  readonly closeAt: string | null;
  /**
   * `watchAt`: when the residual watch reads back first. `watchUntil`: the first read-back at or after this time is the last one. Null when
   * there is nothing to watch.
   */
  readonly watchAt: string | null;
  readonly watchUntil: string | null;
  /** The sealed watch list: the records that the residual watch reads back. */
  readonly watchList: Envelope | null;
}

/** The changes that the residual watch makes to a request. */
export interface Watched {
  readonly systems?: readonly SystemVerdict[];
  /** The results that are final by now, of the data that was expected to expire. */
  readonly results?: readonly WatchResult[];
  readonly watchAt: string | null;
  /** The new final status, when the old one is no longer true. */
  readonly corrected?: {
    readonly state: TerminalState;
    readonly reason: EndReason | null;
    readonly finishedAt: string;
    readonly watchUntil: string | null;
  };
}

/** The part of the plan that is written into the request. */
export interface Planned {
  /**
   * The state that follows from the request as it stands when the plan is written: `planned`, or the gate at which it waits now. Null: the
   * request has ended at a gate, or the plan is outdated, and nothing is written.
   */
  readonly stateOf: (request: RegisteredRequest) => RequestState | null;
  readonly planHash: string;
  /** The row of every system before it is visited. */
  readonly systems: readonly SystemVerdict[];
  /** The version of the dossier that the plan was made from. */
  readonly dossier: number;
  /** The gates with the questions that the plan leaves open. */
  readonly asking?: (gates: Gates) => Gates;
}

/** An effect on a record that was begun. It is written before the first call that may cause the effect. */
export interface StoredIntent {
  readonly system: SystemId;
  /** Unique in its system. */
  readonly name: string;
  /** RFC 3339 */
  readonly begunAt: string;
  /** A code that a later step must know, such as how an account was found. */
  readonly state: string | null;
}
