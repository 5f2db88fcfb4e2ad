import type { SystemFailure } from '../../domain/failure.ts';
import { pacer } from '../kit/pacer.ts';
import { cooldown } from '../kit/cooldown.ts';
import { shortWait } from '../kit/stopwatch.ts';

/** What one tenant lets us read of its logs. */
export interface AuditReports {
  /**
   * Microsoft allows few requests for reports, so each waits for its turn.
   * @param begun something has been read that would be lost by failing; otherwise a long wait is the flow's
   * @throws TurnLater
   */
  readonly pace: (begun: boolean) => Promise<void>;
  /** Notes what a refusal says about the next request for a report. Other calls of the tenant go on. */
  readonly refused: (failure: SystemFailure) => void;
  /** False for an hour after the tenant said that sign-in logs are not for it: asking costs one of the few requests. */
  mayHaveSignIns(): boolean;
  rememberNoSignIns(): void;
}

const hour = 3_600_000;

/** Seconds that a read which has begun waits here because Microsoft told some request to wait. */
const longestCooldown = 60;

/** https://learn.microsoft.com/graph/throttling-limits: identity and access reports, per app and tenant. */
export function auditReports(requestsPer10Seconds: number, now: () => Date): AuditReports {
  let refusedAt = -Infinity;
  const pace = pacer(requestsPer10Seconds, 10);
  const hostCooldown = cooldown();
  return {
    async pace(begun) {
      await hostCooldown.wait(begun ? longestCooldown : shortWait);
      await pace(begun ? Infinity : shortWait);
    },
    refused: hostCooldown.learn,
    mayHaveSignIns: () => now().getTime() - refusedAt >= hour,
    rememberNoSignIns: () => {
      refusedAt = now().getTime();
    },
  };
}
