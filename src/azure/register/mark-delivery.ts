import type { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RegisteredRequest } from '../../domain/request.ts';
import { deadLetterRow, deliverRow, pointer, registerPartition } from './rows.ts';

function isOwed({ state, delivery }: RegisteredRequest): boolean {
  return isTerminal(state) && delivery.state === 'pending';
}

/** Moves the rows by which an undelivered status is found. */
export function markDelivery(
  rows: TableTransaction,
  before: RegisteredRequest,
  { id, ...after }: RegisteredRequest,
): void {
  const [wasOwed, isOwedNow] = [isOwed(before), isOwed({ id, ...after })];
  if (wasOwed && !isOwedNow) rows.deleteEntity(registerPartition, deliverRow(id));
  // An operator has asked to deliver the status again.
  if (!wasOwed && isOwedNow) rows.upsertEntity(pointer(deliverRow(id), id), 'Replace');
  // When the status is delivered later, the row stays until the sweeper removes it.
  if (after.delivery.state === 'dead-lettered')
    rows.upsertEntity(pointer(deadLetterRow(id), id), 'Replace');
}
