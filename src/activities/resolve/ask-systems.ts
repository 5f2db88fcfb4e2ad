import type { Attempt } from '../../domain/attempt.ts';
import type { KnownIdentifier } from '../../domain/identifier.ts';
import type { AnsweredQuestion, Question } from '../../domain/search-round.ts';
import type { SystemId } from '../../domain/system.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import type { ConfiguredSystem } from '../../ports/systems.ts';
import type { FindOrder } from '../../workflows/steps/find-subject.ts';
import type { Dependencies } from '../dependencies.ts';
import { tryOnce } from '../try-once.ts';

/** The outcome of the search of one system in a round. */
export interface TriedQuestion {
  readonly system: SystemId;
  readonly identifiers: readonly KnownIdentifier[];
  readonly attempt: Attempt<FindAnswer>;
}

/** Searches systems in parallel, each once. */
export function askSystems(
  deps: Pick<Dependencies, 'systems' | 'log'>,
  { requestId, again }: Pick<FindOrder, 'requestId' | 'again'>,
  questions: readonly Question<ConfiguredSystem>[],
): Promise<TriedQuestion[]> {
  return Promise.all(
    questions.map(async ({ system, identifiers }) => ({
      system: system.id,
      identifiers,
      attempt: await tryOnce(deps, { requestId, system: system.id }, async () => ({
        kind: 'done' as const,
        value: await system.access.find(identifiers, { recordsOnly: again }),
      })),
    })),
  );
}

/** The answer, in a list; an empty list when there is none. */
export function answered({
  system,
  identifiers,
  attempt,
}: TriedQuestion): (AnsweredQuestion & { readonly answer: FindAnswer })[] {
  return attempt.kind === 'done' ? [{ system, identifiers, answer: attempt.value }] : [];
}
