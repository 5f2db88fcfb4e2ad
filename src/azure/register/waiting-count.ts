import type { SystemId } from '../../domain/system.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { registerPartition, waitingFor, type Pointer } from './rows.ts';

/** @returns how many requests this system holds up, as far as one page of rows tells; without those that very many systems hold up */
export async function waitingCountIn(table: RegisterTable, system: SystemId): Promise<number> {
  const from = waitingFor(system);
  const pages = rowsBetween<Pointer>(table, registerPartition, from, after(from));
  const first = await pages.next();
  return first.done ? 0 : first.value.length;
}
