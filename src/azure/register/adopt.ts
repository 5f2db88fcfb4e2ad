import { TableTransaction } from '@azure/data-tables';
import { isTerminal } from '../../domain/request.ts';
import type { RegisterParts } from './register-parts.ts';
import { after, rowsBetween } from './register-table.ts';
import { registerPartition, type Pointer } from './rows.ts';
import { untilUndisturbed } from './transaction.ts';

/** The version before knew its open requests by rows with this prefix. */
const openPrefix = 'open-';

/** Gives their journal and their rows to the open requests of the version before. Ended ones get a journal when they change next. */
export async function adoptIn({ table, commit, requests }: RegisterParts): Promise<number> {
  let adopted = 0;
  const from = openPrefix;
  for await (const page of rowsBetween<Pointer>(table, registerPartition, from, after(from)))
    for (const { rowKey = '', requestId } of page) {
      await untilUndisturbed(async () => {
        const stored = await requests.read(requestId);
        const change = new TableTransaction();
        change.deleteEntity(registerPartition, rowKey);
        if (stored?.loose && !isTerminal(stored.request.state))
          return (await requests.replace(stored, {}, change)) ? undefined : 'disturbed';
        // It is adopted already, or it has ended.
        await commit(change.actions);
        return undefined;
      });
      adopted += 1;
    }
  return adopted;
}
