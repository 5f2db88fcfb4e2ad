import { TableTransaction } from '@azure/data-tables';
import type { Storage } from '../../src/azure/storage.ts';
import { indexRows } from '../../src/azure/register/index-rows.ts';
import { toRequestEntity } from '../../src/azure/register/request-entity.ts';
import { forgetRow, keyRow, pointer } from '../../src/azure/register/rows.ts';
import { seededRequest } from './seeded-requests.ts';

const holdings = {
  likenessHash: 'l'.repeat(43),
  claims: [],
  after: [],
  undecided: [],
  begun: true,
  shared: false,
  searching: false,
  holdsLikeness: false,
};

/** Writes the given number of requests into the table. Each has its facts and the other rows that an open or ended request has. */
export async function seedRequests(table: Storage['register'], many: number): Promise<void> {
  await table.createTable();
  let change = new TableTransaction();
  for (let number = 0; number < many; number += 1) {
    const { request, journal } = seededRequest(number, many);
    change.createEntity(toRequestEntity(request, holdings, journal));
    for (const rowKey of indexRows(request)) change.createEntity(pointer(rowKey, request.id));
    change.createEntity(pointer(keyRow(request.id, 'dossier'), request.id));
    if (request.finishedAt !== null)
      change.createEntity(pointer(forgetRow(request.finishedAt, request.id), request.id));
    if (change.actions.length > 85 || number === many - 1) {
      await table.submitTransaction(change.actions);
      change = new TableTransaction();
    }
  }
}
