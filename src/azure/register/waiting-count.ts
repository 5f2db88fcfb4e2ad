import type { SystemId } from '../../domain/system.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { registerPartition, waitingFor, type Pointer } from './rows.ts';

/**
 * @returns how many requests this system holds up: at most as many as one page has rows; requests that very many systems hold up are not
 *   counted
 */
export async function waitingCountIn(table: RegisterTable, system: SystemId): Promise<number> {
  const from = waitingFor(system);
  const pages = rowsBetween<Pointer>(table, registerPartition, from, after(from));
  const first = await pages.next();
  return first.done ? 0 : first.value.length;
}
