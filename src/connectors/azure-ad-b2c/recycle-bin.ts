import { checkAnswer } from '../kit/parse-answer.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';
import { query } from './odata.ts';
import { binList } from './user-look-ups.ts';
import {
  identifyingProperties,
  userList,
  userShape,
  type TenantFields,
  type User,
} from './user.ts';

/** The highest number of pages of the recycle bin that one search reads, with 999 accounts each. */
const mostPages = 30;

export interface RecycleBin {
  /** False after the tenant has refused a filter on its recycle bin. */
  mayFilter(): boolean;
  rememberNoFilter(): void;
  /** Asks for the first page of the whole list. */
  readonly list: GraphItem;
  /**
   * All accounts in the recycle bin, to compare them here.
   * @param first the answer to `list`; without it the list is asked for
   * @returns null when there are more than can be read in one search
   * @throws SystemFailure when the list itself is refused
   */
  everyone(first?: GraphAnswer): Promise<User[] | null>;
}

/**
 * Graph documents that the list of deleted items accepts the filters of users, but tenants answer 400 to some of them. Then the whole list
 * is read. https://learn.microsoft.com/graph/api/directory-deleteditems-list
 */
export function recycleBin(graph: GraphClient, fields: TenantFields): RecycleBin {
  let filters = true;
  const $select = identifyingProperties(fields).join(',');
  const list = { method: 'GET', path: `${binList}${query({ $select, $top: 999 })}` } as const;

  async function* pagesFrom(first: GraphAnswer | undefined): AsyncGenerator<User[]> {
    if (first === undefined) {
      yield* graph.pages(list.path, userShape);
      return;
    }
    if (first.status !== 200) throw graph.failureOf(first);
    const { value, '@odata.nextLink': next } = checkAnswer(first.body, userList);
    yield value;
    if (next !== undefined) yield* graph.pages(next, userShape);
  }

  return {
    list,
    mayFilter: () => filters,
    rememberNoFilter: () => {
      filters = false;
    },
    async everyone(first) {
      const users: User[] = [];
      let pages = 0;
      for await (const page of pagesFrom(first)) {
        pages += 1;
        if (pages > mostPages) return null;
        users.push(...page);
      }
      return users;
    },
  };
}
