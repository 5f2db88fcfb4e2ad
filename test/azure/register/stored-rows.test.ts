import { createLocalKeyEncryption } from '../../../src/sealing/local-key-encryption.ts';
import { createStoredKeys } from '../../../src/azure/register/stored-keys.ts';
import { createKeyRing } from '../../../src/sealing/key-ring.ts';
import { KeyDestroyed } from '../../../src/ports/key-ring.ts';
import { requestIdOf, type RequestId } from '../../../src/domain/request.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { startAzurite, type Azurite } from '../../support/azurite.ts';
import { openAzuriteRegister, type AzuriteRegister } from '../../support/azurite-register.ts';
import { all, checkJournals, testerOf, type RegisterTester } from '../../support/register-suite.ts';
import { settle } from '../../../src/domain/settle.ts';
import { settledAs } from '../../../src/domain/verdict.ts';
import { ending, planned, registeredRequest, systemLine } from '../../support/requests.ts';

// The row keys in the table, and their number.

let azurite: Azurite;
let opened: AzuriteRegister;
let tester: RegisterTester;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  opened = await openAzuriteRegister(azurite);
  tester = await testerOf(async () => opened);
});

const keysOf = async (prefix: string) => (await opened.rows(prefix)).map(({ rowKey }) => rowKey);

test('a row keeps the verdicts of a hundred systems', async () => {
  const systemIds = Array.from({ length: 100 }, (_, index) => systemIdOf(`system-${index}`));
  const title = 'A title of some length, as people give them to systems '.repeat(5);
  const systems = systemIds.map((id) => systemLine(id, { title }));
  const request = await tester.accepted({ systemIds, systems });
  expect(await tester.register.get(request.id)).toEqual(request);
  const done = systems.slice(0, 5).map((line) => settle(line, settledAs('erased')));
  await Promise.all(done.map((line) => tester.register.recordSystem(request.id, line)));
  expect((await tester.register.get(request.id))?.systems).toEqual([...done, ...systems.slice(5)]);
});

describe('keys', () => {
  const dossier = { identifiers: ['ada@example.org'] };
  const callback = { url: 'https://portal.example.org/hooks/dsar' };
  const fresh = () => tester.anotherProcess().keys;

  async function withKeys(): Promise<{ id: RequestId; key: Buffer }> {
    const { id } = registeredRequest();
    const envelopes = {
      dossier: await tester.keys.create(id, 'dossier', dossier),
      callback: await tester.keys.create(id, 'callback', callback),
    };
    await tester.accepted({ id }, { envelopes });
    return { id, key: await tester.keys.open(id) };
  }

  test('are opened by another process, each with its own content', async () => {
    const { id, key } = await withKeys();
    expect(await fresh().open(id)).toEqual(key);
    expect(await fresh().read(id, 'dossier')).toEqual(dossier);
    expect(await fresh().read(id, 'callback')).toEqual(callback);
  });

  test('leave no plain text in the table, and after the end not even the sealed content', async () => {
    const { id } = await withKeys();
    expect(JSON.stringify(await opened.rows(`key-${id}`))).not.toMatch(/ada@|portal\./);
    await tester.register.end(id, ending());
    await tester.keys.destroy(id, 'callback');
    const rows = await opened.rows(`key-${id}`);
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).not.toHaveProperty('sealed0');
      expect(row).not.toHaveProperty('wrappedKey');
    }
  });

  test('return a long content completely', async () => {
    const { id } = registeredRequest();
    const identifiers = Array.from({ length: 50 }, (_, index) => `${'ä'.repeat(3000)}${index}`);
    const envelopes = { dossier: await tester.keys.create(id, 'dossier', { identifiers }) };
    await tester.accepted({ id }, { envelopes });
    expect(await fresh().read(id, 'dossier')).toEqual({ identifiers });
  });

  test('an end without a closing date destroys the key of the dossier, not that of the callback', async () => {
    const { id } = await withKeys();
    await tester.register.end(id, ending());
    tester.keys.forget(id);
    await expect(tester.keys.open(id)).rejects.toThrow(KeyDestroyed);
    await expect(fresh().read(id, 'dossier')).rejects.toThrow(KeyDestroyed);
    expect(await fresh().read(id, 'callback')).toEqual(callback);
    await tester.keys.destroy(id, 'callback');
    await expect(tester.keys.read(id, 'callback')).rejects.toThrow(KeyDestroyed);
  });

  test('a key wrapped by another key-encryption key is not opened', async () => {
    const { id } = await withKeys();
    const stranger = createLocalKeyEncryption(Buffer.alloc(32, 8));
    const ring = createKeyRing(createStoredKeys(opened.table), stranger);
    await expect(ring.open(id)).rejects.toThrow('another key-encryption key');
  });
});

