import type { Clock } from '../../ports/clock.ts';
import type { AwaitsSearch } from './awaits-search.ts';
import type { RegisterTable } from './register-table.ts';
import type { StoredRequests } from './stored-requests.ts';
import type { Commit } from './transaction.ts';

/** What the operations of the register share. */
export interface RegisterParts {
  readonly table: RegisterTable;
  readonly commit: Commit;
  readonly requests: StoredRequests;
  readonly awaitsSearch: AwaitsSearch;
  /** For changes of claims that several requests join: parallel changes would make each other fail. */
  readonly oneAtATime: <T>(task: () => Promise<T>) => Promise<T>;
  readonly now: Clock;
}
