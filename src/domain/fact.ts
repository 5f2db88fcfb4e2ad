import type { FailureCode } from './failure.ts';
import type { MatchState } from './match.ts';
import type { StepKind } from './progress.ts';
import type { Reminder } from './reminder.ts';
import type {
  Delivery,
  Door,
  EndReason,
  RegisteredRequest,
  Regulation,
  RequestId,
  RequestState,
  RequestType,
  TerminalState,
} from './request.ts';
import type { SystemId } from './system.ts';
import type { SystemVerdict } from './verdict.ts';
import type { WatchResult } from './watch-result.ts';

/** Who caused a fact. */
export interface Actor {
  /** The service itself, a machine with a key, a person of the operator, or the data subject. */
  readonly kind: 'service' | 'key' | 'person' | 'subject';
  /** The role in which the actor acted. */
  readonly role?: string;
  /** The name of a key, or the directory id of an operator. The service and the data subject have none. */
  readonly id?: string;
}

export const theService: Actor = { kind: 'service' };

type Distributed<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The state of one system, without its id and title. */
export type FactLine = Distributed<SystemVerdict, 'id' | 'title'>;

/**
 * The part of a request's row that is computed from its facts. The rest of the row is the sender's mark and reference, titles, dates and
 * numbers for our own upkeep, and what the register stores about gates.
 */
export type Projected = Omit<
  RegisteredRequest,
  'owner' | 'reference' | 'systems' | 'watchAt' | 'gates' | 'dossier'
> & {
  readonly systems: readonly ({ readonly id: SystemId } & FactLine)[];
};

/** One look-up by one kind of identifier in one place. */
export interface AskedBy {
  readonly by: string;
  readonly in?: string;
  readonly found?: number;
}

/** The members of each kind of fact, besides its time and its actor. */
interface Contents {
  /** The request was accepted. */
  received: {
    readonly request: RequestId;
    readonly door: Door;
    readonly type: RequestType;
    readonly regulation: Regulation;
    readonly language: string | null;
    readonly dueAt: string;
    readonly flowVersion: string;
    readonly hasCallback: boolean;
    readonly systems: readonly { readonly id: SystemId; readonly connector: string }[];
  };
  /** An earlier version of the service stored this request. What happened before is not known. */
  adopted: { readonly row: Projected };
  /** The request went on to another state. */
  moved: { readonly state: RequestState };
  /** A system was searched: by which kinds of identifiers, how many records were found, and what it could not be asked. */
  asked: {
    readonly system: SystemId;
    readonly by: readonly AskedBy[];
    readonly found: number;
    readonly notAsked?: readonly { readonly what: string; readonly why: string }[];
  };
  /** What the answers of a system mean for the person. */
  concluded: {
    readonly system: SystemId;
    readonly match: MatchState;
    readonly records: number;
    readonly leads: number;
    readonly candidates: number;
  };
  /** The plan was made: a system without a verdict will be visited. */
  planned: {
    readonly planHash: string;
    readonly systems: readonly ({ readonly id: SystemId } & FactLine)[];
  };
  /** The request waits for its turn, for a gate or for a decision. */
  waiting: { readonly for: string; readonly until: string | null };
  /** Somebody decided. */
  decided: {
    readonly what: string;
    readonly reason: string | null;
    readonly system?: SystemId;
    /** The plan that was approved. */
    readonly planHash?: string;
    /** RFC 3339: when a hold ends by itself; null when only a person ends it. */
    readonly until?: string | null;
    /** Names the blob with the sealed comment. The text itself is in no fact. */
    readonly commentId?: string;
    /** The records that are the person's, and those that are not: hashes under the key of the request. */
    readonly records?: readonly string[];
    readonly others?: readonly string[];
  };
  /** `me`: the actor of this fact handles the request from now on. Null: nobody handles it any more. */
  assigned: { readonly to: 'me' | null; readonly commentId?: string };
  /** The last day of the request has moved: the law allows more time. */
  due: { readonly dueAt: string };
  /** The service sent a reminder about the clock of the request. `dueAt`: the last day that the reminder named. */
  reminded: { readonly what: Reminder; readonly dueAt: string };
  /** One try in a system ended. */
  tried: {
    readonly system: SystemId;
    readonly step: StepKind;
    readonly attempt: number;
    readonly outcome: 'done' | 'later' | 'pending' | 'failed';
    readonly code: FailureCode | null;
    readonly nextAt: string | null;
  };
  /** A call that changes something in a system is about to be made. `record`: its hash under the key of the request. */
  began: { readonly system: SystemId; readonly effect: Effect; readonly record: string };
  /** The system confirmed the change. */
  did: { readonly system: SystemId; readonly effect: Effect; readonly record: string };
  /** A system got its verdict, or a new one. */
  settled: { readonly system: SystemId } & FactLine;
  /** The report was written, and the request has ended. */
  reported: {
    readonly state: TerminalState;
    readonly reason: EndReason | null;
    /** The systems in the order of the report. */
    readonly systems: readonly SystemId[];
    readonly closeAt: string | null;
    readonly watchUntil: string | null;
  };
  /** An ended request was opened again: a new orchestration visits these systems. */
  reopened: {
    readonly run: number;
    readonly flowVersion: string;
    readonly state: Extract<RequestState, 'running' | 'resolving'>;
    readonly systems: readonly SystemId[];
  };
  /** The final status was sent, or a try to send it failed. */
  delivered: Delivery;
  /** Somebody read a part of the request. */
  viewed: { readonly what: 'report' | 'evidence' | 'candidates' | 'comments' };
  /** Somebody downloaded the package, which holds personal data. */
  fetched: { readonly what: 'package' };
  /** The key of the request was destroyed. */
  closed: { readonly what: 'dossier' };
  /** The residual watch read back data that should have expired, or that a rule had kept. */
  watched: {
    readonly system: SystemId;
    readonly results: readonly Omit<WatchResult, 'system'>[];
  } & FactLine;
}

/** A change in a system. */
export type Effect = 'freeze' | 'release' | 'erase';

export type FactKind = keyof Contents;

/** A fact before it has its place in the journal. */
export type NewFact = {
  [K in FactKind]: {
    /** RFC 3339: when it happened. */
    readonly at: string;
    readonly kind: K;
    readonly actor: Actor;
  } & Contents[K];
}[FactKind];

/** One thing that happened to a request: who, when and what, in codes and counts. It never changes and holds no personal data. */
export type Fact = NewFact & {
  /** Its place in the journal of the request, from 1. */
  readonly seq: number;
};

/** A fact in the hash chain of its request. */
export type ChainedFact = Fact & {
  /** The hash of the fact before, in hex; 64 zeros for the first one. */
  readonly previous: string;
  /** Hex SHA-256 of the RFC 8785 JSON of the fact without this member. */
  readonly hash: string;
};

export type FactOf<K extends FactKind> = Extract<NewFact, { readonly kind: K }>;
