// The JSON answers of the HTTP API. The routes and the dashboard page both use these types, so a renamed field
// is a compile error in both. This file holds types only, because the page must not import code of the doors.
// Some versions of the service do not send the optional fields.
import type { AboutTopic } from '../../domain/about-system.ts';
import type { FailureCode } from '../../domain/failure.ts';
import type {
  Delivery,
  EndReason,
  Regulation,
  RequestState,
  RequestType,
} from '../../domain/request.ts';
import type { RequestClock } from '../../domain/request-clock.ts';
import type { SystemRole } from '../../domain/system.ts';
import type { Counts, Residual, Verdict } from '../../domain/verdict.ts';

/** The answer of `POST /requests`. */
export interface ReceiptView {
  readonly id: string;
  readonly type: RequestType;
  readonly state: RequestState;
  readonly reference: string | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly links: { readonly self: string };
}

/** The answer of `GET /requests/{id}`. */
export interface RequestView {
  readonly id: string;
  readonly type: RequestType;
  readonly regulation: Regulation;
  readonly reference: string | null;
  readonly state: RequestState;
  readonly reason: EndReason | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly updatedAt: string;
  readonly finishedAt: string | null;
  readonly planHash: string | null;
  /** The dates of the law. Older versions do not send it. */
  readonly clock?: RequestClock;
  /** Ids of the systems that the request waits for. */
  readonly waitingFor?: readonly string[];
  readonly systems: readonly SystemStatus[];
  readonly delivery: Delivery;
  /** Who handles the request. Only operators, approvers and auditors see it. */
  readonly assigned?: AssignedView | null;
  /** The actions that the caller may take on the request now. */
  readonly actions: readonly string[];
  readonly links: Readonly<Record<string, string>>;
}

/** Who handles a request: a key by its name, or a person by the directory id. `me`: it is the caller. */
export interface AssignedView {
  readonly kind: 'key' | 'person';
  readonly id: string;
  readonly me: boolean;
}

/** The status of one system in a request. */
export interface SystemStatus {
  readonly id: string;
  readonly connector: string;
  readonly title: string;
  /** Null while the system is being visited. */
  readonly verdict: Verdict | null;
  readonly code: FailureCode | null;
  /** The reason for the verdict, where the verdict alone does not explain it. */
  readonly reason?: string | null;
  /** The law that demands it, where the verdict is `retained`. */
  readonly law?: string;
  readonly until: string | null;
  readonly counts: { readonly found: Counts; readonly left?: Counts; readonly exported?: Counts };
  readonly leads: number;
  /** Number of records that an operator must choose from. */
  readonly candidates?: number;
  readonly attempts: number;
  readonly updatedAt: string;
  readonly residuals: readonly Residual[];
  readonly searched?: readonly LookUp[];
  readonly notSearched?: readonly NoLookUp[];
  /** Null once the system is settled. */
  readonly progress?: SystemProgress | null;
}

/** One entry in the answer of `GET /requests/{id}/systems/{system}/candidates`. */
export interface CandidateView {
  readonly candidate: string;
  /** Masked, such as `A… L…, a…@example.org`. */
  readonly preview: string;
  readonly metBy: readonly string[];
  readonly lead: boolean;
}

/** One entry in the answer of `GET /requests/{id}/comments`. */
export interface CommentView {
  readonly at: string;
  /** The decision it belongs to, such as `approve`. */
  readonly what: string;
  readonly system?: string;
  readonly actor: TimelineFact['actor'];
  readonly comment: string;
}

/** One search in a system: the kind of identifier, the place, and the number of records found. */
export interface LookUp {
  readonly by: string;
  readonly in: string;
  readonly found: number;
}

/** A search that was not done in a system, and the reason. */
export interface NoLookUp {
  readonly what: string;
  readonly why:
    'no-identifier' | 'refused' | 'incomplete' | 'not-offered' | 'control-missing' | 'shadow';
}

/** The current step in a system. Every attempt updates it. */
export interface SystemProgress {
  readonly step: 'find' | 'freeze' | 'export' | 'erase' | 'verify' | 'release';
  readonly since: string;
  readonly attempts: number;
  /** The failure of the last attempt. */
  readonly code: FailureCode | null;
  readonly nextAt: string | null;
  readonly waitingFor: 'system' | 'earlier-request' | 'decision' | 'date' | null;
}

/** One request in the answer of `GET /requests`. */
export interface RequestRow {
  readonly id: string;
  readonly type: RequestType;
  readonly state: RequestState;
  readonly reason: EndReason | null;
  readonly reference: string | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly updatedAt: string;
  readonly finishedAt: string | null;
  /** Days until the last day; below zero when it has passed. Older versions do not send it. */
  readonly daysLeft?: number | null;
  readonly waitingFor?: readonly string[];
  /** As in the request. */
  readonly assigned?: AssignedView | null;
  /** Number of systems per verdict. `open` counts the systems without a verdict. */
  readonly verdicts?: Counts;
  /** Sent by older versions, which have no `verdicts`. */
  readonly systems?: readonly Pick<SystemStatus, 'id' | 'verdict'>[];
}

