import type { EndReason, TerminalState } from './request.ts';
import { isGood, type Verdict } from './verdict.ts';

export interface FinalState {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
}

/**
 * The final state of a request, from the verdicts of all its systems. All good is `completed`, none good is `failed`, everything else is
 * `completed-with-exceptions`. So a success never hides a failure.
 *
 * @param verdicts one per system, at least one
 */
export function finalState(verdicts: readonly Verdict[]): FinalState {
  const goodOnes = verdicts.filter(isGood);
  if (goodOnes.length === 0) return { state: 'failed', reason: 'no-system-done' };
  if (goodOnes.length < verdicts.length)
    return { state: 'completed-with-exceptions', reason: null };
  const nothingFound = verdicts.every((verdict) => verdict === 'absent');
  return { state: 'completed', reason: nothingFound ? 'no-match' : null };
}
