import type { TableClient, TransactionAction } from '@azure/data-tables';
import { gatherWrites } from '../../src/azure/gathered-writes.ts';
import { openRegisterTable, type RegisterTable } from '../../src/azure/register-table.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

let azurite: Azurite;
let table: RegisterTable;
/** How many rows each call wrote. */
let calls: number[];

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());
beforeEach(() => {
  calls = [];
  table = counted(openRegisterTable(openStorage(azurite).register));
});

function counted(all: RegisterTable): RegisterTable {
  return (call) =>
    all((client) => {
      const one = () => calls.push(1);
      type Writing<M extends 'createEntity' | 'upsertEntity' | 'updateEntity'> = Parameters<
        TableClient[M]
      >;
      const counting = {
        createEntity: (...of: Writing<'createEntity'>) => (one(), client.createEntity(...of)),
        upsertEntity: (...of: Writing<'upsertEntity'>) => (one(), client.upsertEntity(...of)),
        updateEntity: (...of: Writing<'updateEntity'>) => (one(), client.updateEntity(...of)),
        submitTransaction: (actions: TransactionAction[]) => {
          calls.push(actions.length);
          return client.submitTransaction(actions);
        },
      };
      return call(Object.assign(Object.create(client) as TableClient, counting));
    });
}

let last = 0;
const partition = () => `partition-${String(++last)}`;
const row = (partitionKey: string, rowKey: string, value = '') => ({ partitionKey, rowKey, value });

async function valuesIn(partitionKey: string): Promise<Record<string, unknown>> {
  const rows: Record<string, unknown> = {};
  await table(async (client) => {
    const queryOptions = { filter: `PartitionKey eq '${partitionKey}'` };
    for await (const { rowKey = '', value } of client.listEntities<{ value: unknown }>({
      queryOptions,
    }))
      rows[rowKey] = value;
  });
  return rows;
}

test('what is written at once into one partition goes together, other partitions by themselves', async () => {
  const [one, other] = [partition(), partition()];
  const write = gatherWrites(table);

  await Promise.all([
    write('create', row(one, 'a', 'first')),
    write('create', row(other, 'a', 'alone')),
    write('replace', row(one, 'b', 'second')),
  ]);

  expect(calls.sort()).toEqual([1, 2]);
  expect(await valuesIn(one)).toEqual({ a: 'first', b: 'second' });
  expect(await valuesIn(other)).toEqual({ a: 'alone' });
});

test('writes of one row keep their order', async () => {
  const one = partition();
  const write = gatherWrites(table);

  await Promise.all([
    write('create', row(one, 'a', '1')),
    write('merge', row(one, 'a', '2')),
    write('replace', row(one, 'b', '1')),
    write('replace', row(one, 'a', '3')),
  ]);

  expect(await valuesIn(one)).toEqual({ a: '3', b: '1' });
});

test('a row that cannot be written takes no other one with it', async () => {
  const one = partition();
  const write = gatherWrites(table);
  await write('create', row(one, 'taken', 'before'));

  const outcomes = await Promise.allSettled([
    write('create', row(one, 'free', 'new')),
    write('create', row(one, 'taken', 'after')),
    write('merge', row(one, 'missing', 'after')),
  ]);

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(outcomes[1]).toMatchObject({ reason: { statusCode: 409 } });
  expect(outcomes[2]).toMatchObject({ reason: { statusCode: 404 } });
  expect(await valuesIn(one)).toEqual({ free: 'new', taken: 'before' });
});

test('more than a transaction takes are written', async () => {
  const one = partition();
  const write = gatherWrites(table);
  const keys = Array.from({ length: 130 }, (_, index) => `row-${String(index)}`);

  await Promise.all(keys.map((key) => write('create', row(one, key))));

  expect(Object.keys(await valuesIn(one)).sort()).toEqual([...keys].sort());
  expect(calls).toEqual([100, 30]);
});

test('storage that is away is told to everybody who waits, and later writes are tried again', async () => {
  const one = partition();
  let away = true;
  const write = gatherWrites((call) => (away ? Promise.reject(new StorageAway()) : table(call)));

  const both = [write('create', row(one, 'a')), write('create', row(one, 'b'))];
  for (const each of await Promise.allSettled(both))
    expect(each).toMatchObject({ status: 'rejected', reason: { name: 'StorageAway' } });
  away = false;
  await write('create', row(one, 'a'));

  expect(await valuesIn(one)).toEqual({ a: '' });
});
