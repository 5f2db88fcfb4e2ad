import { isTransient, SystemFailure } from '../../domain/failure.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import type { ProbeProblem, ProbeReport } from '../../ports/system-access.ts';

export interface ProbeStep {
  /** What is tried, in the words of the vendor's permission or page. */
  readonly what: string;
  /** What an operator does when it is refused. */
  readonly fix: string;
  readonly attempt: () => Promise<unknown>;
}

/**
 * Tries harmless calls one after another and names those that fail.
 * A system that cannot be reached at all is reported as such; the steps after it are not tried.
 */
export async function probeBy(steps: readonly ProbeStep[]): Promise<ProbeReport> {
  const problems: ProbeProblem[] = [];
  for (const { what, fix, attempt } of steps) {
    try {
      await attempt();
    } catch (error) {
      if (error instanceof TurnLater) {
        const fix = `Probe again in ${String(Math.ceil(error.seconds))} s.`;
        problems.push({ what: `${what}: not asked (${error.message})`, fix });
        return { reachable: true, problems };
      }
      if (!(error instanceof SystemFailure)) throw error;
      problems.push({ what: `${what}: ${error.code} (${error.message})`, fix });
      if (isTransient(error.code)) return { reachable: error.code === 'throttled', problems };
      if (error.code === 'credentials-rejected') return { reachable: true, problems };
    }
  }
  return { reachable: true, problems };
}
