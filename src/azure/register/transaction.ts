import type { TransactionAction } from '@azure/data-tables';
import type { RegisterTable } from './register-table.ts';
import { hasStatus } from '../storage-faults.ts';

/** The highest number of operations in one transaction of Table storage. */
export const mostOperations = 100;

/**
 * Writes a change of the register all or nothing.
 * @returns the new etag of each row, in the order of the operations; null when a row to create already exists, a row to change was
 *   changed by another writer, or a row to delete is gone
 * @throws StorageAway
 */
export type Commit = (
  change: readonly TransactionAction[],
) => Promise<readonly (string | undefined)[] | null>;

export async function commit(
  table: RegisterTable,
  change: readonly TransactionAction[],
): ReturnType<Commit> {
  try {
    const { subResponses } = await table((client, givenUp) =>
      client.submitTransaction([...change], { abortSignal: givenUp }),
    );
    return subResponses.map(({ etag }) => etag);
  } catch (error) {
    if (hasStatus(error, 404, 409, 412)) return null;
    throw error;
  }
}

/** Repeats an optimistic change until no other writer has changed the rows meanwhile. */
export async function untilUndisturbed<T>(attempt: () => Promise<T | 'disturbed'>): Promise<T> {
  for (let tries = 0; tries < 25; tries++) {
    const outcome = await attempt();
    if (outcome !== 'disturbed') return outcome;
  }
  throw new Error('A row of the register changed again and again before it could be written.');
}
