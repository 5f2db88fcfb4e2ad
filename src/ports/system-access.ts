import type { Identifier, KnownIdentifier } from '../domain/identifier.ts';
import type { Hit, RecordRef } from '../domain/match.ts';
import type { VerifyAnswer } from '../domain/read-back.ts';
import type { LookUp, SearchRecord } from '../domain/search-record.ts';
import type { Counts } from '../domain/verdict.ts';

/** One missing permission or setting that a probe found, with what an operator must do. */
export interface ProbeProblem {
  readonly what: string;
  readonly fix: string;
  /** `control-missing`: the control record was not found. Until it is found again, no search of the system may end in `absent`. */
  readonly code?: 'control-missing';
}

export interface ProbeReport {
  readonly reachable: boolean;
  readonly problems: readonly ProbeProblem[];
}

/** Takes the items of an export one at a time, so that a million audit records are never in memory at once. */
export interface ExportSink {
  /**
   * Takes one item of a part, such as `user` or `auditEvents`. All items of one part must come one after another.
   * Await the result: this gives back-pressure.
   */
  write(part: string, item: unknown): Promise<void>;
  /** Adds a remark about a part for the subject, such as data that the vendor's API does not provide. */
  remark(part: string, text: string): void;
  /**
   * Reads one section of the export of a record, such as one log. A section that an earlier try read to its end is not read again.
   * @param read gets the mark that an earlier try reached, or null to begin. When it throws `MarkExpired`, it is called once more with null.
   * @returns how many items of each part the section has, those of earlier tries included
   */
  section(name: string, read: (from: string | null) => Promise<void>): Promise<Counts>;
  /**
   * Says that the section was read as far as this mark, and that everything before the mark was written. A later try continues at the last
   * mark.
   * @param mark a text that only the connector understands, such as the link to the next page; it is stored sealed
   */
  reached(mark: string): Promise<void>;
}

/**
 * The note that a call which changes data is about to be made. The register stores it before the first such call. When there was an
 * earlier try, its call may have taken effect although its answer was lost. So the connector must ask the system before it repeats the call.
 */
export interface Intent {
  /** RFC 3339: when the first call was about to be sent. */
  readonly begunAt: string;
  /** True when this try is not the first one. */
  readonly repeated: boolean;
  /** RFC 3339: the `Pending.since` that an earlier try returned; null when it returned none, or when its answer was lost. */
  readonly since: string | null;
  /**
   * Only for an erasure: its name, which is the same in all its tries. It serves vendors that take an idempotency key or a name for a job.
   * When the vendor lost the job, the job is started again under another name.
   */
  readonly job?: string;
}

/** The system is not ready yet, because it works asynchronously or its replicas lag. */
export interface Pending {
  readonly kind: 'pending';
  /** How long to wait before asking again. When `until` is set, later waits get longer by themselves, up to an hour. */
  readonly seconds: number;
  /**
   * RFC 3339: the vendor's own date for the end of work that takes hours or days. The request waits until then, as long as its policy allows;
   * after that it ends with the verdict `pending`, and the residual watch goes on.
   */
  readonly until?: string;
  /** RFC 3339: a time that the next try gets as `Intent.since`, such as the time of the last effect. */
  readonly since?: string;
}

/** Whether an account may sign in; null when the directory holds no value. */
export type SignInState = boolean | null;

export type HoldAnswer = { readonly kind: 'held' } | Pending;

export type EraseAnswer =
  /**
   * The erasing calls are done. Only `verify` says what they achieved.
   * `staysInBin`: the system refused to purge the record, so `verify` may find it in the recycle bin.
   */
  | { readonly kind: 'done'; readonly staysInBin?: true }
  | Pending
  /** An earlier try started a job (`Intent.job`), and the system no longer knows it. The job is started once more. */
  | { readonly kind: 'lost' };

export interface FindOptions {
  /** Do not search logs that nobody can erase. */
  readonly recordsOnly?: boolean;
  /** The last probe did not find the control record: search for it again, even if an earlier search found it a short time ago. */
  readonly controlDoubted?: boolean;
}

/** What a search found, which look-ups it made and where, and which it could not make. */
export interface FindAnswer extends SearchRecord {
  readonly hits: readonly Hit[];
}

/**
 * The methods of a configured system. Every method throws `SystemFailure` when the system cannot or will not do what it is asked. No method
 * retries: the flow waits and tries again. No error message holds personal data.
 */
export interface SystemAccess {
  /** How many seconds the system may need until all its replicas show a change. */
  readonly settleSeconds: number;
  /** The kinds of identifiers by which the system can be asked, each with the places that are searched by it. */
  readonly lookUps: readonly LookUp[];
  /** Is the system reachable, and is every permission granted? */
  probe(): Promise<ProbeReport>;
  /**
   * Looks the person up by every identifier that this kind of system supports. Other identifiers cause no call.
   * A look-up that the system refuses (400, or a 404 that does not mean "no such record") is listed in `notSearched`; the others go on.
   */
  find(identifiers: readonly KnownIdentifier[], options?: FindOptions): Promise<FindAnswer>;
  /** Writes everything that the system holds about the record. Returns the number of items of each part. */
  export(record: RecordRef, sink: ExportSink): Promise<Counts>;
  /** Freezes the account: no sign-in, sessions revoked. Throws `privileged-account` for an administrator or guest and changes nothing then. */
  hold?(
    record: RecordRef,
    intent: Intent,
    /**
     * Call and await it before the account is changed, with the state that the account shows. So the original state is stored even if a
     * crash follows. A state that an earlier try stored is not replaced.
     */
    remember: (found: SignInState) => Promise<void>,
  ): Promise<HoldAnswer>;
  /** Restores exactly the state that `hold` remembered. */
  release?(record: RecordRef, found: SignInState): Promise<void>;
  /** Erases the record permanently. It is safe to call it again after a crash at any point. */
  erase(record: RecordRef, intent: Intent): Promise<EraseAnswer>;
  /**
   * Reads back what the system still shows now, and never trusts an earlier status code. Replicas may lag, so `domain/read-back.ts` decides
   * whether the answer counts yet.
   * @param erasedAt RFC 3339: when the erasing calls ended; the dates of residuals are counted from it
   * @param knownAs identifiers that the record revealed before; none of them may still lead to the record
   */
  verify(
    record: RecordRef,
    erasedAt: string,
    knownAs?: readonly Identifier[],
  ): Promise<VerifyAnswer>;
}
