import type { FactOf } from '../domain/fact.ts';
import type { Progress } from '../domain/progress.ts';
import type { RegisteredRequest } from '../domain/request.ts';

/** The progress after one more try in a system. */
export function withTry(before: readonly Progress[], fact: FactOf<'tried'>): Progress[] {
  const { system, step, at, attempt, outcome, code, nextAt } = fact;
  const known = before.find((one) => one.system === system);
  const goesOn = known?.step === step && known.waitingFor !== 'earlier-request';
  const progress: Progress = {
    system,
    step,
    since: goesOn ? known.since : at,
    attempts: attempt,
    code,
    nextAt,
    waitingFor: outcome === 'later' || outcome === 'pending' ? 'system' : null,
  };
  return known ? before.map((one) => (one === known ? progress : one)) : [...before, progress];
}

/** Another request comes first. Until then, nothing is done in any system. */
export function behindAnother(
  row: Pick<RegisteredRequest, 'systemIds'>,
  { at }: FactOf<'waiting'>,
): Progress[] {
  return row.systemIds.map((system) => ({
    system,
    step: 'find',
    since: at,
    attempts: 0,
    code: null,
    nextAt: null,
    waitingFor: 'earlier-request',
  }));
}
