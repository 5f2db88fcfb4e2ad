import type { TableClient, TransactionAction } from '@azure/data-tables';
import { gatherChanges } from '../../../src/azure/register/gathered-changes.ts';
import {
  openRegisterTable,
  type RegisterTable,
} from '../../../src/azure/register/register-table.ts';
import { openStorage } from '../../../src/azure/storage.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import { startAzurite, type Azurite } from '../../support/azurite.ts';

let azurite: Azurite;
let table: RegisterTable;
let partitionKey: string;
let partitions = 0;
/** How many operations each transaction had. */
let calls: number[];

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());
beforeEach(() => {
  calls = [];
  table = counted(openRegisterTable(openStorage(azurite).register));
  partitionKey = `partition-${String(++partitions)}`;
});

function counted(all: RegisterTable): RegisterTable {
  return (call) =>
    all((client, givenUp) => {
      const counting = {
        submitTransaction: (
          ...[actions, options]: Parameters<TableClient['submitTransaction']>
        ) => {
          calls.push(actions.length);
          return client.submitTransaction(actions, options);
        },
      };
      return call(Object.assign(Object.create(client) as TableClient, counting), givenUp);
    });
}

const row = (rowKey: string, value = '') => ({ partitionKey, rowKey, value });
const created = (rowKey: string, value?: string): TransactionAction => [
  'create',
  row(rowKey, value),
];
const replaced = (rowKey: string, value?: string): TransactionAction => [
  'upsert',
  row(rowKey, value),
  'Replace',
];
const merged = (rowKey: string, value?: string): TransactionAction => [
  'update',
  row(rowKey, value),
  'Merge',
];

async function stored(): Promise<Record<string, { value: unknown; etag: string }>> {
  const rows: Record<string, { value: unknown; etag: string }> = {};
  await table(async (client) => {
    const queryOptions = { filter: `PartitionKey eq '${partitionKey}'` };
    for await (const { rowKey = '', value, etag } of client.listEntities<{ value: unknown }>({
      queryOptions,
    }))
      rows[rowKey] = { value, etag };
  });
  return rows;
}

async function values(): Promise<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(await stored()).map(([key, { value }]) => [key, value]));
}

test('changes at the same time share a transaction, and each gets the etags of its own rows', async () => {
  const commit = gatherChanges(table);
  const [before] = (await commit([created('old')])) ?? [];
  await commit([created('gone')]);
  calls = [];

  const [one, other, alone] = await Promise.all([
    commit([
      created('a', 'first'),
      ['delete', row('gone')],
      ['update', row('old', 'changed'), 'Replace', { etag: before ?? '' }],
    ]),
    commit([replaced('b', 'second'), created('c')]),
    commit([created('d')]),
  ]);

  expect(calls).toEqual([6]);
  const rows = await stored();
  expect(await values()).toEqual({ old: 'changed', a: 'first', b: 'second', c: '', d: '' });
  expect([one?.[0], one?.[2]]).toEqual([rows['a']?.etag, rows['old']?.etag]);
  expect(other).toEqual([rows['b']?.etag, rows['c']?.etag]);
  expect(alone).toEqual([rows['d']?.etag]);
});

test('writes of one row keep their order', async () => {
  const commit = gatherChanges(table);

  await Promise.all([
    commit([created('a', '1')]),
    commit([merged('a', '2')]),
    commit([replaced('b', '1')]),
    commit([replaced('a', '3')]),
  ]);

  expect(await values()).toEqual({ a: '3', b: '1' });
});

test('a change that cannot be written does not stop the others, and no part of it is written', async () => {
  const commit = gatherChanges(table);
  await commit([created('taken', 'before')]);

  const outcomes = await Promise.all([
    commit([created('free', 'new')]),
    commit([created('half'), created('taken', 'after')]),
    commit([merged('missing', 'after')]),
    commit([['update', row('taken', 'after'), 'Replace', { etag: 'W/"another"' }]]),
  ]);

  expect(outcomes.map((etags) => etags === null)).toEqual([false, true, true, true]);
  expect(await values()).toEqual({ free: 'new', taken: 'before' });
});

test('a row that storage refuses is an error only for the caller that wrote it', async () => {
  const commit = gatherChanges(table);

  const outcomes = await Promise.allSettled([
    commit([created('fits')]),
    commit([created('too-long', 'x'.repeat(40_000))]),
  ]);

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(outcomes[1]).toMatchObject({ reason: { statusCode: 400 } });
  expect(await values()).toEqual({ fits: '' });
});

test('more changes than fit into one transaction are written', async () => {
  const commit = gatherChanges(table);
  const keys = Array.from({ length: 130 }, (_, index) => `row-${String(index)}`);

  await Promise.all(
    keys.flatMap((key, index) => (index % 2 ? [] : [commit([created(key), created(`${key}-b`)])])),
  );

  expect(Object.keys(await values())).toHaveLength(130);
  expect(calls).toEqual([100, 30]);
});

test('when storage is away, every waiting caller gets the error, and later changes are tried again', async () => {
  let away = true;
  let asked = 0;
  const commit = gatherChanges((call) =>
    away ? (asked++, Promise.reject(new StorageAway())) : table(call),
  );

  const waiting = [commit([created('a')]), commit([merged('a')]), commit([created('b')])];
  for (const each of await Promise.allSettled(waiting))
    expect(each).toMatchObject({ status: 'rejected', reason: { name: 'StorageAway' } });
  expect(asked).toBe(1);
  away = false;
  await commit([created('a')]);

  expect(await values()).toEqual({ a: '' });
});

test.each(['createTable', 'submitTransaction'] as const)(
  'storage that accepts a %s and never answers counts as away after some time, and later changes are tried again',
  async (unanswered) => {
    jest.useFakeTimers();
    try {
      const sent: string[] = [];
      const signals: AbortSignal[] = [];
      const answer = (call: string) => {
        sent.push(call);
        return call === unanswered ? new Promise(() => {}) : Promise.resolve();
      };
      const silent = {
        createTable: () => answer('createTable'),
        submitTransaction: (_: unknown, { abortSignal }: { abortSignal: AbortSignal }) => {
          signals.push(abortSignal);
          return answer('submitTransaction');
        },
      };
      const client = Object.assign(
        Object.create(openStorage(azurite).register) as TableClient,
        silent,
      );
      const commit = gatherChanges(openRegisterTable(client));
      for (const round of [1, 2]) {
        const told = Promise.allSettled([commit([created('a')]), commit([created('b')])]);
        await jest.advanceTimersByTimeAsync(61_000);
        for (const each of await told)
          expect(each).toMatchObject({ status: 'rejected', reason: { name: 'StorageAway' } });
        expect(sent.filter((call) => call === unanswered)).toHaveLength(round);
      }
      // The write is given up, because a write that is sent later would overwrite newer ones.
      expect(signals.map(({ aborted }) => aborted)).toEqual(
        unanswered === 'submitTransaction' ? [true, true] : [],
      );
    } finally {
      jest.useRealTimers();
    }
  },
);
