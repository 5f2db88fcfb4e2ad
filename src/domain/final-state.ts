import type { LeadsPolicy } from './policy.ts';
import type { EndReason, TerminalState } from './request.ts';
import {
  isGood,
  isKept,
  isRuled,
  isStatedRule,
  type Residual,
  type Settlement,
  type Unsettled,
} from './verdict.ts';

export interface FinalState {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
}

/**
 * The input for the final state, for one system. `leads`: the number of records that may be the person's and about which nobody has
 * decided.
 */
export type SettledLine = (Settlement | Unsettled) & {
  readonly leads?: number;
  readonly residuals?: readonly Residual[];
};

/**
 * The final state of a request, from the verdicts of all its systems. All good is `completed`, none good is `failed`, everything else is
 * `completed-with-exceptions`. So a success never hides a failure. A system that is `pending` keeps the request from being
 * `failed`. A lead about which nobody has decided is an exception too, unless the
 * policy only reports leads.
 *
 * A system in shadow mode does not count.
 *
 * @param lines one line per system, at least one; a system without a verdict is not done
 * @param leads `policy.leads`
 */
export function finalState(
  lines: readonly SettledLine[],
  leads: LeadsPolicy = 'decide',
): FinalState {
  const systems = lines.filter(({ reason }) => reason !== 'shadow');
  const isStated = (one: SettledLine) =>
    (isGood(one) || (one.verdict === 'unconfirmed' && leads === 'report')) &&
    !(one.residuals ?? []).some(isException);
  const goodOnes = systems.filter(isStated);
  // A vendor that still works on the erasure has not failed.
  if (goodOnes.length === 0 && !systems.some(({ verdict }) => verdict === 'pending'))
    return { state: 'failed', reason: 'no-system-done' };
  if (goodOnes.length < systems.length || (leads === 'decide' && systems.some(hasLeads)))
    return { state: 'completed-with-exceptions', reason: null };
  return { state: 'completed', reason: reasonOfCompleted(systems) };
}

/** Data was kept by a rule without law or end, or it was not erased although its rule has ended. */
const isException = (one: Residual) =>
  isRuled(one) && one.verdict !== 'erased' && !(isKept(one) && isStatedRule(one));

const hasLeads = ({ verdict, leads = 0 }: SettledLine) => leads > 0 || verdict === 'unconfirmed';

/** The first reason that applies. */
function reasonOfCompleted(systems: readonly SettledLine[]): EndReason | null {
  if (systems.some((one) => one.verdict === 'unsearched' && one.reason === 'no-identifier'))
    return 'not-everywhere';
  if (systems.some(hasLeads)) return 'leads-left';
  if (
    systems.some(({ verdict, residuals = [] }) => verdict === 'retained' || residuals.some(isKept))
  )
    return 'retained';
  return systems.every(({ verdict }) => verdict === 'absent') ? 'no-match' : null;
}
