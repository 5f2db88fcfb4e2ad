import { TableClient, type TransactionAction } from '@azure/data-tables';
import type { RegisterTable } from '../../src/azure/register/register-table.ts';

/** Called before a call to the table takes effect, and after a write. Here a test decides which call is next, and which answer is lost. */
export type Pass = () => Promise<void>;

type Row = Record<string, unknown> & { rowKey: string; etag: string };

/**
 * Rows of a table in memory, with the features of Table storage that the register uses: transactions with ETags, point reads, ranges of
 * keys.
 */
export class MemoryRows {
  private readonly rows = new Map<string, Row>();
  private writes = 0;

  /** Writes all rows or none; throws the errors of Table storage. */
  write(actions: readonly TransactionAction[]): { etag?: string }[] {
    for (const action of actions) this.check(action);
    return actions.map((action) => this.apply(action));
  }

  get(rowKey: string): Row {
    const row = this.rows.get(rowKey);
    if (!row) throw restError(404);
    return { ...row };
  }

  between(from: string, to: string): Row[] {
    return [...this.rows.values()]
      .filter(({ rowKey }) => rowKey >= from && rowKey < to)
      .sort((one, other) => (one.rowKey < other.rowKey ? -1 : 1))
      .map((row) => ({ ...row }));
  }

  private check([kind, { rowKey }, , options]: TransactionAction): void {
    const row = this.rows.get(rowKey);
    if (kind === 'create' && row) throw restError(409);
    if ((kind === 'update' || kind === 'delete') && !row) throw restError(404);
    if (options?.etag !== undefined && options.etag !== row?.etag) throw restError(412);
  }

  private apply([kind, entity, mode]: TransactionAction): { etag?: string } {
    if (kind === 'delete') {
      this.rows.delete(entity.rowKey);
      return {};
    }
    const before = mode === 'Merge' ? this.rows.get(entity.rowKey) : undefined;
    const etag = String(++this.writes);
    this.rows.set(entity.rowKey, { ...before, ...entity, etag });
    return { etag };
  }
}

function restError(statusCode: number): Error {
  return Object.assign(new Error(`storage answers ${statusCode}`), {
    name: 'RestError',
    statusCode,
  });
}

/** A table of the register over rows in memory, as one process sees it. */
export function openMemoryTable(rows: MemoryRows, pass: Pass): RegisterTable {
  const methods = {
    submitTransaction: async (actions: TransactionAction[]) => {
      await pass();
      const subResponses = rows.write(actions);
      // A lost answer to a read changes nothing.
      await pass();
      return { subResponses };
    },
    upsertEntity: async (row: { rowKey: string }, mode: 'Merge' | 'Replace') => {
      await pass();
      rows.write([['upsert', { partitionKey: '', ...row }, mode]]);
      await pass();
    },
    getEntity: async (_partition: string, rowKey: string) => {
      await pass();
      return rows.get(rowKey);
    },
    listEntities: ({ queryOptions }: { queryOptions: { filter: string } }) => {
      // Conditions on properties are left out: the register applies them to every row again.
      const [, from = '', to = ''] =
        /RowKey ge '(.*?)' and RowKey lt '(.*?)'( and |$)/.exec(queryOptions.filter) ?? [];
      return {
        byPage: async function* ({ maxPageSize }: { maxPageSize: number }) {
          await pass();
          const found = rows.between(from, to);
          for (let at = 0; at < found.length; at += maxPageSize)
            yield found.slice(at, at + maxPageSize);
        },
      };
    },
  };
  const client = Object.assign(Object.create(TableClient.prototype) as TableClient, methods);
  const signal = new AbortController().signal;
  return (call) => call(client, signal);
}
