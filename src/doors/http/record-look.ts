import { isDeepStrictEqual } from 'node:util';
import type { Actor, FactOf, NewFact } from '../../domain/fact.ts';
import type { RequestId } from '../../domain/request.ts';
import type { Intake } from '../intake.ts';

type Look = FactOf<'viewed'> | FactOf<'fetched'>;

/** What is looked at: the kind of the fact, and what belongs to it. */
export type Looked =
  Pick<FactOf<'viewed'>, 'kind' | 'what'> | Pick<FactOf<'fetched'>, 'kind' | 'what'>;

/**
 * Writes that somebody looked at a request: once for each caller, request and hour. It is written before the answer is given.
 * @throws StorageAway
 */
export async function recordLook(
  { register, now }: Pick<Intake, 'register' | 'now'>,
  requestId: RequestId,
  actor: Actor,
  looked: Looked,
): Promise<void> {
  const look: Look = { at: now().toISOString(), actor, ...looked };
  await register.append(requestId, [look], (facts) => facts.some((fact) => isSameLook(fact, look)));
}

function isSameLook(fact: NewFact, look: Look): boolean {
  return (
    fact.kind === look.kind &&
    fact.what === look.what &&
    hourOf(fact) === hourOf(look) &&
    isDeepStrictEqual(fact.actor, look.actor)
  );
}

const hourOf = ({ at }: Pick<NewFact, 'at'>): string => at.slice(0, '2026-03-02T10'.length);
