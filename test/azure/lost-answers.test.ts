import type { TableClient, TransactionAction } from '@azure/data-tables';
import { createOpenedKeys } from '../../src/azure/opened-keys.ts';
import { openRegisterTable, type RegisterTable } from '../../src/azure/register-table.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { createTableRegister } from '../../src/azure/table-register.ts';
import type { Register } from '../../src/ports/register.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import { acceptance, ending, planned } from '../support/requests.ts';

// When the answer to a write is lost, the client of storage sends it again: the second one meets what the first one wrote.

let azurite: Azurite;
let register: Register;

beforeAll(async () => {
  azurite = await startAzurite();
  const table = openRegisterTable(openStorage(azurite).register);
  register = createTableRegister(sendingTwice(table), createOpenedKeys(), () => new Date());
});
afterAll(() => azurite.stop());

function sendingTwice(table: RegisterTable): RegisterTable {
  return (call) =>
    table((client) => {
      const twice = {
        submitTransaction: async (actions: TransactionAction[]) => {
          await client.submitTransaction(actions);
          return await client.submitTransaction(actions);
        },
        updateEntity: async (...write: Parameters<TableClient['updateEntity']>) => {
          await client.updateEntity(...write);
          return await client.updateEntity(...write);
        },
      };
      return call(Object.assign(Object.create(client) as TableClient, twice));
    });
}

test('a request is accepted, changed, claimed for and ended all the same', async () => {
  const submitted = acceptance({ idempotency: { keyHash: 'key', bodyHash: 'body' } });
  const { id } = submitted.request;
  expect(await register.accept(submitted)).toEqual({ kind: 'accepted' });
  await register.update(id, { state: 'resolving' });
  expect(await register.get(id)).toMatchObject({ state: 'resolving' });
  expect(await register.claim(id, ['a', 'b'], planned())).toBe(true);
  expect(await register.get(id)).toMatchObject({ state: 'running', planHash: 'plan' });
  await register.end(id, ending());
  await register.update(id, { delivery: { state: 'delivered', attempts: 1 } });
  expect(await register.get(id)).toMatchObject({ state: 'completed' });

  const next = acceptance();
  expect(await register.accept(next)).toEqual({ kind: 'accepted' });
  expect(await register.claim(next.request.id, ['b', 'c'], planned())).toBe(true);
});

test('an equal request is recognised all the same, and its key repeats the answer', async () => {
  const first = acceptance({ likenessHash: 'alike' });
  await register.accept(first);
  const idempotency = { keyHash: 'other key', bodyHash: 'body' };
  const answer = await register.accept(acceptance({ likenessHash: 'alike', idempotency }));
  expect(answer).toMatchObject({ requestId: first.request.id });
});
