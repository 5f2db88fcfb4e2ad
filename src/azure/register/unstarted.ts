import { odata } from '@azure/data-tables';
import type { RegisteredRequest } from '../../domain/request.ts';
import { firstIdAt } from './first-id-at.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { requestIn } from './request-entity.ts';
import { allRequests, registerPartition, requestRow } from './rows.ts';

/**
 * Open requests that were accepted since then and are still as they were accepted. Storage itself leaves out all others, so those that run
 * cost nothing.
 * @param since RFC 3339
 */
export async function* unstartedIn(
  table: RegisterTable,
  since: string,
): AsyncGenerator<RegisteredRequest> {
  // Newer requests come first.
  const to = after(requestRow(firstIdAt(Date.parse(since))));
  const options = { alsoThat: odata`state eq ${'received'}` };
  for await (const page of rowsBetween(table, registerPartition, allRequests, to, options))
    for (const entity of page) {
      const request = requestIn(entity);
      // Facts that were added to the row may have moved it on.
      if (request.state === 'received') yield request;
    }
}
