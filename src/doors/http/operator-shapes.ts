import type { AboutTopic } from '../../domain/about-system.ts';
import type { FailureCode } from '../../domain/failure.ts';
import type { Delivery, RequestState } from '../../domain/request.ts';
import type { Role } from '../../domain/role.ts';
import type { SystemRole } from '../../domain/system.ts';
import type { NoLookUp, TimelineFact, OpenRequest } from './api-shapes.ts';

/** The answer of `GET /caller`: who calls. */
export interface CallerView {
  /** `developer`: on a machine where callers are not asked who they are. */
  readonly kind: 'developer' | 'key' | 'person' | 'subject';
  /** The name of a key, or the directory id of a person. */
  readonly id: string | null;
  readonly roles: readonly Role[];
}

/** One system in the answer of `GET /systems`. */
export interface SystemView {
  readonly id: string;
  readonly title: string;
  readonly connector: string;
  readonly role: SystemRole;
  /** `shadow`: the system is only being tried out. Older versions do not send it. */
  readonly mode?: 'live' | 'shadow';
  /** The systems that are erased before it, direct and indirect. Older versions do not send it. */
  readonly after?: readonly string[];
  /** From the last tries of requests, on any host. `unknown`: there was no try yet. */
  readonly health: 'working' | 'failing' | 'paused' | 'unknown';
  readonly pausedSince: string | null;
  readonly pausedBy: TimelineFact['actor'] | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  readonly lastFailureCode: FailureCode | null;
  /** Since when the system is down: requests wait, and one at a time checks whether it answers again. Null while it answers. */
  readonly downSince: string | null;
  /** When the next request may check whether the system answers again. */
  readonly nextProbeAt: string | null;
  /** How many requests the system holds up; 1000 means 1000 or more. */
  readonly waiting: number;
  /** The topics that people must be told about the processing there (GDPR Art. 15(1)) and that the configuration does not describe. */
  readonly aboutMissing: readonly AboutTopic[];
  /** The result of the last probe: what is missing, and what an operator must do. */
  readonly probe: {
    readonly at: string;
    readonly reachable: boolean;
    readonly problems: readonly {
      readonly what: string;
      readonly fix: string;
      /** `control-missing`: until the control record is found again, no search of the system ends in `absent`. */
      readonly code?: 'control-missing';
    }[];
  } | null;
}

/** The answer of `GET /overview`. Up to five seconds old. */
export interface OverviewView {
  readonly at: string;
  readonly open: number;
  /** Open requests on which Habeas is working. */
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
  /** The tries of the last 24 hours, by hour. */
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
  /** True when there was no time for all of them. Then make the call again. */
  readonly left: boolean;
}

/** The answer of `GET /poison-messages`. */
export interface PoisonView {
  readonly count: number;
  readonly messages: readonly {
    readonly id: string;
    /** Why the message would be refused now; null when it would be accepted. Older versions do not send it. */
    readonly code?: string | null;
    /** In bytes. */
    readonly size?: number;
    readonly insertedAt: string;
    readonly expiresAt: string;
  }[];
}

/** The answer of `POST /subjects/search`. */
export interface SearchView {
  /** The code of the search, for `subject` of `POST /requests`. It is valid for 30 minutes and only for the same caller. */
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

/** The answer of `GET /audit`. */
export interface AuditPage {
  readonly items: readonly {
    /** The last time within the hour. */
    readonly at: string;
    readonly what: string;
    readonly actor: TimelineFact['actor'];
    /** How often the caller searched within the hour. */
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
