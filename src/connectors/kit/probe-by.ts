import { isTransient, SystemFailure } from '../../domain/failure.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import type { ProbeProblem, ProbeReport } from '../../ports/system-access.ts';

export interface ProbeStep {
  /** What the step tries, in the vendor's terms. */
  readonly what: string;
  /** What an operator must do when the step is refused. */
  readonly fix: string;
  /** The code of the problem when the step fails with `misconfigured`. */
  readonly code?: ProbeProblem['code'];
  readonly attempt: () => Promise<unknown>;
}

/**
 * Tries harmless calls one after another and names those that fail.
 * When the system cannot be reached or rejects the credentials, the remaining steps are not tried.
 */
export async function probeBy(steps: readonly ProbeStep[]): Promise<ProbeReport> {
  const problems: ProbeProblem[] = [];
  for (const { what, fix, code, attempt } of steps) {
    try {
      await attempt();
    } catch (error) {
      if (error instanceof TurnLater) {
        const fix = `Probe again in ${String(Math.ceil(error.seconds))} s.`;
        problems.push({ what: `${what}: not asked (${error.message})`, fix });
        return { reachable: true, problems };
      }
      if (!(error instanceof SystemFailure)) throw error;
      problems.push({
        what: `${what}: ${error.code} (${error.message})`,
        fix,
        ...(code && error.code === 'misconfigured' && { code }),
      });
      if (isTransient(error.code)) return { reachable: error.code === 'throttled', problems };
      if (error.code === 'credentials-rejected') return { reachable: true, problems };
    }
  }
  return { reachable: true, problems };
}
