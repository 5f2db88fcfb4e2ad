import type { GraphClient } from './graph-client.ts';
import { query } from './odata.ts';
import { binList } from './user-look-ups.ts';
import { identifyingProperties, userShape, type TenantFields, type User } from './user.ts';

/** The most pages of the recycle bin that one search reads, 999 accounts each. */
const mostPages = 30;

export interface RecycleBin {
  /** False once the tenant refused a filter on its recycle bin. */
  mayFilter(): boolean;
  rememberNoFilter(): void;
  /**
   * All accounts in the recycle bin, to compare them here.
   * @returns null when there are more than can be read in one search
   * @throws SystemFailure when the list itself is refused
   */
  everyone(): Promise<User[] | null>;
}

/**
 * Graph documents that the list of deleted items takes the filters of users, but tenants answer 400 to some of them. Then the whole list is
 * read. https://learn.microsoft.com/graph/api/directory-deleteditems-list
 */
export function recycleBin(graph: GraphClient, fields: TenantFields): RecycleBin {
  let filters = true;
  return {
    mayFilter: () => filters,
    rememberNoFilter: () => {
      filters = false;
    },
    async everyone() {
      const $select = identifyingProperties(fields).join(',');
      const users: User[] = [];
      let pages = 0;
      for await (const page of graph.pages(
        `${binList}${query({ $select, $top: 999 })}`,
        userShape,
      )) {
        pages += 1;
        if (pages > mostPages) return null;
        users.push(...page);
      }
      return users;
    },
  };
}
