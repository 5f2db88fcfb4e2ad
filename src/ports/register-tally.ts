import type { RequestId, RequestState } from '../domain/request.ts';

/** Open requests by the days that are left until their last day. */
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
  /** Open requests that Habeas works on: they wait for no person and no date. */
  readonly working: number;
  /** Requests in each state in which they wait or have ended. */
  readonly states: Readonly<Partial<Record<RequestState, number>>>;
  /** Open requests that some system holds up. */
  readonly waitingForSystem: number;
  /** Open requests that the brake holds. */
  readonly braked: number;
}
