import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OrchestrationStatus } from '../../../../local/host/protocol/orchestration-status.ts';
import { openSqliteStore } from '../../../../local/host/store/sqlite-store.ts';
import { StoreFailure, type InstanceRow } from '../../../../local/host/store/task-hub-store.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-'));
  file = path.join(folder, 'deep', 'hub.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const row = (id: string, changes: Partial<InstanceRow> = {}): InstanceRow => ({
  id,
  executionId: 'e',
  name: 'flow',
  version: null,
  status: OrchestrationStatus.Running,
  createdTime: '2026-11-21T08:00:00.0000000Z',
  lastUpdatedTime: '2026-11-21T08:00:00.0000000Z',
  input: '{"a":1}',
  output: null,
  customStatus: null,
  parentInstanceId: null,
  generation: 0,
  isEntity: false,
  ...changes,
});

test('committed data is there after the store is opened again', () => {
  const store = openSqliteStore(file);
  const key = store.newKey();
  store.commit((writer) => {
    writer.insertInstance(key, row('one'));
    writer.appendHistory(key, { sequence: 0, events: '{"EventType":12}', inputs: null });
    writer.appendHistory(key, { sequence: 1, events: '{"EventType":13}', inputs: '[[0,"x"]]' });
    writer.addMessage({ key: 7, instanceId: 'one', text: '{}' });
  });
  store.close();
  const again = openSqliteStore(file);
  expect(again.readInstance('one')).toEqual({ key, row: row('one') });
  expect(again.readHistory(key)).toEqual([
    { sequence: 0, events: '{"EventType":12}', inputs: null },
    { sequence: 1, events: '{"EventType":13}', inputs: '[[0,"x"]]' },
  ]);
  expect(again.messages()).toEqual([{ key: 7, instanceId: 'one', text: '{}' }]);
  expect(again.newKey()).toBe(8);
  again.close();
});

test('a failed transaction changes nothing', () => {
  const store = openSqliteStore(file);
  expect(() => {
    store.commit((writer) => {
      writer.insertInstance(1, row('one'));
      writer.insertInstance(2, row('one'));
    });
  }).toThrow(StoreFailure);
  expect(store.readInstance('one')).toBeUndefined();
  store.commit((writer) => {
    writer.insertInstance(1, row('one'));
  });
  expect(store.readInstance('one')?.key).toBe(1);
  store.close();
});

test('lists are filtered, ordered by id, and begin after an id', () => {
  const store = openSqliteStore(file);
  store.commit((writer) => {
    ['b', 'a', 'c', '@counter@x'].forEach((id, index) => {
      const isEntity = id.startsWith('@');
      const status = id === 'b' ? OrchestrationStatus.Failed : OrchestrationStatus.Running;
      writer.insertInstance(index + 1, row(id, { isEntity, status }));
    });
  });
  const ids = (...given: Parameters<typeof store.list>) =>
    store.list(...given).map(({ row: { id } }) => id);
  expect(ids({}, undefined, 10)).toEqual(['@counter@x', 'a', 'b', 'c']);
  expect(ids({ isEntity: false }, 'a', 1)).toEqual(['b']);
  expect(ids({ statuses: [OrchestrationStatus.Failed] }, undefined, 10)).toEqual(['b']);
  expect(ids({ prefix: '@' }, undefined, 10)).toEqual(['@counter@x']);
  expect(ids({ createdFrom: '2200-01-01T00:00:00.0000000Z' }, undefined, 10)).toEqual([]);
  expect(store.openOrchestrations().map(({ row: { id } }) => id)).toEqual(['a', 'c']);
  store.close();
});

test('a second process is refused while the first one has it open', () => {
  const store = openSqliteStore(file);
  const module = path.resolve(__dirname, '../../../../local/host/store/sqlite-store.ts');
  const open = () => {
    const code = `import(${JSON.stringify(module)}).then(({ openSqliteStore }) => openSqliteStore(${JSON.stringify(file)})).then(() => console.log('open'), (error) => console.log(error.message))`;
    return spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout.trim();
  };
  expect(open()).toBe(
    `The task hub ${file} failed: another process has it open. Stop that process, or use another data folder.`,
  );
  store.close();
  expect(open()).toBe('open');
});

test('a file of a newer host is refused', () => {
  openSqliteStore(file).close();
  const database = new DatabaseSync(file);
  database.exec('pragma user_version = 99');
  database.close();
  expect(() => openSqliteStore(file)).toThrow('has schema version 99; this host knows 2');
});

test('a file of an older host is migrated with its content', () => {
  openSqliteStore(file).close();
  const database = new DatabaseSync(file);
  database.exec(`drop index instance_listing; create index instance_by_status on instance (status, is_entity, id); pragma user_version = 1;
    insert into instance values (1, 'old', 'e', 'flow', null, 0, '', '', null, null, null, null, 0, 0)`);
  database.close();
  const store = openSqliteStore(file);
  expect(store.list({}, undefined, 10).map(({ row: { id } }) => id)).toEqual(['old']);
  store.close();
});

test('a damaged file is refused and not changed', () => {
  openSqliteStore(file).close();
  writeFileSync(file, 'no database, but long enough to be read as the head of one'.repeat(20));
  expect(() => openSqliteStore(file)).toThrow('the file is not a SQLite database');
});

test('a full disk fails the commit, and earlier commits stay', () => {
  const store = openSqliteStore(file);
  store.commit((writer) => {
    writer.insertInstance(1, row('one'));
  });
  store.close();
  // A limit on the file size plays a full disk.
  const limited = openSqliteStore(file, { mostPages: 20 });
  const large = () => {
    limited.commit((writer) => {
      writer.insertInstance(2, row('two', { input: JSON.stringify('x'.repeat(200_000)) }));
    });
  };
  expect(large).toThrow('the disk is full. Everything that was acknowledged is stored');
  expect(limited.readInstance('one')?.row.id).toBe('one');
  expect(limited.readInstance('two')).toBeUndefined();
  limited.close();
});
