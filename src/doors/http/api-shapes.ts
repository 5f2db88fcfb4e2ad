// What the HTTP API answers, as JSON. The routes and the dashboard's page are typed by it, so a field that is
// renamed here is a compile error in both. It holds types only: the page takes no code of the doors.
// An optional field is one that not every version of the service answers.
import type { FailureCode } from '../../domain/failure.ts';
import type {
  Delivery,
  EndReason,
  Regulation,
  RequestState,
  RequestType,
} from '../../domain/request.ts';
import type { SystemRole } from '../../domain/system.ts';
import type { Counts, Residual, Verdict } from '../../domain/verdict.ts';

/** What `POST /requests` answers. */
export interface ReceiptView {
  readonly id: string;
  readonly type: RequestType;
  readonly state: RequestState;
  readonly reference: string | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly links: { readonly self: string };
}

/** What `GET /requests/{id}` answers. */
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
  /** Ids of the systems that hold the request up. */
  readonly waitingFor?: readonly string[];
  readonly systems: readonly SystemStatus[];
  readonly delivery: Delivery;
  /** What the caller may do with the request now. */
  readonly actions: readonly string[];
  readonly links: Readonly<Record<string, string>>;
}

/** What is true of one system of a request. */
export interface SystemStatus {
  readonly id: string;
  readonly connector: string;
  readonly title: string;
  /** Null while the system is being visited. */
  readonly verdict: Verdict | null;
  readonly code: FailureCode | null;
  /** Why the verdict is what it is, where the verdict alone does not say it. */
  readonly reason?: string | null;
  readonly until: string | null;
  readonly counts: { readonly found: Counts; readonly left?: Counts; readonly exported?: Counts };
  readonly leads: number;
  /** How many records a person must choose from. */
  readonly candidates?: number;
  readonly attempts: number;
  readonly updatedAt: string;
  readonly residuals: readonly Residual[];
  readonly searched?: readonly LookUp[];
  readonly notSearched?: readonly NoLookUp[];
  /** Null once the system is settled. */
  readonly progress?: SystemProgress | null;
}

/** One question to a system: by which kind of identifier, in which place, and how many records it found. */
export interface LookUp {
  readonly by: string;
  readonly in: string;
  readonly found: number;
}

/** What a system was not asked, and why. */
export interface NoLookUp {
  readonly what: string;
  readonly why:
    'no-identifier' | 'refused' | 'incomplete' | 'not-offered' | 'control-missing' | 'shadow';
}

/** What is done in a system now; written at every try. */
export interface SystemProgress {
  readonly step: 'find' | 'freeze' | 'export' | 'erase' | 'verify' | 'release';
  readonly since: string;
  readonly attempts: number;
  /** The failure of the last try. */
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
  readonly waitingFor?: readonly string[];
  /** How many systems have which verdict; `open` counts those without one. */
  readonly verdicts?: Counts;
  /** Answered by versions that have no `verdicts` yet. */
  readonly systems?: readonly Pick<SystemStatus, 'id' | 'verdict'>[];
}

/** What `GET /requests` answers. */
export interface RequestPage {
  readonly items: readonly RequestRow[];
  readonly continuation: string | null;
}

/** What `GET /requests/{id}/timeline` answers: everything that happened, in order. */
export interface Timeline {
  readonly facts: readonly TimelineFact[];
}

/** One thing that happened, in codes and counts. What else belongs to it depends on its kind. */
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
}

/** What `GET /poison-messages` answers. */
export interface PoisonView {
  readonly count: number;
  readonly messages: readonly {
    readonly id: string;
    readonly insertedAt: string;
    readonly expiresAt: string;
  }[];
}
