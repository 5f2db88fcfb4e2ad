import type { Delivery, RegisteredRequest, RequestId, RequestState } from '../domain/request.ts';
import type { ChainedFact, NewFact } from '../domain/fact.ts';
import type { GateChange } from '../domain/gate.ts';
import type { Turn } from '../domain/order-of-arrival.ts';
import type { SystemId } from '../domain/system.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { Envelope } from './envelopes.ts';
import type { Intent } from './system-access.ts';
import type { RegisterTally } from './register-tally.ts';
import type { RequestFilter } from './request-filter.ts';
import type {
  Acceptance,
  AcceptanceResult,
  Ending,
  Watched,
  Planned,
  StoredIntent,
} from './register-writes.ts';

/** All facts of a request, in order, with the head that the register keeps beside them. */
export interface Journal {
  readonly facts: readonly ChainedFact[];
  readonly head: { readonly seq: number; readonly hash: string };
}

/** The register of requests, in Table storage. Its rows hold only ids, codes, counts, dates, HMACs and sealed contents. */
export interface Register {
  accept(acceptance: Acceptance): Promise<AcceptanceResult>;
  /** What `accept` would answer to an `Idempotency-Key` that was used before; null when it was not. Registers nothing. */
  answeredBefore(
    idempotency: NonNullable<Acceptance['idempotency']>,
  ): Promise<Extract<AcceptanceResult, { kind: 'repeated' | 'key-reused' }> | null>;
  get(requestId: RequestId): Promise<RegisteredRequest | null>;
  /**
   * The request if it has ended, otherwise null. When the request cannot be retried, the answer may come from memory. Then only its
   * delivery may have changed since.
   */
  ended(requestId: RequestId): Promise<RegisteredRequest | null>;
  /** One page, in the order of the filter. */
  list(
    filter: RequestFilter,
  ): Promise<{ items: RegisteredRequest[]; continuation: RequestId | null }>;
  /** Counts requests by their state. */
  tally(now: Date): Promise<RegisterTally>;
  /** How many open requests this system holds up; 1000 means 1000 or more. */
  waitingCount(system: SystemId): Promise<number>;
  /**
   * Changes the request, but never leaves a terminal state. Returns the request after the change.
   * @param change `ending`: the end whose status was delivered (`RegisteredRequest.endings`). When the request was opened again or has
   *   ended again since, `delivery` is not written
   */
  update(
    requestId: RequestId,
    change: {
      state?: RequestState;
      delivery?: Delivery;
      ending?: number;
      facts?: readonly NewFact[];
    },
  ): Promise<RegisteredRequest>;
  /**
   * Writes what `decide` makes of the request. When the request was changed meanwhile, `decide` is called again. A request that has ended is not
   * changed. Returns the request after the change.
   * @param decide may throw: then nothing is written
   */
  change(
    requestId: RequestId,
    decide: (request: RegisteredRequest) => GateChange,
  ): Promise<RegisteredRequest>;

  /**
   * Writes the current row of one system into the request.
   * @param before facts of the same try that come before the verdict
   */
  recordSystem(
    requestId: RequestId,
    system: SystemVerdict,
    before?: readonly NewFact[],
  ): Promise<void>;
  /**
   * Writes facts that belong together. Facts of a repeated step are written once.
   * @param unless looks at all facts so far; when it is true, nothing is written
   */
  append(
    requestId: RequestId,
    facts: readonly NewFact[],
    unless?: (facts: readonly NewFact[]) => boolean,
  ): Promise<void>;
  /**
   * Writes facts as `append` does, at less cost and without conflicts with other writers. But the rows for lists are not written, so lists
   * may find the request by these facts only after its next change.
   */
  appendUnlisted(requestId: RequestId, facts: readonly NewFact[]): Promise<void>;
  /**
   * The facts of a request; null when there is no such request.
   * @param settled every fact has its final place in the chain. Otherwise a fact that was written a moment ago may still move to an earlier
   *   place
   */
  journal(requestId: RequestId, settled: boolean): Promise<Journal | null>;

  /**
   * Claims the records that a request has found so far, while its search continues. The request keeps its place in the order of arrival.
   * @param hashes HMACs of the claims (`claimOfRecord`)
   */
  claimFound(requestId: RequestId, hashes: readonly string[]): Promise<void>;
  /**
   * Claims all given identifiers and all found records of a request. If the request may begin, or its plan leads to a gate, the same write
   * stores the plan and ends the search. A request claims again when it leaves a gate, because another request may have passed it. A repeated
   * claim is not an error.
   * @param hashes HMACs of the claims (`claimOfIdentifier`, `claimOfRecord`)
   * @param orderWaitSeconds `policy.orderWait`
   * @param facts what the search found out, written with the plan
   * @returns `ready`: the plan was written. Every other answer: the plan was not written, and the claims keep the place of the request
   */
  claim(
    requestId: RequestId,
    hashes: readonly string[],
    plan: Planned,
    orderWaitSeconds: number,
    facts?: readonly NewFact[],
  ): Promise<Turn>;
  /** The open requests that claim one of these, oldest first. */
  claimants(hashes: readonly string[]): Promise<readonly RegisteredRequest[]>;
  /** Whether a request that has to wait may try to begin now. */
  turnOf(requestId: RequestId, orderWaitSeconds: number): Promise<Turn>;

