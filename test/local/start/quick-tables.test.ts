import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TransactionAction } from '@azure/data-tables';
import fc from 'fast-check';
import { openStorage } from '../../../src/azure/storage.ts';
import { startAzurite, type Azurite } from '../../support/azurite.ts';

// Queries of Azurite by a range of keys give the same pages as reading every row.

const partitionKey = 'p';
const quick = path.resolve(__dirname, '..', '..', '..', 'local', 'start', 'quick-tables.mjs');
let azurite: Azurite;
let table: ReturnType<typeof openStorage>['register'];

beforeAll(async () => {
  azurite = await startAzurite([0, 0, 0], pathToFileURL(quick).href);
  table = openStorage({ connectionString: azurite.connectionString }).register;
  await table.createTable();
});
afterAll(() => azurite.stop());

const key = fc.stringMatching(/^[a-c][a-c'-]{0,3}$/);
const quoted = (text: string) => text.replaceAll("'", "''");

test('a range of keys, with conditions and page by page', async () => {
  const [keys = []] = fc.sample(fc.uniqueArray(key, { minLength: 60, maxLength: 60 }), 1);
  const rows = keys.map((rowKey, at) => ({ rowKey, even: at % 2 === 0 }));
  const creates = rows.map((row): TransactionAction => ['create', { partitionKey, ...row }]);
  await table.submitTransaction(creates);
  await table.createEntity({ partitionKey: 'another', rowKey: 'b', even: true });

  const queries = fc.record({
    from: key,
    to: key,
    even: fc.boolean(),
    size: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(queries, async ({ from, to, even, size }) => {
      const range = `PartitionKey eq 'p' and RowKey ge '${quoted(from)}' and RowKey lt '${quoted(to)}'`;
      const filter = even ? `${range} and even eq true` : range;
      const found: string[] = [];
      for await (const page of table
        .listEntities({ queryOptions: { filter } })
        .byPage({ maxPageSize: size })) {
        expect(page.length).toBeLessThanOrEqual(size);
        found.push(...page.map(({ rowKey = '' }) => rowKey));
      }
      const wanted = rows.filter(
        (row) => row.rowKey >= from && row.rowKey < to && (row.even || !even),
      );
      expect(found).toEqual(wanted.map(({ rowKey }) => rowKey).sort());
    }),
    { numRuns: 60 },
  );
});

test('keys that change are found where they are now', async () => {
  await table.deleteEntity('another', 'b');
  await table.createEntity({ partitionKey, rowKey: 'bz1' });
  const all = {
    queryOptions: { filter: "PartitionKey eq 'p' and RowKey ge 'bz' and RowKey lt 'c'" },
  };
  const read = async () => {
    const found = [];
    for await (const { rowKey } of table.listEntities(all)) found.push(rowKey);
    return found;
  };
  expect(await read()).toEqual(['bz1']);
  await table.createEntity({ partitionKey, rowKey: 'bz0' });
  expect(await read()).toEqual(['bz0', 'bz1']);
  await table.deleteEntity(partitionKey, 'bz1');
  expect(await read()).toEqual(['bz0']);
});
