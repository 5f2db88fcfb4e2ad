import { pacer } from '../kit/pacer.ts';

/** What one tenant lets us read of its logs. */
export interface AuditReports {
  /**
   * Microsoft allows few requests for reports, so each waits for its turn.
   * @param begun something has been read that would be lost by failing; otherwise a long wait is the flow's
   */
  readonly pace: (begun: boolean) => Promise<void>;
  /** False for an hour after the tenant said that sign-in logs are not for it: asking costs one of the few requests. */
  mayHaveSignIns(): boolean;
  noteNoSignIns(): void;
}

const hour = 3_600_000;

/** Seconds an activity waits for its turn before it has read anything. */
const longestWait = 10;

/** https://learn.microsoft.com/graph/throttling-limits: identity and access reports, per app and tenant. */
export function auditReports(requestsPer10Seconds: number, now: () => Date): AuditReports {
  let refusedAt = -Infinity;
  const pace = pacer(requestsPer10Seconds, 10);
  return {
    pace: (begun) => pace(begun ? Infinity : longestWait),
    mayHaveSignIns: () => now().getTime() - refusedAt >= hour,
    noteNoSignIns: () => {
      refusedAt = now().getTime();
    },
  };
}
