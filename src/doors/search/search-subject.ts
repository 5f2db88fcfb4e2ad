import { SystemFailure, type FailureCode } from '../../domain/failure.ts';
import type { KnownIdentifier } from '../../domain/identifier.ts';
import {
  grownBy,
  mostRounds,
  openQuestions,
  type AnsweredQuestion,
  type Question,
  type Resolution,
} from '../../domain/search-round.ts';
import type { SystemId } from '../../domain/system.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import { asCaller } from '../../ports/caller.ts';
import type { Log } from '../../ports/log.ts';
import type { ConfiguredSystem, Systems } from '../../ports/systems.ts';

/** A system that could not be asked. */
interface Unasked {
  readonly system: SystemId;
  readonly code: FailureCode;
}

/** What a search found, and the systems that it did not reach. */
export interface Found {
  readonly resolution: Resolution;
  readonly failed: readonly Unasked[];
}

interface Search {
  readonly systems: Systems;
  readonly log: Log;
  /** Unique for this search. */
  readonly id: string;
  /** How long one system may take for one question. */
  readonly patienceMs: number;
}

/**
 * Resolves a subject in rounds, as the flow of a request does, but tries nothing twice, because a person is waiting for the answer. A
 * system that does not answer in time is not asked again. Systems in shadow mode are not asked, because a request could be begun from what
 * they answer.
 */
export async function searchSubject(
  search: Search,
  given: readonly KnownIdentifier[],
): Promise<Found> {
  const failed: Unasked[] = [];
  let resolution: Resolution = { identifiers: given, findings: {}, asked: {} };
  const live = search.systems.all().filter(({ shadow }) => !shadow);
  for (let round = 0; round < mostRounds; round++) {
    const skip = failed.map(({ system }) => system);
    const questions = openQuestions(live, resolution, skip);
    if (questions.length === 0) break;
    const answers = await Promise.all(questions.map((question) => ask(search, question)));
    resolution = grownBy(
      resolution,
      answers.filter((one) => 'answer' in one),
    );
    failed.push(...answers.filter((one) => 'code' in one));
  }
  return { resolution, failed };
}

async function ask(
  { log, id, patienceMs }: Search,
  { system, identifiers }: Question<ConfiguredSystem>,
): Promise<AnsweredQuestion | Unasked> {
  try {
    const answer = await inTime(patienceMs, () =>
      asCaller(id, async (caller) => {
        caller.watchedBy(await system.guard?.admit());
        return system.access.find(identifiers);
      }),
    );
    return { system: system.id, identifiers, answer };
  } catch (error) {
    const code = codeOf(error);
    if (code === null) log.error('search of a system broken', error, { system: system.id });
    else log.warn('system not searched', { system: system.id, code });
    return { system: system.id, code: code ?? 'unexpected-answer' };
  }
}

/** @returns null for a defect of our own, which makes only the search of this system fail */
function codeOf(error: unknown): FailureCode | null {
  if (error instanceof TurnLater) return error.why === 'limit' ? 'throttled' : 'unavailable';
  return error instanceof SystemFailure ? error.code : null;
}

async function inTime<T>(patienceMs: number, call: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new SystemFailure('unavailable', 'no answer in time')),
    patienceMs,
  );
  try {
    return await Promise.race([call(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
