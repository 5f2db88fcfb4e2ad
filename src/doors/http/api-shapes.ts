// The JSON answers of the HTTP API. The routes and the dashboard page both use these types, so a renamed field
// is a compile error in both. This file holds types only, because the page must not import code of the doors.
// Some versions of the service do not send the optional fields.
import type { FailureCode } from '../../domain/failure.ts';
import type {
  Delivery,
  EndReason,
  Regulation,
  RequestState,
  RequestType,
} from '../../domain/request.ts';
import type { RequestClock } from '../../domain/request-clock.ts';
import type { ShadowPlan } from '../../domain/shadow-plan.ts';
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

/** Who handles a request: a key by its name, or a person by the directory id. `me`: true when it is the caller. */
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
  /** The reason for the verdict, when the verdict alone does not explain it. */
  readonly reason?: string | null;
  /** The law that demands it, when the verdict is `retained`. */
  readonly law?: string;
  readonly until: string | null;
  readonly counts: { readonly found: Counts; readonly left?: Counts; readonly exported?: Counts };
  readonly leads: number;
  /** Number of records that an operator must choose from. */
  readonly candidates?: number;
  readonly attempts: number;
  readonly updatedAt: string;
  readonly residuals: readonly Residual[];
  /** The systems that an erasure visits before this one. */
  readonly after?: readonly string[];
  /** Set when the system is only being tried out: what would be done there. */
  readonly shadow?: ShadowPlan;
  readonly searched?: readonly LookUp[];
  readonly notSearched?: readonly NoLookUp[];
  /** Null as soon as the system has its verdict. */
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
  /** Days until the last day; negative when it has passed. Older versions do not send it. */
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

/** An open request of the person who was searched for. */
export type OpenRequest = Pick<RequestRow, 'id' | 'type' | 'state'>;
