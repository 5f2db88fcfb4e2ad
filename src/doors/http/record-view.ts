import { isDeepStrictEqual } from 'node:util';
import type { Actor, FactOf, NewFact } from '../../domain/fact.ts';
import type { RequestId } from '../../domain/request.ts';
import type { Intake } from '../intake.ts';

type View = FactOf<'viewed'> | FactOf<'fetched'>;

/** What was viewed: the kind of the fact, and the part of the request. */
export type Viewed =
  Pick<FactOf<'viewed'>, 'kind' | 'what'> | Pick<FactOf<'fetched'>, 'kind' | 'what'>;

/**
 * Writes the fact that somebody viewed a part of a request: once for each caller, request and hour. Call it before the answer is given.
 * @throws StorageAway
 */
export async function recordView(
  { register, now }: Pick<Intake, 'register' | 'now'>,
  requestId: RequestId,
  actor: Actor,
  viewed: Viewed,
): Promise<void> {
  const view: View = { at: now().toISOString(), actor, ...viewed };
  await register.append(requestId, [view], (facts) => facts.some((fact) => isSameView(fact, view)));
}

function isSameView(fact: NewFact, view: View): boolean {
  return (
    fact.kind === view.kind &&
    fact.what === view.what &&
    hourOf(fact) === hourOf(view) &&
    isDeepStrictEqual(fact.actor, view.actor)
  );
}

const hourOf = ({ at }: Pick<NewFact, 'at'>): string => at.slice(0, '2026-03-02T10'.length);
