import type { Clock } from '../../ports/clock.ts';
import type { AwaitsSearch } from './awaits-search.ts';
import type { RegisterTable } from './register-table.ts';
import type { StoredRequests } from './stored-requests.ts';
import type { Commit } from './transaction.ts';

/** The parts that all operations of the register use. */
export interface RegisterParts {
  readonly table: RegisterTable;
  readonly commit: Commit;
  readonly requests: StoredRequests;
  readonly awaitsSearch: AwaitsSearch;
  /** Runs changes of shared claims one after another, because parallel changes would make each other fail. */
  readonly oneAtATime: <T>(task: () => Promise<T>) => Promise<T>;
  readonly now: Clock;
}