/** The answer of `GET /requests`. */
export interface RequestPage {
  readonly items: readonly RequestRow[];
  readonly continuation: string | null;
}

/** The answer of `GET /requests/{id}/timeline`: all events of the request, in order. */
export interface Timeline {
  readonly facts: readonly TimelineFact[];
}

/** One event, described by codes and counts only. The other fields depend on its kind. */
export interface TimelineFact {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly system?: string;
  readonly actor: {
    readonly kind: 'service' | 'key' | 'person' | 'subject';
    readonly role?: string;
    readonly id?: string;
  };
  readonly [detail: string]: unknown;
}

/** One system in the answer of `GET /systems`. */
export interface SystemView {
  readonly id: string;
  readonly title: string;
  readonly connector: string;
  readonly role: SystemRole;
  /** From the last tries of requests, by any host. `unknown`: nothing was tried yet. */
  readonly health: 'working' | 'failing' | 'paused' | 'unknown';
  readonly pausedSince: string | null;
  readonly pausedBy: TimelineFact['actor'] | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  readonly lastFailureCode: FailureCode | null;
  /** How many requests the system holds up; 1000 means at least so many. */
  readonly waiting: number;
  /** What people must be told about the processing there (GDPR Art. 15(1)), and the configuration does not say. */
  readonly aboutMissing: readonly AboutTopic[];
  /** What the last probe found: what is missing, and what an operator must do. */
  readonly probe: {
    readonly at: string;
    readonly reachable: boolean;
    readonly problems: readonly {
      readonly what: string;
      readonly fix: string;
      /** `control-missing`: until the control record is found again, nobody is called absent there. */
      readonly code?: 'control-missing';
    }[];
  } | null;
}

/** The answer of `GET /overview`. Up to five seconds old. */
export interface OverviewView {
  readonly at: string;
  readonly open: number;
  /** Open requests that Habeas works on. */
  readonly working: number;
  readonly states: Readonly<Partial<Record<RequestState, number>>>;
  readonly late: number;
  readonly dueThisWeek: number;
  /** Open requests by days until the last day: up to 7, 14, 30, and more. */
  readonly daysLeft: {
    readonly late: number;
    readonly week: number;
    readonly fortnight: number;
    readonly month: number;
    readonly later: number;
  };
  readonly waitingForPerson: number;
  readonly waitingForSystem: number;
  readonly onHoldByBrake: number;
  readonly oldestOpen: { readonly id: string; readonly receivedAt: string } | null;
  /** The tries of the last day, by hour. */
  readonly systems: readonly {
    readonly id: string;
    readonly hours: readonly {
      readonly hour: string;
      readonly tries: number;
      readonly failures: number;
      readonly secondsPerTry: number;
    }[];
  }[];
}

/** The answer of `POST /brake/release`. */
export interface BrakeReleaseView {
  readonly released: number;
  /** There was no time for all of them: the call is to be made again. */
  readonly left: boolean;
}

/** The answer of `GET /poison-messages`. */
export interface PoisonView {
  readonly count: number;
  readonly messages: readonly {
    readonly id: string;
    /** Why it would be refused now; null when it would be accepted. Older versions do not send it. */
    readonly code?: string | null;
    /** In bytes. */
    readonly size?: number;
    readonly insertedAt: string;
    readonly expiresAt: string;
  }[];
}

/** The answer of `POST /subjects/search`. */
export interface SearchView {
  /** The code of the search, for `subject` of `POST /requests`; for 30 minutes and for the same caller. */
  readonly search: string;
  readonly systems: readonly SearchedSystem[];
  readonly openRequests: readonly OpenRequest[];
}

/** What one system knows of the person. */
export interface SearchedSystem {
  readonly system: string;
  readonly matches: readonly {
    readonly match: string;
    /** Masked. */
    readonly preview: string;
    readonly metBy: readonly string[];
  }[];
  readonly leads: number;
  /** `code`: why a system could not be asked at all. */
  readonly notSearched: readonly (NoLookUp & { readonly code?: FailureCode })[];
}

/** An open request of the person who was searched for. */
export type OpenRequest = Pick<RequestRow, 'id' | 'type' | 'state'>;

/** The answer of `GET /audit`. */
export interface AuditPage {
  readonly items: readonly {
    /** The last time within the hour. */
    readonly at: string;
    readonly what: string;
    readonly actor: TimelineFact['actor'];
    /** How often within the hour. */
    readonly count: number;
    /** Equal for equal subjects within a month. */
    readonly subject?: string;
  }[];
  readonly continuation: string | null;
}

/** The answer of `GET /deliveries`. */
export interface DeliveryPage {
  readonly items: readonly (Delivery & {
    /** The id of the request. */
    readonly id: string;
    readonly finishedAt: string | null;
    readonly updatedAt: string;
  })[];
  readonly continuation: string | null;
}
