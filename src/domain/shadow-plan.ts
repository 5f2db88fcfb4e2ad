import type { FailureCode } from './failure.ts';

/**
 * What would be done in a system that is only being tried out:
 *
 * - `nothing`: the person is not there
 * - `export`, `erase`: the records would be exported or erased
 * - `keep`: a rule of the policy would keep all of them
 * - `choose`: an operator would have to choose from the candidates
 * - `fail`: the system could not be asked, or refused a look-up; `code` says why
 */
export const shadowActions = ['nothing', 'export', 'erase', 'keep', 'choose', 'fail'] as const;

/** What would be done in a system in shadow mode. `counts.found` of its line says how many records were found. */
export interface ShadowPlan {
  readonly would: (typeof shadowActions)[number];
  readonly code: FailureCode | null;
  readonly leads: number;
  readonly candidates: number;
  /** How many identifiers only this system reveals. They were not looked up in other systems. */
  readonly notFollowed: number;
}
