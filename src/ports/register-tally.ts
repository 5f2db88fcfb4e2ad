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

/** How many requests wait for a person to decide or to prove something. */
export function waitingForPerson({ states }: Pick<RegisterTally, 'states'>): number {
  const waiting = ['awaiting-identity', 'awaiting-approval', 'on-hold', 'needs-decision'] as const;
  return waiting.reduce((sum, state) => sum + (states[state] ?? 0), 0);
}
