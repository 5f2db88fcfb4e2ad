import { odata, type TableClient, type TableEntityResult } from '@azure/data-tables';
import { madeWhenMissing } from '../made-when-missing.ts';
import { hasStatus, isMissing, withStorage } from '../storage-faults.ts';

/** Runs a call to the table `dsarRegister`, which is created when it is missing. Throws `StorageAway`. */
export type RegisterTable = <T>(
  call: (client: TableClient, givenUp: AbortSignal) => Promise<T>,
) => Promise<T>;

export function openRegisterTable(client: TableClient): RegisterTable {
  const ofTable = madeWhenMissing(() => client.createTable());
  return (call) => ofTable((givenUp) => call(client, givenUp));
}

/** @returns undefined when there is no such row */
export async function rowOrNone<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (hasStatus(error, 404) && !isMissing(error)) return undefined;
    throw error;
  }
}

/** The highest number of rows in one answer of Table storage. */
const mostRowsAPage = 1000;

interface RowsOptions<T> {
  readonly alsoThat?: string;
  readonly pageSize?: number;
  /** The columns to read; left out: all. Many rows cost half as much when one column is enough. */
  readonly select?: readonly (keyof T & string)[];
}

/** Pages of the rows of one partition, from one row key up to another, which is not included. */
export async function* rowsBetween<T extends object>(
  table: RegisterTable,
  partitionKey: string,
  from: string,
  to: string,
  { alsoThat = '', pageSize = mostRowsAPage, select }: RowsOptions<T> = {},
): AsyncGenerator<TableEntityResult<T>[]> {
  const range = odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${to}`;
  const filter = alsoThat !== '' ? `${range} and ${alsoThat}` : range;
  const pages = await table((client) =>
    Promise.resolve(
      client
        .listEntities<T>({ queryOptions: { filter, ...(select && { select: [...select] }) } })
        .byPage({ maxPageSize: pageSize }),
    ),
  );
  for (;;) {
    const page = await withStorage(() => pages.next());
    if (page.done) return;
    yield page.value;
  }
}

/** The first row key after all row keys with the prefix. */
export function after(prefix: string): string {
  return `${prefix}\u{ffff}`;
}
