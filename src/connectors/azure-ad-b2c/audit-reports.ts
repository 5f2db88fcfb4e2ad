import type { SystemFailure } from '../../domain/failure.ts';
import { pacer } from '../kit/pacer.ts';
import { cooldown } from '../kit/cooldown.ts';
import { shortWait } from '../kit/stopwatch.ts';

/** The limits for reading the logs of one tenant. */
export interface AuditReports {
  /**
   * Waits until a request for a report is allowed, because Microsoft allows only a few of them.
   * @param begun true when a failure would lose data that was already read. Then a long wait happens here; otherwise the flow waits.
   * @throws TurnLater
   */
  readonly pace: (begun: boolean) => Promise<void>;
  /** Starts the cooldown for reports after a refusal. Other calls to the tenant continue. */
  readonly refused: (failure: SystemFailure) => void;
  /** False for an hour after the tenant refused to show sign-in logs, because each try costs one of the few requests. */
  mayHaveSignIns(): boolean;
  rememberNoSignIns(): void;
}

const hour = 3_600_000;

/** The longest cooldown, in seconds, that a read waits here after its first page. */
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
