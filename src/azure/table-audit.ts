import { createHash } from 'node:crypto';
import { odata } from '@azure/data-tables';
import canonicalize from 'canonicalize';
import type { Audit, AuditLine } from '../ports/audit.ts';
import { after, rowOrNone, rowsBetween, type RegisterTable } from './register/register-table.ts';
import { untilUndisturbed } from './register/transaction.ts';
import { hasStatus } from './storage-faults.ts';

const partitionKey = 'audit';
const hourMs = 3600_000;
const latestHour = 99_999_999;

/** Table storage sorts in ascending order only, so the hours are counted backwards. */
const hourKey = (time: string): string =>
  String(latestHour - Math.floor(Date.parse(time) / hourMs)).padStart(8, '0');

interface AuditRow extends Pick<AuditLine, 'at' | 'what' | 'count' | 'subject'> {
  /** JSON. */
  readonly actor: string;
}

/** The audit in the table of the register, in a partition of its own: a row for each hour, actor, action and subject. */
export function createTableAudit(table: RegisterTable): Audit {
  return {
    count: (line) => untilUndisturbed(() => countOnce(table, line)),
    async list(limit, continuation) {
      const from = continuation === undefined ? '' : after(continuation);
      const pages = rowsBetween<AuditRow>(table, partitionKey, from, 'a', { pageSize: limit });
      const first = await pages.next();
      const page = first.done ? [] : first.value;
      const last = page.at(-1)?.rowKey;
      const items = page.map(({ at, what, actor, count: times, subject }) => ({
        at,
        what,
        actor: JSON.parse(actor) as AuditLine['actor'],
        count: times,
        subject,
      }));
      return { items, continuation: page.length < limit ? null : (last ?? null) };
    },
    async forgetBefore(time) {
      const filter = odata`PartitionKey eq ${partitionKey} and RowKey gt ${after(hourKey(time))}`;
      await table(async (client) => {
        for await (const { rowKey = '' } of client.listEntities({
          queryOptions: { filter, select: ['RowKey'] },
        }))
          await client.deleteEntity(partitionKey, rowKey);
      });
    },
  };
}

async function countOnce(
  table: RegisterTable,
  { at, what, actor, subject }: Omit<AuditLine, 'count'>,
): Promise<'disturbed' | undefined> {
  const own = createHash('sha256').update(`${what} ${canonicalize(actor) ?? ''} ${subject}`);
  const rowKey = `${hourKey(at)}-${own.digest('base64url')}`;
  const known = await table((client) =>
    rowOrNone(() => client.getEntity<AuditRow>(partitionKey, rowKey)),
  );
  const row = { partitionKey, rowKey, at, what, actor: JSON.stringify(actor), subject };
  try {
    await table((client) =>
      known
        ? client.updateEntity({ ...row, count: known.count + 1 }, 'Replace', { etag: known.etag })
        : client.createEntity({ ...row, count: 1 }),
    );
    return undefined;
  } catch (error) {
    if (hasStatus(error, 409, 412)) return 'disturbed';
    throw error;
  }
}
