import { randomUUID } from 'node:crypto';
import { odata } from '@azure/data-tables';
import type { FailureCode } from '../domain/failure.ts';
import { systemIdOf, type SystemId } from '../domain/system.ts';
import type {
  HourOfTries,
  Pause,
  Probed,
  SystemState,
  SystemStates,
} from '../ports/system-states.ts';
import { after, rowsBetween, type RegisterTable } from './register/register-table.ts';

const states = 'systems';
const hours = 'system-hours';

/**
 * Each writer merges only its own properties, so no writer has to read the row before. An empty text stands for null: a merge removes
 * nothing.
 */
interface StateRow {
  readonly rowKey: string;
  /** JSON. */
  readonly pause?: string;
  readonly lastSuccessAt?: string;
  readonly lastFailureAt?: string;
  readonly lastFailureCode?: FailureCode;
  /** JSON. */
  readonly probe?: string;
  readonly probeAt?: string;
}

interface HourRow extends HourOfTries {
  readonly system: string;
}

/** A property of Table storage takes 32,768 characters. */
const longestProbe = 30_000;

/** In the table of the register, in partitions of their own: a row for each system, and one for each hour, system and process. */
export function createTableSystemStates(table: RegisterTable): SystemStates {
  const self = randomUUID();
  const merge = async (system: SystemId, change: Omit<StateRow, 'rowKey'>): Promise<void> => {
    const row = { partitionKey: states, rowKey: system, ...change };
    await table((client) => client.upsertEntity(row, 'Merge'));
  };
  return {
    async all() {
      const known = new Map<SystemId, SystemState>();
      for await (const page of rowsBetween<StateRow>(table, states, 'a', after('z')))
        for (const row of page) known.set(systemIdOf(row.rowKey), stateOf(row));
      return known;
    },
    pause: (system, pause) => merge(system, { pause: pause ? JSON.stringify(pause) : '' }),
    probed: (system, probe, probeAt) => merge(system, { probe: textOf(probe), probeAt }),
    probeLater: (system, probeAt) => merge(system, { probeAt }),
    async saw(system, last, counts) {
      await merge(system, last);
      for (const count of counts) {
        const rowKey = `${count.hour}-${system}-${self}`;
        const row = { partitionKey: hours, rowKey, system, ...count };
        await table((client) => client.upsertEntity(row, 'Replace'));
      }
    },
    async hours(since) {
      const sums = new Map<string, HourOfTries & { readonly system: SystemId }>();
      for await (const page of rowsBetween<HourRow>(table, hours, since, after('2')))
        for (const { system, hour, tries, failures, seconds } of page) {
          const before = sums.get(`${hour} ${system}`);
          sums.set(`${hour} ${system}`, {
            system: systemIdOf(system),
            hour,
            tries: tries + (before?.tries ?? 0),
            failures: failures + (before?.failures ?? 0),
            seconds: seconds + (before?.seconds ?? 0),
          });
        }
      return [...sums.values()];
    },
    async forgetHoursBefore(hour) {
      const filter = odata`PartitionKey eq ${hours} and RowKey lt ${hour}`;
      await table(async (client) => {
        for await (const { rowKey = '' } of client.listEntities({
          queryOptions: { filter, select: ['RowKey'] },
        }))
          await client.deleteEntity(hours, rowKey);
      });
    },
  };
}

/** The probe with as many problems as fit into the property. */
function textOf(probe: Probed): string {
  const text = JSON.stringify(probe);
  if (text.length <= longestProbe || probe.problems.length === 0) return text;
  return textOf({ ...probe, problems: probe.problems.slice(0, -1) });
}

function stateOf(row: Partial<StateRow>): SystemState {
  const { pause = '', probe = '', lastSuccessAt, lastFailureAt, lastFailureCode, probeAt } = row;
  return {
    pause: pause === '' ? null : (JSON.parse(pause) as Pause),
    probe: probe === '' ? null : (JSON.parse(probe) as Probed),
    lastSuccessAt: lastSuccessAt ?? null,
    lastFailureAt: lastFailureAt ?? null,
    lastFailureCode: lastFailureCode ?? null,
    probeAt: probeAt ?? null,
  };
}
