import type { EndReason, TerminalState } from './request.ts';
import { isGood, type Verdict } from './verdict.ts';

export interface FinalState {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
}

/**
 * The state a request ends in, from the verdicts of all its systems. Nothing is green over a failure:
 * `completed` needs a good verdict everywhere; none at all is `failed`.
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
