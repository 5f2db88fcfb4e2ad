import type { EndReason, TerminalState } from './request.ts';
import { isGood, type Settlement, type Unsettled } from './verdict.ts';

export interface FinalState {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
}

/**
 * The final state of a request, from the verdicts of all its systems. All good is `completed`, none good is `failed`, everything else is
 * `completed-with-exceptions`. So a success never hides a failure.
 *
 * @param systems one settlement per system, at least one; a system without a verdict is not done
 */
export function finalState(systems: readonly (Settlement | Unsettled)[]): FinalState {
  const goodOnes = systems.filter(isGood);
  if (goodOnes.length === 0) return { state: 'failed', reason: 'no-system-done' };
  if (goodOnes.length < systems.length) return { state: 'completed-with-exceptions', reason: null };
  return { state: 'completed', reason: reasonOfCompleted(systems) };
}

/** The first reason that applies. */
function reasonOfCompleted(systems: readonly (Settlement | Unsettled)[]): EndReason | null {
  const isThere = (verdict: Settlement['verdict']) =>
    systems.some((one) => one.verdict === verdict);
  if (systems.some((one) => one.verdict === 'unsearched' && one.reason === 'no-identifier'))
    return 'not-everywhere';
  if (isThere('retained')) return 'retained';
  return systems.every(({ verdict }) => verdict === 'absent') ? 'no-match' : null;
}
