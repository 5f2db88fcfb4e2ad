import type {
  Delivery,
  EndReason,
  RegisteredRequest,
  RequestId,
  RequestState,
  TerminalState,
} from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { SystemVerdict, Verdict } from '../domain/verdict.ts';
import type { KeyPurpose } from './key-ring.ts';
import type { SealedNote } from './sealed-notes.ts';
import type { Intent } from './system-access.ts';

/** Everything that comes into being when a request is accepted; written as one transaction or not at all. */
export interface Acceptance {
  readonly request: RegisteredRequest;
  /** The keys of the request, wrapped, each with what it sealed first. */
  readonly notes: Readonly<Partial<Record<KeyPurpose, SealedNote>>>;
  /** HMAC of caller and `Idempotency-Key`, and of the body sent with it; null without a key. */
  readonly idempotency: { readonly keyHash: string; readonly bodyHash: string } | null;
  /** HMAC of caller, type, identifiers, reference and callback: an equal open request is the same request. */
  readonly likenessHash: string;
}

export type AcceptanceResult =
  | { readonly kind: 'accepted' }
  /** The same key came with the same body before: answer as then. */
  | {
      readonly kind: 'repeated';
      readonly requestId: RequestId;
      /** What was answered then: a new request, or an equal one that was open, with its state. */
      readonly answered: { readonly alike: boolean; readonly state: RequestState };
    }
  /** The same key came with another body before. */
  | { readonly kind: 'key-reused' }
  /** An equal request is still open. */
  | { readonly kind: 'alike'; readonly requestId: RequestId; readonly state: RequestState };

export interface RequestFilter {
  /** Any of these states. */
  readonly states?: readonly RequestState[];
  /** Any of these verdicts, in `system` where one is named, else in any system. */
  readonly verdicts?: readonly Verdict[];
  /** Held up by this system, or by any. */
  readonly waiting?: SystemId | 'any';
  /** `received` (default): newest first. `due`: open requests, soonest first. */
  readonly sort?: 'received' | 'due';
  readonly type?: string;
  readonly system?: SystemId;
  /** What the reference or the id begins with. */
  readonly reference?: string;
  readonly dueBefore?: string;
  readonly limit: number;
  readonly continuation?: RequestId;
}

export interface Ending {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
  readonly finishedAt: string;
  readonly systems: readonly SystemVerdict[];
  /** Null: the dossier's key is destroyed with the same write. Otherwise the sweeper destroys it at that time. */
  readonly closeAt: string | null;
  /** When the residual watch is to look first, and last; null when nothing expires by itself. */
  readonly watchAt: string | null;
  readonly watchUntil: string | null;
  /** Whom the watch is about. */
  readonly watchNote: SealedNote | null;
  readonly delivery: Delivery;
}

/** What the residual watch changes in a request. */
export interface Watched {
  readonly systems?: readonly SystemVerdict[];
  readonly watchAt: string | null;
  /** The final status is no longer true: this one replaces it. */
  readonly corrected?: {
    readonly state: TerminalState;
    readonly reason: EndReason | null;
    readonly finishedAt: string;
  };
}

/** What the plan writes into the request. */
export interface Planned {
  readonly state: RequestState;
  readonly planHash: string;
  /** The row of every system before it is visited. */
  readonly systems: readonly SystemVerdict[];
}

export interface BegunDeed {
  readonly system: SystemId;
  readonly deed: string;
  readonly note: string | null;
}

/** The register of requests, in Table storage. Its rows hold ids, codes, counts, dates and keyed hashes only. */
export interface Register {
  accept(acceptance: Acceptance): Promise<AcceptanceResult>;
  get(requestId: RequestId): Promise<RegisteredRequest | null>;
  /**
   * A request that has ended, null while it has not. May come from memory, for until its status was delivered nothing of it changes
   * any more but how far that is.
   */
  ended(requestId: RequestId): Promise<RegisteredRequest | null>;
  /** Newest first. */
  list(
    filter: RequestFilter,
  ): Promise<{ items: RegisteredRequest[]; continuation: RequestId | null }>;
  /** Sets what changed; never leaves a terminal state. Answers the request as it stands then. */
  update(
    requestId: RequestId,
    change: { state?: RequestState; delivery?: Delivery },
  ): Promise<RegisteredRequest>;

  /** Rows of the systems of one request, in the order of the configuration. */
  systemsOf(requestId: RequestId): Promise<SystemVerdict[]>;
  /** Writes what is true of one system by now. */
  recordSystem(requestId: RequestId, system: SystemVerdict): Promise<void>;

  /**
   * Claims every record of the plan for this request and writes the plan with them, or neither: two requests of one subject never
   * interleave. Claiming again what this request holds already is a success.
   * @param recordHashes HMACs of system and record
   */
  claim(requestId: RequestId, recordHashes: readonly string[], plan: Planned): Promise<boolean>;

  /** Writes the intent of a deed before its first call, or answers when that was done before. */
  begin(
    requestId: RequestId,
    systemId: SystemId,
    deed: string,
    now: string,
  ): Promise<Omit<Intent, 'since'>>;
  /** Keeps what a deed found and a later one needs (such as `wasEnabled`); a code, never a value of a person. */
  noteDeed(requestId: RequestId, systemId: SystemId, deed: string, note: string): Promise<void>;
  /** Every deed that was begun for this request. */
  deedsOf(requestId: RequestId): Promise<readonly BegunDeed[]>;

  /**
   * Ends the request: terminal state, claims and likeness released, and the dossier's key destroyed when `closeAt` is null, in one
   * transaction. Ending an ended request changes nothing. Answers the request as it has ended.
   */
  end(requestId: RequestId, ending: Ending): Promise<RegisteredRequest>;

  /** Ended requests with a package, finished before the given time, oldest first. */
  packagesBefore(finishedBefore: string): AsyncIterable<RequestId>;
  /** The package of a request was deleted. */
  packageDeleted(requestId: RequestId): Promise<void>;

  /** Requests that are registered but not terminal, oldest first: what the sweeper looks after. */
  open(): AsyncIterable<RegisteredRequest>;
  /** Ended requests whose status was neither delivered nor dead-lettered yet. */
  undelivered(): AsyncIterable<RegisteredRequest>;
  /** Terminal requests whose `closeAt` has passed. */
  closable(now: string): AsyncIterable<RegisteredRequest>;
  /** Destroys the dossier's key of a terminal request. */
  close(requestId: RequestId): Promise<void>;
  /** Ended requests whose `watchAt` has passed. */
  watchesDue(now: string): AsyncIterable<RegisteredRequest>;
  /** Whom the watch of a request is about; null when it has ended, or nothing was sealed for it. */
  watchNote(requestId: RequestId): Promise<SealedNote | null>;
  /**
   * Keeps what the residual watch read back, and when it is to look again. With its end the note and its key are destroyed. A corrected
   * final status is owed to its receivers.
   */
  watched(requestId: RequestId, change: Watched): Promise<RegisteredRequest>;
  /** Forgets idempotency keys 7 days after their request ended. */
  forgetIdempotencyKeys(now: string): Promise<void>;
}