describe('claims', () => {
  test('are deleted at the end of their request', async () => {
    const { id } = await tester.accepted({ type: 'access' }, { claims: ['given'] });
    await tester.claim(id, 'found');
    expect(await keysOf('claim-')).toEqual(['claim-found', 'claim-given']);
    await tester.register.end(id, ending());
    expect(await keysOf('claim-')).toEqual([]);
    expect(await keysOf('searching-')).toEqual([]);
  });

  test('stay for the other requests that joined them, and are deleted with the last one', async () => {
    const ids = [];
    for (let count = 0; count < 3; count++)
      ids.push((await tester.accepted({}, { claims: ['x', `own-${count}`] })).id);
    for (const [index, id] of ids.sort().entries()) {
      expect(await tester.claim(id)).toBe('ready');
      await tester.register.end(id, ending());
      expect(await keysOf('claim-')).toHaveLength(index === 2 ? 0 : 3 - index);
    }
  });

  test('are all released, even when they do not fit into one transaction', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `record-${index}`);
    const one = await tester.accepted();
    await tester.claim(one.id, ...many);
    await tester.register.end(one.id, ending());
    expect(await keysOf('claim-')).toHaveLength(32);
    const next = await tester.accepted();
    expect(await tester.claim(next.id, ...many)).toBe('ready');
  });

  test('of a request with 50 identifiers all count as soon as its plan is written', async () => {
    const claims = Array.from({ length: 50 }, (_, index) => `given-${index}`);
    const holder = await tester.accepted({}, { claims });
    expect(await tester.claim(holder.id, ...claims)).toBe('ready');
    const other = await tester.accepted({}, { claims });
    expect(await tester.claim(other.id, ...claims)).toBe('earlier-request');
    await tester.register.end(holder.id, ending());
    expect(await tester.claim(other.id, ...claims)).toBe('ready');
  });
});

describe('rows of an earlier version', () => {
  /** Rewrites the row of a request as an earlier version stored it: without a journal, and without a due date to sort by. */
  async function asBefore(id: RequestId, more: object = {}): Promise<void> {
    const [request] = await opened.rows(`r-`);
    const later = /^(headSeq|headHash|lists|before|facts\d|progress\d|reminded|loose_.*)$/;
    const rest = Object.fromEntries(
      Object.entries({ ...request }).filter(([name]) => !later.test(name)),
    );
    const index = [...(await opened.rows('due-')), ...(await opened.rows('remind-'))];
    await opened.table(async (client) => {
      await client.updateEntity({ ...rest, ...more, ...keyOf(request) }, 'Replace');
      for (const row of index)
        await client.deleteEntity(keyOf(row).partitionKey, keyOf(row).rowKey);
      await client.createEntity({ ...keyOf(request), rowKey: `open-${id}`, requestId: id });
    });
  }

  test('a claim with one request, and a request without an order', async () => {
    const { id } = await tester.accepted();
    await tester.claim(id, 'x');
    const [claim] = await opened.rows('claim-x');
    await asBefore(id, { begun: undefined, shared: undefined, searching: undefined });
    await opened.table((client) =>
      client.updateEntity({ ...keyOf(claim), requestId: id }, 'Replace'),
    );
    const other = await tester.accepted({ id: requestIdOf(`00${id.slice(2)}`) }, { claims: ['x'] });
    const { register } = tester.anotherProcess();
    expect(await register.claim(other.id, ['x'], planned(), 0)).toBe('earlier-request');
    await register.end(id, ending());
    expect(await register.claim(other.id, ['x'], planned(), 0)).toBe('ready');
  });

  test('an open request gets a journal that begins with its row, and is found by the sweeper', async () => {
    const { id } = await tester.accepted({ reference: 'CASE-1' });
    await tester.claim(id, 'x');
    const line = systemLine('hubspot', {
      verdict: 'erased',
      updatedAt: '2026-03-02T10:40:00.000Z',
    });
    await asBefore(id, { newest_hubspot: JSON.stringify(line) });
    const { register } = tester.anotherProcess();

    expect(await register.get(id)).toMatchObject({ state: 'running', reference: 'CASE-1' });
    expect(await register.adopt()).toBe(1);
    expect(await register.adopt()).toBe(0);
    expect((await all(register.open())).map((request) => request.id)).toEqual([id]);
    expect((await register.get(id))?.systems).toContainEqual(line);
    await checkJournals({ ...opened, register });
    await register.end(id, ending({ systems: [line] }));
    const { facts } = (await register.journal(id, true)) ?? { facts: [] };
    expect(facts.map(({ kind }) => kind)).toEqual(['adopted', 'reported', 'closed']);
    expect(await keysOf('open-')).toEqual([]);
    expect(await keysOf('due-')).toEqual([]);
    await checkJournals({ ...opened, register });
  });
});

test('a request of the version without reminders gets its row for reminders with its next change, and can also end before that', async () => {
  const [changed, ended] = [await tester.accepted(), await tester.accepted()];
  for (const row of await opened.rows('r-'))
    await opened.table(async (client) => {
      const later = { reminded: '', lists: 0, ...row };
      const { reminded: _none, lists: _either, ...before } = later;
      await client.updateEntity({ ...before, ...keyOf(row) }, 'Replace');
    });
  for (const row of await opened.rows('remind-'))
    await opened.table((client) => client.deleteEntity(keyOf(row).partitionKey, keyOf(row).rowKey));
  const { register } = tester.anotherProcess();
  await register.end(ended.id, ending());
  expect(await keysOf('remind-')).toEqual([]);
  await register.update(changed.id, { state: 'resolving' });
  expect(await keysOf('remind-')).toEqual([expect.stringContaining(changed.id)]);
  await register.end(changed.id, ending());
  expect(await keysOf('remind-')).toEqual([]);
});

function keyOf(row: { partitionKey?: string; rowKey?: string } = {}) {
  return { partitionKey: row.partitionKey ?? '', rowKey: row.rowKey ?? '' };
}
