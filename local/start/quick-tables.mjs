// Preloaded into Azurite. Azure Table storage finds a range of row keys by its index; Azurite compares every row of the table with the filter,
// so at 100,000 requests each list takes seconds. Here its query goes through the range alone, in the order of the keys, up to the rows it needs.
// Without the parts of Azurite that this uses, Azurite works as it is.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { default: Store } = require('azurite/dist/src/table/persistence/LokiTableMetadataStore.js');

/** Such as `PartitionKey eq 'p' and RowKey ge 'a' and RowKey lt 'b'`, and more conditions after it. */
const range =
  /^PartitionKey eq '(?:[^']|'')*' and RowKey ge '((?:[^']|'')*)' and RowKey lt '((?:[^']|'')*)'(?: and |$)/;

/** The rows between two keys, in the order of the keys, with the methods that Azurite's query calls on a table. */
function rowsBetween(collection, from, to) {
  const tests = [];
  const rows = {
    where(test) {
      tests.push(test);
      return rows;
    },
    // All rows of one partition: the index has their order.
    sort: () => rows,
    limit: (most) => ({ data: () => firstRows(collection, from, to, tests, most) }),
  };
  return rows;
}

function firstRows(collection, from, to, tests, most) {
  const found = [];
  const { values } = collection.binaryIndices.RowKey;
  const [first, last] = collection.calculateRange('$between', 'RowKey', [from, to]);
  for (let at = first; at <= last && found.length < most; at += 1) {
    const row = collection.data[values[at]];
    if (tests.every((test) => test(row))) found.push(row);
  }
  return found;
}

const queryAll = Store.prototype.queryTableEntities;

if (typeof queryAll === 'function')
  Store.prototype.queryTableEntities = async function (context, account, table, options, ...next) {
    const [, from, to] = range.exec(options?.filter ?? '') ?? [];
    const collection =
      from === undefined ? null : this.getEntityCollection(account, table, context);
    if (!collection?.binaryIndices?.RowKey)
      return queryAll.call(this, context, account, table, options, ...next);
    collection.ensureIndex('RowKey');
    const [, nextRow] = next.map((key) => key && this.decodeContinuationHeader(key));
    const start = [from, to].map((key) => key.replaceAll("''", "'"));
    if (nextRow > start[0]) start[0] = nextRow;
    const narrow = Object.create(this, {
      getEntityCollection: { value: () => ({ chain: () => rowsBetween(collection, ...start) }) },
    });
    return queryAll.call(narrow, context, account, table, options, ...next);
  };
