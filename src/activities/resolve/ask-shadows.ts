import type { Attempt } from '../../domain/attempt.ts';
import type { Dossier } from '../../domain/dossier.ts';
import type { FailureCode } from '../../domain/failure.ts';
import { openQuestions } from '../../domain/search-round.ts';
import { askedOfShadows, shadowsAfter } from '../../domain/shadow.ts';
import type { FindOrder } from '../../workflows/steps/find-subject.ts';
import type { Dependencies } from '../dependencies.ts';
import { answered, askSystems } from './ask-systems.ts';

/**
 * Searches the systems in shadow mode by all identifiers that the other systems revealed. Each is asked only once, because the request never
 * waits for them. The search before the report leaves them out, because nothing was done there.
 */
export async function askShadows(
  deps: Pick<Dependencies, 'systems' | 'log'>,
  order: Pick<FindOrder, 'requestId' | 'again'>,
  dossier: Dossier,
): Promise<Dossier> {
  const shadows = deps.systems.all().filter(({ shadow }) => shadow);
  if (order.again || shadows.length === 0) return dossier;
  const asked = { ...dossier, asked: askedOfShadows(dossier) };
  const tried = await askSystems(deps, order, openQuestions(shadows, asked, []));
  const unanswered = tried.flatMap(({ system, attempt }) => {
    const code = codeOf(attempt);
    return code === null ? [] : [{ system, code }];
  });
  return { ...dossier, shadows: shadowsAfter(dossier, tried.flatMap(answered), unanswered) };
}

/** @returns null when the system answered */
function codeOf(attempt: Attempt<unknown>): FailureCode | null {
  switch (attempt.kind) {
    case 'done':
      return null;
    case 'later':
    case 'failed':
      return attempt.code;
    case 'queued':
      return attempt.paused ? 'unavailable' : 'throttled';
    case 'down':
    case 'pending':
      return 'unavailable';
  }
}
