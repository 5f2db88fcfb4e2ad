import { randomUUID } from 'node:crypto';
import { odata } from '@azure/data-tables';
import type { FailureCode } from '../domain/failure.ts';
import type { Outage } from '../domain/outage.ts';
import { systemIdOf, type SystemId } from '../domain/system.ts';
import {
  nothingKnown,
  type HourOfTries,
  type Pause,
  type Probed,
  type SystemState,
  type SystemStates,
} from '../ports/system-states.ts';
import { after, rowOrNone, rowsBetween, type RegisterTable } from './register/register-table.ts';
import { hasStatus } from './storage-faults.ts';

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

type OutageRow = Outage;

/** No id of a system has a dot. */
const outageSuffix = '.outage';

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
      const outages = new Map<string, Outage>();
      for await (const page of rowsBetween<StateRow & OutageRow>(table, states, 'a', after('z')))
        for (const { rowKey, ...row } of page) {
          if (rowKey.endsWith(outageSuffix)) outages.set(rowKey, outageOf(row));
          else known.set(systemIdOf(rowKey), stateOf(row));
        }
      for (const [rowKey, outage] of outages) {
        const system = systemIdOf(rowKey.slice(0, -outageSuffix.length));
        known.set(system, { ...(known.get(system) ?? nothingKnown), outage });
      }
      return known;
    },
    pause: (system, pause) => merge(system, { pause: pause ? JSON.stringify(pause) : '' }),
    probed: (system, probe, probeAt) => merge(system, { probe: textOf(probe), probeAt }),
    probeLater: (system, probeAt) => merge(system, { probeAt }),
    ...outagesIn(table),
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

/** In a row of its own, because of several hosts only one may change it. */
function outagesIn(
  table: RegisterTable,
): Pick<SystemStates, 'wentDown' | 'claimProbe' | 'cameBack'> {
  const keyOf = (system: SystemId) => ({ partitionKey: states, rowKey: system + outageSuffix });
  return {
    async wentDown(system, outage) {
      await unless([409], () =>
        table((client) => client.createEntity({ ...keyOf(system), ...outage })),
      );
    },
    async claimProbe(system, known, next) {
      const { partitionKey, rowKey } = keyOf(system);
      const row = await table((client) =>
        rowOrNone(() => client.getEntity<OutageRow>(partitionKey, rowKey)),
      );
      if (row?.nextProbeAt !== known.nextProbeAt) return false;
      const write = { partitionKey, rowKey, ...next };
      return await unless([404, 412], () =>
        table((client) => client.updateEntity(write, 'Replace', { etag: row.etag })),
      );
    },
    async cameBack(system) {
      const { partitionKey, rowKey } = keyOf(system);
      await unless([404], () => table((client) => client.deleteEntity(partitionKey, rowKey)));
    },
  };
}

/** @returns false when storage answers with one of these */
async function unless(
  statuses: readonly number[],
  write: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (hasStatus(error, ...statuses)) return false;
    throw error;
  }
}

const outageOf = ({ since, nextProbeAt }: OutageRow): Outage => ({ since, nextProbeAt });

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
    outage: null,
    probe: probe === '' ? null : (JSON.parse(probe) as Probed),
    lastSuccessAt: lastSuccessAt ?? null,
    lastFailureAt: lastFailureAt ?? null,
    lastFailureCode: lastFailureCode ?? null,
    probeAt: probeAt ?? null,
  };
}