  /**
   * Writes the intent of an effect on a record, before the first call that may cause the effect. If the intent exists already, returns it
   * unchanged.
   * @param name of the intent, unique in its system, such as `erase-` and the key of the record
   */
  writeIntent(
    requestId: RequestId,
    systemId: SystemId,
    name: string,
    now: string,
    fact: NewFact,
  ): Promise<Omit<Intent, 'since'>>;
  /** Stores with an intent what a later step must know, such as `enabled`. The state is a code, never personal data. */
  markIntent(
    requestId: RequestId,
    systemId: SystemId,
    name: string,
    state: string,
    fact?: NewFact,
  ): Promise<void>;
  /** All intents of this request. */
  intentsOf(requestId: RequestId): Promise<readonly StoredIntent[]>;

  /**
   * Ends the request in one transaction: sets the terminal state, releases the claims and the likeness, and destroys the dossier's key when
   * `closeAt` is null. A request that has already ended is not changed. Returns the ended request.
   */
  end(requestId: RequestId, ending: Ending): Promise<RegisteredRequest>;

  /**
   * Opens an ended request again in one transaction: the facts are written, and the rows of its end are deleted. Its claims are joined again
   * by the next orchestration. Returns the request after the change.
   * @param decide the facts, of which the last is `reopened`, and the gates. May throw: then nothing is written. `begun`: it had passed all
   *   gates
   */
  reopen(
    requestId: RequestId,
    decide: (request: RegisteredRequest, begun: boolean) => GateChange,
  ): Promise<RegisteredRequest>;

  /** Ended requests that still have a package and finished before the given time, oldest first. */
  packagesBefore(finishedBefore: string): AsyncIterable<RequestId>;
  /** Records that the package of a request was deleted. */
  packageDeleted(requestId: RequestId): Promise<void>;

  /** Requests that have not ended, soonest due first. */
  open(): AsyncIterable<RegisteredRequest>;
  /** Open requests that were accepted since then (RFC 3339), and at which no flow has looked yet. */
  unstarted(since: string): AsyncIterable<RegisteredRequest>;
  /** Open requests with a decision or a retry that their flow has not read yet. */
  unheard(): AsyncIterable<RegisteredRequest>;
  /** Ended requests whose final status is neither delivered nor dead-lettered yet. */
  undelivered(): AsyncIterable<RegisteredRequest>;
  /** Requests whose final status was dead-lettered, oldest first; some of them may have been delivered since. */
  deadLettered(): AsyncIterable<RegisteredRequest>;
  /** Removes a request from the list `deadLettered`. Its delivery is not changed. */
  forgetDeadLetter(requestId: RequestId): Promise<void>;
  /** Ended requests whose `closeAt` has passed. */
  closable(now: string): AsyncIterable<RegisteredRequest>;
  /** Destroys the dossier's key of an ended request, if it is still due. Otherwise nothing changes. */
  close(requestId: RequestId): Promise<void>;
  /** Open requests that the brake put on hold, oldest first. */
  braked(): AsyncIterable<RegisteredRequest>;
  /**
   * Open requests for which a reminder about the legal deadline may be due now (`nextReminder`).
   * @param since RFC 3339: requests whose reminder was due before this time are left out. Empty: none is left out
   */
  remindersDue(now: string, since: string): AsyncIterable<RegisteredRequest>;
  /** Ended requests whose `watchAt` has passed. */
  watchesDue(now: string): AsyncIterable<RegisteredRequest>;
  /** The sealed watch list of a request; null when the watch has ended, or the request has none. */
  watchList(requestId: RequestId): Promise<Envelope | null>;
  /**
   * Stores what the residual watch read back, and when it looks again. When the watch ends, its watch list and the key of the list are
   * destroyed. A corrected final status must be delivered again.
   */
  watched(requestId: RequestId, change: Watched): Promise<RegisteredRequest>;
  /**
   * Takes over the open requests that an earlier version stored without a journal. After that, lists and the sweeper find them.
   * @returns how many there were
   */
  adopt(): Promise<number>;
  /** Deletes idempotency keys 7 days after their request ended. */
  forgetIdempotencyKeys(now: string): Promise<void>;
}
