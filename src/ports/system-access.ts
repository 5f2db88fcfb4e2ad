import type { Identifier, KnownIdentifier } from '../domain/identifier.ts';
import type { Hit, RecordRef } from '../domain/match.ts';
import type { VerifyAnswer } from '../domain/read-back.ts';
import type { Counts } from '../domain/verdict.ts';

/** One permission or setting that a probe found missing, named so that an operator can grant it. */
export interface ProbeProblem {
  readonly what: string;
  readonly fix: string;
}

export interface ProbeReport {
  readonly reachable: boolean;
  readonly problems: readonly ProbeProblem[];
}

/** Where an export goes: one item at a time, so that a million audit records never stand in memory. */
export interface ExportSink {
  /**
   * Takes one item of a part, such as `user` or `auditEvents`. Items of one part come one after another.
   * Awaiting it gives back-pressure.
   */
  write(part: string, item: unknown): Promise<void>;
  /** States something about a part that the subject should know, such as what the vendor's API cannot give. */
  note(part: string, text: string): void;
}

/**
 * What is known of an earlier try of the same deed. Its presence means: an intent stands in the register, so the call may have
 * taken effect although no answer was recorded. Ask the system before repeating the call.
 */
export interface Intent {
  /** RFC 3339: when the deed was first about to begin. */
  readonly begunAt: string;
  /** True when this try is not the first one. */
  readonly repeated: boolean;
  /** RFC 3339: what an earlier try said in `Pending.since`; null when it said nothing, or when its answer was lost. */
  readonly since: string | null;
}

/** Not ready yet, ask again: the system works asynchronously or its replicas lag. */
export interface Pending {
  readonly kind: 'pending';
  /** When to ask again. */
  readonly seconds: number;
  /** RFC 3339: what the next try is told, such as the time of the last effect. */
  readonly since?: string;
}

export type HoldAnswer = { readonly kind: 'held' } | Pending;

export type EraseAnswer =
  /**
   * The erasing calls are done; what they achieved is for `verify` to say.
   * `staysInBin`: the system refused to empty its recycle bin, so that `verify` may find the record there.
   */
  { readonly kind: 'done'; readonly staysInBin?: true } | Pending;

/**
 * A configured system, ready to be called. Every method throws `SystemFailure` for what the system could not or would not do, and
 * never retries by itself: waiting is the flow's business. No error message holds a value of a person.
 */
export interface SystemAccess {
  /** How long the system may take until all its replicas show a change, in seconds. */
  readonly settleSeconds: number;
  /** Is it reachable, and is every permission granted? */
  probe(): Promise<ProbeReport>;
  /**
   * Looks the person up by every identifier this kind of system can be asked about, and skips the others without a call.
   * Finding none is an empty list.
   * @param options `recordsOnly`: logs that nobody can erase are left out
   */
  find(
    identifiers: readonly KnownIdentifier[],
    options?: { readonly recordsOnly: boolean },
  ): Promise<readonly Hit[]>;
  /** Writes everything the system holds about the record; answers how many items of each part. */
  export(record: RecordRef, sink: ExportSink): Promise<Counts>;
  /** Freezes the account (no sign-in, sessions revoked). Throws `privileged-account` for an administrator or guest, untouched. */
  hold?(
    record: RecordRef,
    intent: Intent,
    /** To be awaited before the account is changed, so that a crash cannot make us forget how it was found. */
    remember: (wasEnabled: boolean) => Promise<void>,
  ): Promise<HoldAnswer>;
  /** Puts back what `hold` found. */
  release?(record: RecordRef, wasEnabled: boolean): Promise<void>;
  /** Erases the record for good; safe to call again after a crash at any point. */
  erase(record: RecordRef, intent: Intent): Promise<EraseAnswer>;
  /**
   * Reads back what is left, as the system shows it now. Never believes an earlier status code. Replicas may lag: whether the answer
   * counts yet is for `domain/read-back.ts` to say.
   * @param erasedAt RFC 3339: when the erasing calls ended; dates of residuals count from it
   * @param knownAs what the record revealed before: none of it may lead to the record any more
   */
  verify(
    record: RecordRef,
    erasedAt: string,
    knownAs?: readonly Identifier[],
  ): Promise<VerifyAnswer>;
}
