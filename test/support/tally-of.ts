import { standingHold } from '../../src/domain/gate.ts';
import { waitingSystems } from '../../src/domain/progress.ts';
import { isTerminal, type RegisteredRequest } from '../../src/domain/request.ts';
import type { RegisterTally } from '../../src/ports/register-tally.ts';

const usual = ['received', 'resolving', 'planned', 'running', 'verifying', 'reporting'];

/** Counts requests one by one. */
export function tallyOf(requests: readonly RegisteredRequest[], now: Date): RegisterTally {
  const open = requests.filter(({ state }) => !isTerminal(state));
  const states: Partial<Record<RegisteredRequest['state'], number>> = {};
  for (const { state } of requests)
    if (!usual.includes(state)) states[state] = (states[state] ?? 0) + 1;
  const due = (from: number, to: number) =>
    open.filter(({ dueAt }) => {
      const days = (Date.parse(dueAt) - now.getTime()) / 86_400_000;
      return days > from && days <= to;
    }).length;
  return {
    open: open.length,
    working: open.filter(({ state }) => usual.includes(state)).length,
    states,
    daysLeft: {
      late: due(-Infinity, 0),
      week: due(0, 7),
      fortnight: due(7, 14),
      month: due(14, 30),
      later: due(30, Infinity),
    },
    oldestOpen: open.map(({ id }) => id).sort()[0] ?? null,
    waitingForSystem: open.filter(({ progress }) => waitingSystems(progress).length > 0).length,
    braked: open.filter(({ gates }) => standingHold(gates.decisions, now)?.reason === 'brake')
      .length,
  };
}
