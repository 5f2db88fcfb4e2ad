import type { Due, SweepReport, UpkeepState } from '../ports/upkeep-state.ts';
import { rowOrNone, rowsBetween, after, type RegisterTable } from './register/register-table.ts';
import { registerPartition } from './register/rows.ts';

const sweepRow = { partitionKey: 'upkeep', rowKey: 'sweep' };
const mostCounted = 1000;
/** A time in a row key, such as `2026-03-02T10:00:00.000Z`. */
const timeLength = 24;

/**
 * In the table of the register: a row of its own for the last run of the sweeper. Which tasks are due is read from the rows that the
 * sweeper itself uses.
 */
export function createTableUpkeepState(
  table: RegisterTable,
  keysSince: UpkeepState['keysSince'],
): UpkeepState {
  async function firstRows(from: string, to: string, most: number): Promise<string[]> {
    const pages = rowsBetween<{ rowKey: string }>(table, registerPartition, from, to, {
      pageSize: most,
    });
    const page = await pages.next();
    return page.done ? [] : page.value.map(({ rowKey }) => rowKey);
  }

  async function dueAmong(prefix: string, time: string): Promise<Due> {
    const [due, next] = await Promise.all([
      firstRows(prefix, `${prefix}${time}`, mostCounted),
      firstRows(`${prefix}${time}`, after(prefix), 1),
    ]);
    const nextAt = next[0]?.slice(prefix.length, prefix.length + timeLength) ?? null;
    return { due: due.length, nextAt };
  }

  return {
    async swept(report) {
      const row = { ...sweepRow, report: JSON.stringify(report) };
      await table((client) => client.upsertEntity(row, 'Replace'));
    },
    async lastSweep() {
      const { partitionKey, rowKey } = sweepRow;
      const row = await table((client) =>
        rowOrNone(() => client.getEntity<{ report: string }>(partitionKey, rowKey)),
      );
      return row ? (JSON.parse(row.report) as SweepReport) : null;
    },
    async due(now) {
      const [keys, residuals] = await Promise.all([
        dueAmong('close-', now),
        dueAmong('watch-', now),
      ]);
      return { keys, residuals };
    },
    packages: (finishedBefore) => dueAmong('package-', finishedBefore),
    keysSince,
  };
}
