import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { RequestId } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { openRegisterTable, type RegisterTable } from '../../src/azure/register/register-table.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { createTableRegister } from '../../src/azure/register/table-register.ts';
import type { Register } from '../../src/ports/register.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';
import {
  acceptance,
  beginning,
  ending,
  planHash,
  planned,
  systemLine,
} from '../support/requests.ts';

// When the answer to a write is lost, the storage client sends the write again. The second write finds the data of the first one.

let azurite: Azurite;
let register: Register;

beforeAll(async () => {
  azurite = await startAzurite();
  const table = openRegisterTable(openStorage(azurite).register);
  register = createTableRegister(sendingTwice(table), () => new Date());
});
afterAll(() => azurite.stop());

function sendingTwice(table: RegisterTable): RegisterTable {
  return (call) =>
    table((client, givenUp) => {
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
      return call(Object.assign(Object.create(client) as TableClient, twice), givenUp);
    });
}

test('when answers are lost, a request is still accepted, changed and ended, and its claims are written', async () => {
  const submitted = acceptance({ idempotency: { keyHash: 'key', bodyHash: 'body' } });
  const { id } = submitted.request;
  expect(await register.accept(submitted)).toEqual({ kind: 'accepted' });
  await register.update(id, { state: 'resolving' });
  expect(await register.get(id)).toMatchObject({ state: 'resolving' });
  expect(await register.claim(id, ['a', 'b'], planned(), 0)).toBe('ready');
  expect(await register.get(id)).toMatchObject({ state: 'running', planHash });
  await register.end(id, ending());
  await register.update(id, { delivery: { state: 'delivered', attempts: 1 } });
  expect(await register.get(id)).toMatchObject({ state: 'completed' });

  const next = acceptance();
  expect(await register.accept(next)).toEqual({ kind: 'accepted' });
  expect(await register.claim(next.request.id, ['b', 'c'], planned(), 0)).toBe('ready');
});

test('when answers are lost, an equal request is still recognised, and its key repeats the answer', async () => {
  const first = acceptance({ likenessHash: 'alike' });
  await register.accept(first);
  const idempotency = { keyHash: 'other key', bodyHash: 'body' };
  const answer = await register.accept(acceptance({ likenessHash: 'alike', idempotency }));
  expect(answer).toMatchObject({ requestId: first.request.id });
});

test('when answers are lost, changes in one shared transaction are still written', async () => {
  const submitted = Array.from({ length: 5 }, (_, index) =>
    acceptance({ idempotency: { keyHash: `together-${String(index)}`, bodyHash: 'body' } }),
  );
  const ids = submitted.map(({ request }) => request.id);
  const atOnce = <T>(change: (id: RequestId) => Promise<T>) => Promise.all(ids.map(change));

  const accepted = await Promise.all(submitted.map((one) => register.accept(one)));
  expect(accepted).toEqual(ids.map(() => ({ kind: 'accepted' })));
  const claimed = await atOnce((id) => register.claim(id, [`record of ${id}`], planned(), 0));
  expect(claimed).toEqual(ids.map(() => 'ready'));
  // If it is unknown whether the intent was written, the effect counts as begun. Then the system is asked first.
  const intents = await atOnce((id) =>
    register.writeIntent(
      id,
      systemIdOf('crm'),
      'erase-0',
      '2026-03-02T10:00:00Z',
      beginning('crm'),
    ),
  );
  expect(intents).toEqual(ids.map(() => ({ begunAt: '2026-03-02T10:00:00Z', repeated: true })));
  await atOnce((id) => register.markIntent(id, systemIdOf('crm'), 'erase-0', 'enabled'));
  await atOnce((id) => register.recordSystem(id, systemLine('crm', { verdict: 'erased' })));
  const told = await atOnce((id) => register.get(id));
  for (const request of told)
    expect(request?.systems).toContainEqual(systemLine('crm', { verdict: 'erased' }));
  await atOnce((id) => register.end(id, ending()));
  const ended = await atOnce((id) => register.get(id));
  expect(ended.map((request) => request?.state)).toEqual(ids.map(() => 'completed'));
});
