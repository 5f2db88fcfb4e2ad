import type { RequestId, RequestState } from '../domain/request.ts';

/** Open requests, grouped by the days that are left until their last day. */
export interface DaysLeft {
  readonly late: number;
  /** Up to seven days. */
  readonly week: number;
  /** Up to fourteen days. */
  readonly fortnight: number;
  /** Up to thirty days. */
  readonly month: number;
  readonly later: number;
}

/** How many requests there are, counted from the rows by which lists find them. */
export interface RegisterTally {
  readonly open: number;
  readonly daysLeft: DaysLeft;
  readonly oldestOpen: RequestId | null;
  /** Open requests on which Habeas is working: they wait neither for a person nor for a date. */
  readonly working: number;
  /** The number of requests in each state in which requests wait or have ended. */
  readonly states: Readonly<Partial<Record<RequestState, number>>>;
  /** Open requests that some system holds up. */
  readonly waitingForSystem: number;
  /** Open requests that the brake holds. */
  readonly braked: number;
}
