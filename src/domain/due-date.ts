import { clockAfter, dueAt } from './deadline.ts';
import { theService } from './fact.ts';
import type { GateChange } from './gate.ts';
import type { RegisteredRequest } from './request.ts';

/** Adds the fact of another last day, when the decisions so far move it. */
export function withDueDate(
  request: Pick<RegisteredRequest, 'receivedAt' | 'dueAt' | 'regulation'>,
  change: GateChange,
  timeZone: string,
  now: Date,
): GateChange {
  const { decisions } = change.gates;
  // Without a decision the last day stays as it was reckoned at the beginning, also when the policy has another time zone by now.
  if (decisions.length === 0) return change;
  const { receivedAt, regulation } = request;
  const clock = clockAfter(regulation, decisions, timeZone, now);
  if (!clock.extended && clock.stoppedDays === 0) return change;
  const due = dueAt(new Date(receivedAt), regulation, timeZone, clock);
  if (due === request.dueAt) return change;
  const at = now.toISOString();
  const fact = { at, kind: 'due', actor: theService, dueAt: due } as const;
  return { ...change, facts: [fact, ...change.facts] };
}
