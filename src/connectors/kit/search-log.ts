import { SystemFailure } from '../../domain/failure.ts';
import type { Hit } from '../../domain/match.ts';
import { mergeSearches, type LookUp, type NotSearched } from '../../domain/search-record.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import { strongestHits } from './strongest-hits.ts';

/** Keeps the record of one search: what was looked up where, and what was not. */
export interface SearchLog {
  /**
   * Carries out look-ups that are answered by one call.
   * @param what the code of this look-up, used when the system refuses it; several look-ups are each named by kind and place
   * @returns what `ask` returned; an empty list when the system refused
   * @throws whatever `ask` throws, except for a refusal
   */
  lookUp<T>(lookUps: readonly LookUp[], what: string, ask: () => Promise<T[]>): Promise<T[]>;
  /** Records look-ups that were answered. */
  looked(...lookUps: readonly LookUp[]): void;
  /** Records a look-up that was not answered. */
  missed(notSearched: NotSearched): void;
  answer(hits: readonly Hit[]): FindAnswer;
}

export function searchLog(): SearchLog {
  const searched: LookUp[] = [];
  const notSearched: NotSearched[] = [];
  return {
    async lookUp(lookUps, what, ask) {
      try {
        const found = await ask();
        searched.push(...lookUps);
        return found;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const words = lookUps.length > 1 ? lookUps.map((one) => `${one.by}-in-${one.in}`) : [what];
        notSearched.push(...words.map((word) => ({ what: word, why: 'refused' as const })));
        return [];
      }
    },
    looked: (...lookUps) => void searched.push(...lookUps),
    missed: (one) => void notSearched.push(one),
    answer: (hits) => ({
      hits: strongestHits(hits),
      ...mergeSearches({ searched, notSearched }),
    }),
  };
}

/** The system understood the question and declined to answer it. Whether the person is there is then unknown. */
export function isRefusal(error: unknown): error is SystemFailure {
  return error instanceof SystemFailure && error.code === 'refused';
}
