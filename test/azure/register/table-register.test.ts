import { randomUUID } from 'node:crypto';
import { systemIdOf } from '../../../src/domain/system.ts';
import { createLocalKeyEncryption } from '../../../src/sealing/local-key-encryption.ts';
import {
  openRegisterTable,
  type RegisterTable,
} from '../../../src/azure/register/register-table.ts';
import { openStorage } from '../../../src/azure/storage.ts';
import { createStoredKeys } from '../../../src/azure/register/stored-keys.ts';
import { createKeyRing } from '../../../src/sealing/key-ring.ts';
import { createTableRegister } from '../../../src/azure/register/table-register.ts';
import {
  requestIdOf,
  type RegisteredRequest,
  type RequestId,
} from '../../../src/domain/request.ts';
import { KeyDestroyed, type KeyRing } from '../../../src/ports/key-ring.ts';
import type { Register } from '../../../src/ports/register.ts';
import { startAzurite, type Azurite } from '../../support/azurite.ts';
import {
  acceptance,
  ending,
  planned,
  registeredRequest,
  systemLine,
} from '../../support/requests.ts';

let azurite: Azurite;
let table: RegisterTable;
let register: Register;
let keys: KeyRing;

const now = () => new Date('2026-03-02T10:30:00.000Z');
const kek = Buffer.alloc(32, 7);

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  const client = openStorage({ connectionString: azurite.connectionString }).register;
  table = openRegisterTable(client);
  register = createTableRegister(table, now);
  keys = createKeyRing(createStoredKeys(table), createLocalKeyEncryption(kek));
  // One table for all tests of this file: each starts with none of the rows of the one before.
  await table(async () => {
    const partitions = new Map<string, string[]>();
    for await (const { partitionKey = '', rowKey = '' } of client.listEntities())
      partitions.set(partitionKey, [...(partitions.get(partitionKey) ?? []), rowKey]);
    for (const [partition, rows] of partitions)
      await Promise.all(rows.map((row) => client.deleteEntity(partition, row)));
  });
});

/** A ring of a process that has opened nothing yet. */
function freshKeys(): KeyRing {
  return createKeyRing(createStoredKeys(table), createLocalKeyEncryption(kek));
}

/** The register as another process sees it, which remembers nothing yet. */
function anotherProcess(): Register {
  return createTableRegister(table, now);
}

async function accepted(known: Partial<RegisteredRequest> = {}): Promise<RegisteredRequest> {
  const request = registeredRequest(known);
  expect(await register.accept(acceptance({ request }))).toEqual({ kind: 'accepted' });
  return request;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('accept', () => {
  test('gives back what was registered, nulls included', async () => {
    const plain = await accepted();
    const full = await accepted({
      language: 'de',
      reference: 'CASE-1',
      reason: 'no-match',
      finishedAt: '2026-03-02T11:00:00.000Z',
      planHash: 'hash',
      closeAt: '2026-03-16T11:00:00.000Z',
      watchAt: '2026-03-10T11:00:00.000Z',
      watchUntil: '2026-04-10T11:00:00.000Z',
      hasCallback: true,
      systems: [systemLine('b2c-de', { counts: { found: { users: 1 }, left: { users: 0 } } })],
    });
    expect(await register.get(plain.id)).toEqual(plain);
    expect(await register.get(full.id)).toEqual(full);
    expect(await register.get(registeredRequest().id)).toBeNull();
  });

  test('keeps the verdicts of a hundred systems', async () => {
    const systemIds = Array.from({ length: 100 }, (_, index) =>
      systemIdOf(`system-${String(index)}`),
    );
    const title = 'A title of some length, as people give them to systems '.repeat(5);
    const request = await accepted({
      systemIds,
      systems: systemIds.map((id) => systemLine(id, { title })),
    });
    expect(await register.get(request.id)).toEqual(request);
  });

  test('answers a repeated key with the first request, also after it ended', async () => {
    const idempotency = { keyHash: 'key', bodyHash: 'body' };
    const first = acceptance({ idempotency });
    await register.accept(first);
    const repeated = {
      kind: 'repeated',
      requestId: first.request.id,
      answered: { alike: false, state: 'received' },
    };
    expect(await register.accept(acceptance({ idempotency }))).toEqual(repeated);
    await register.end(first.request.id, ending());
    expect(await register.accept(acceptance({ idempotency }))).toEqual(repeated);
  });

  test('refuses a key that came with another body', async () => {
    await register.accept(acceptance({ idempotency: { keyHash: 'key', bodyHash: 'one' } }));
    const other = acceptance({ idempotency: { keyHash: 'key', bodyHash: 'two' } });
    expect(await register.accept(other)).toEqual({ kind: 'key-reused' });
    expect(await register.get(other.request.id)).toBeNull();
  });

  test('answers an equal request with the open one, and takes it once that has ended', async () => {
    const first = acceptance({ likenessHash: 'alike' });
    await register.accept(first);
    await register.update(first.request.id, { state: 'running' });
    expect(await register.accept(acceptance({ likenessHash: 'alike' }))).toEqual({
      kind: 'alike',
      requestId: first.request.id,
      state: 'running',
    });
    await register.end(first.request.id, ending());
    expect(await register.accept(acceptance({ likenessHash: 'alike' }))).toEqual({
      kind: 'accepted',
    });
  });

  test('a key spent on an equal request repeats that answer', async () => {
    const first = acceptance({ likenessHash: 'alike' });
    await register.accept(first);
    const idempotency = { keyHash: 'key', bodyHash: 'body' };
    const second = acceptance({ likenessHash: 'alike', idempotency });
    expect(await register.accept(second)).toMatchObject({ kind: 'alike' });
    await register.end(first.request.id, ending());
    expect(await register.accept(second)).toEqual({
      kind: 'repeated',
      requestId: first.request.id,
      answered: { alike: true, state: 'received' },
    });
  });

  test('of ten equal requests at the same time one is registered', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () => register.accept(acceptance({ likenessHash: 'alike' }))),
    );
    const kinds = results.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['accepted', ...Array<string>(9).fill('alike')].sort());
    expect((await register.list({ limit: 50 })).items).toHaveLength(1);
  });

  test('accepting the same request again is a success', async () => {
    const same = acceptance();
    await register.accept(same);
    expect(await register.accept(same)).toEqual({ kind: 'accepted' });
  });
});

describe('update', () => {
  test('sets what changed and when', async () => {
    const { id } = await accepted();
    await register.update(id, { state: 'resolving' });
    expect(await register.get(id)).toMatchObject({
      state: 'resolving',
      updatedAt: now().toISOString(),
    });
  });

  test('never leaves a terminal state, but still follows the delivery', async () => {
    const { id } = await accepted();
    await register.end(id, ending({ state: 'failed', reason: 'internal' }));
    const delivery = { state: 'delivered', attempts: 2 } as const;
    await register.update(id, { state: 'running', delivery });
    await register.claim(id, ['a'], planned());
    expect(await register.get(id)).toMatchObject({ state: 'failed', planHash: null, delivery });
  });

  test('loses no change when several come at once', async () => {
    const { id } = await accepted();
    await Promise.all([
      register.update(id, { state: 'resolving' }),
      register.claim(id, ['a'], planned()),
      register.update(id, { delivery: { state: 'pending', attempts: 1 } }),
    ]);
    expect(await register.get(id)).toMatchObject({
      planHash: 'plan',
      delivery: { state: 'pending', attempts: 1 },
    });
  });
});

describe('systems', () => {
  test('are answered in the order of the configuration, the newest row of each', async () => {
    const { id } = await accepted({ systemIds: ['z-last', 'a-first'].map(systemIdOf) });
    const done = systemLine('a-first', { verdict: 'erased', counts: { found: { users: 1 } } });
    await register.recordSystem(id, done);
    expect(await register.systemsOf(id)).toEqual([systemLine('z-last'), done]);
  });
});

describe('claim', () => {
  test('writes the plan with the claims, or neither', async () => {
    const [one, other] = [await accepted(), await accepted()];
    const systems = [systemLine('b2c-de', { counts: { found: { users: 1 } } })];
    await register.claim(one.id, ['a'], planned({ systems }));
    expect(await register.get(one.id)).toMatchObject({
      state: 'running',
      planHash: 'plan',
      systems,
      updatedAt: now().toISOString(),
    });
    expect(await register.claim(other.id, ['a'], planned())).toBe(false);
    expect(await register.get(other.id)).toEqual(other);
    expect(await register.claim(other.id, [], planned())).toBe(true);
    expect(await register.get(other.id)).toMatchObject({ state: 'running' });
  });

  test('is all or nothing, and may be repeated', async () => {
    const [one, other] = [await accepted(), await accepted()];
    expect(await register.claim(one.id, ['a', 'b'], planned())).toBe(true);
    expect(await register.claim(one.id, ['a', 'b', 'b'], planned())).toBe(true);
    expect(await register.claim(other.id, ['c', 'b'], planned())).toBe(false);
    expect(await register.claim(one.id, ['a', 'c'], planned())).toBe(true);
  });

  test('two tries of one request at once both succeed', async () => {
    const { id } = await accepted();
    const both = [
      register.claim(id, ['a', 'b'], planned()),
      register.claim(id, ['a', 'b'], planned()),
    ];
    expect(await Promise.all(both)).toEqual([true, true]);
  });

  test('is free again once its holder has ended', async () => {
    const [one, other] = [await accepted(), await accepted()];
    await register.claim(one.id, ['a', 'b'], planned());
    await register.end(one.id, ending());
    expect(await register.claim(other.id, ['b'], planned())).toBe(true);
  });

  test('of two at once over the same records one wins', async () => {
    const requests = await Promise.all([accepted(), accepted(), accepted(), accepted()]);
    const won = await Promise.all(
      requests.map(({ id }) => register.claim(id, ['x', 'y'], planned())),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('holds more records than a transaction does, and gives all back when one is taken', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `record-${String(index)}`);
    const [one, other] = [await accepted(), await accepted()];
    expect(await register.claim(other.id, ['record-99'], planned())).toBe(true);
    expect(await register.claim(one.id, many, planned())).toBe(false);
    expect(await register.claim(other.id, ['record-0', 'record-1'], planned())).toBe(true);
    await register.end(other.id, ending());
    expect(await register.claim(one.id, many, planned())).toBe(true);
    await register.end(one.id, ending());
    const third = await accepted();
    expect(await register.claim(third.id, many, planned())).toBe(true);
  });
});

describe('deeds', () => {
  test('the first try is told from later ones, in this process and in others', async () => {
    const { id } = await accepted();
    const [first, later] = ['2026-03-02T10:00:00.000Z', '2026-03-02T10:05:00.000Z'];
    const deed = 'erase:contact/51?#';
    expect(await register.begin(id, systemIdOf('hubspot'), deed, first)).toEqual({
      begunAt: first,
      repeated: false,
    });
    await register.noteDeed(id, systemIdOf('hubspot'), deed, 'wasEnabled');
    const again = { begunAt: first, repeated: true };
    expect(await register.begin(id, systemIdOf('hubspot'), deed, later)).toEqual(again);
    expect(await anotherProcess().begin(id, systemIdOf('hubspot'), deed, later)).toEqual(again);
    await register.begin(id, systemIdOf('b2c-de'), 'hold-0', later);
    expect(await register.deedsOf(id)).toEqual([
      { system: 'b2c-de', deed: 'hold-0', note: null },
      { system: 'hubspot', deed, note: 'wasEnabled' },
    ]);
  });
});

describe('another process', () => {
  test('changes what this one remembers, and nothing is lost or overwritten', async () => {
    const { id } = await accepted();
    const elsewhere = anotherProcess();
    await elsewhere.update(id, { state: 'resolving' });
    expect((await register.update(id, { delivery: { state: 'none', attempts: 7 } })).state).toBe(
      'resolving',
    );
    await elsewhere.claim(id, ['a'], planned());
    expect(await register.claim(id, ['a', 'b'], planned({ planHash: 'newer' }))).toBe(true);
    expect(await elsewhere.update(id, {})).toMatchObject({
      planHash: 'newer',
      delivery: { attempts: 7 },
    });
    await elsewhere.end(id, ending({ state: 'failed', reason: 'internal' }));
    expect(await register.ended(id)).toMatchObject({ state: 'failed' });
    expect(await register.claim((await accepted()).id, ['b'], planned())).toBe(true);
  });

  test('ends what this one believes to be open', async () => {
    const [one, two, three] = [await accepted(), await accepted(), await accepted()];
    for (const { id } of [one, two, three])
      await anotherProcess().end(id, ending({ state: 'failed', reason: 'internal' }));

    expect(await register.update(one.id, { state: 'running' })).toMatchObject({ state: 'failed' });
    expect(await register.end(two.id, ending())).toMatchObject({ state: 'failed' });
    await register.claim(three.id, ['a'], planned());
    expect(await register.get(three.id)).toMatchObject({ state: 'failed' });
  });

  test('has settled a delivery that this one believes to be owed', async () => {
    const { id } = await accepted();
    await register.end(id, ending());
    await anotherProcess().update(id, { delivery: { state: 'delivered', attempts: 1 } });
    const delivery = { state: 'delivered', attempts: 2 } as const;
    expect(await register.update(id, { delivery })).toMatchObject({ delivery });
  });
});

test('who has not ended is told from who has', async () => {
  const { id } = await accepted();
  expect(await register.ended(id)).toBeNull();
  await register.end(id, ending());
  expect(await register.ended(id)).toMatchObject({ state: 'completed' });
});

describe('keys', () => {
  const dossier = { identifiers: ['ada@example.org'] };
  const callback = { url: 'https://portal.example.org/hooks/dsar' };

  async function withKeys(): Promise<{ id: RequestId; key: Buffer }> {
    const request = registeredRequest();
    const notes = {
      dossier: await keys.create(request.id, 'dossier', dossier),
      callback: await keys.create(request.id, 'callback', callback),
    };
    await register.accept(acceptance({ request, notes }));
    return { id: request.id, key: await keys.open(request.id) };
  }

  test('another process opens them, each with its own content', async () => {
    const { id, key } = await withKeys();
    expect(await freshKeys().open(id)).toEqual(key);
    expect(await freshKeys().read(id, 'dossier')).toEqual(dossier);
    expect(await freshKeys().read(id, 'callback')).toEqual(callback);
  });

  test('the table holds nothing of what they sealed, and after the end not even that sealed', async () => {
    const { id } = await withKeys();
    const rows = async () => {
      const found: unknown[] = [];
      await table(async (client) => {
        for await (const row of client.listEntities()) found.push(row);
      });
      return found.filter((row) => (row as { rowKey: string }).rowKey.startsWith(`key-${id}`));
    };
    expect(JSON.stringify(await rows())).not.toMatch(/ada@|portal\./);
    await register.end(id, ending());
    await keys.destroy(id, 'callback');
    for (const row of await rows()) {
      expect(row).not.toHaveProperty('sealed0');
      expect(row).not.toHaveProperty('wrappedKey');
    }
    expect(await rows()).toHaveLength(2);
  });

  test('a long content comes back whole', async () => {
    const request = registeredRequest();
    const long = {
      identifiers: Array.from({ length: 50 }, (_, index) => `${'ä'.repeat(3000)}${index}`),
    };
    const notes = { dossier: await keys.create(request.id, 'dossier', long) };
    await register.accept(acceptance({ request, notes }));
    expect(await freshKeys().read(request.id, 'dossier')).toEqual(long);
  });

  test('ending without a closing date destroys the dossier, not the callback', async () => {
    const { id } = await withKeys();
    await register.end(id, ending());
    keys.forget(id);
    await expect(keys.open(id)).rejects.toThrow(KeyDestroyed);
    await expect(freshKeys().open(id)).rejects.toThrow(KeyDestroyed);
    await expect(freshKeys().read(id, 'dossier')).rejects.toThrow(KeyDestroyed);
    expect(await freshKeys().read(id, 'callback')).toEqual(callback);
    await keys.destroy(id, 'callback');
    await expect(keys.read(id, 'callback')).rejects.toThrow(KeyDestroyed);
  });

  test('a closing date leaves them until the request is closed', async () => {
    const { id, key } = await withKeys();
    const closeAt = '2026-03-16T11:00:00.000Z';
    await register.end(id, ending({ state: 'completed-with-exceptions', closeAt }));
    expect(await freshKeys().open(id)).toEqual(key);
    expect(await all(register.closable('2026-03-16T10:00:00.000Z'))).toEqual([]);
    const [closable] = await all(register.closable('2026-03-16T12:00:00.000Z'));
    expect(closable?.id).toBe(id);
    await register.close(id);
    keys.forget(id);
    await expect(keys.open(id)).rejects.toThrow(KeyDestroyed);
    expect(await all(register.closable('2026-03-16T12:00:00.000Z'))).toEqual([]);
  });

  test('a key wrapped by another key-encryption key is not opened', async () => {
    const { id } = await withKeys();
    const stranger = createLocalKeyEncryption(Buffer.alloc(32, 8));
    const ring = createKeyRing(createStoredKeys(table), stranger);
    await expect(ring.open(id)).rejects.toThrow('another key-encryption key');
  });
});

describe('end', () => {
  test('writes the final status once', async () => {
    const { id } = await accepted();
    const systems = [systemLine('b2c-de', { verdict: 'erased' })];
    await register.end(id, ending({ systems }));
    await register.end(id, ending({ state: 'failed', reason: 'internal' }));
    expect(await register.get(id)).toMatchObject({
      state: 'completed',
      reason: null,
      systems,
      finishedAt: '2026-03-02T11:00:00.000Z',
      delivery: { state: 'pending', attempts: 0 },
    });
  });

  test('takes the request from the open ones', async () => {
    const [one, other] = [await accepted(), await accepted()];
    await register.end(one.id, ending());
    expect((await all(register.open())).map(({ id }) => id)).toEqual([other.id]);
  });
});

describe('watch', () => {
  const watchAt = '2026-03-10T00:00:00.000Z';
  const due = async (at: string) => (await all(register.watchesDue(at))).map(({ id }) => id);

  test('is due on its day, on another day once it was moved, and never again once it ended', async () => {
    const [request, other] = [await accepted(), await accepted()];
    const systems = [systemLine('b2c-de', { verdict: 'erased' })];
    const watchNote = { wrappedKey: 'wrapped', sealed: 'sealed'.repeat(20_000) };
    await register.end(request.id, ending({ systems, watchAt, watchUntil: watchAt, watchNote }));
    await register.end(other.id, ending());
    expect(await due('2026-03-09T00:00:00.000Z')).toEqual([]);
    expect(await due('2026-03-11T00:00:00.000Z')).toEqual([request.id]);

    const later = '2026-03-12T00:00:00.000Z';
    await register.watched(request.id, { watchAt: later });
    expect(await due('2026-03-11T00:00:00.000Z')).toEqual([]);
    expect(await due('2026-03-13T00:00:00.000Z')).toEqual([request.id]);
    expect(await register.get(request.id)).toMatchObject({ systems, watchAt: later });
    expect(await register.watchNote(request.id)).toEqual(watchNote);
    expect(await register.watchNote(other.id)).toBeNull();

    const found = [systemLine('b2c-de', { verdict: 'present' })];
    await register.watched(request.id, { watchAt: later, systems: found });
    await register.watched(request.id, { watchAt: null });
    await register.watched(request.id, { watchAt: null });
    expect(await due('2027-01-01T00:00:00.000Z')).toEqual([]);
    expect(await register.watchNote(request.id)).toBeNull();
    expect(await register.get(request.id)).toMatchObject({
      state: 'completed',
      systems: found,
      watchAt: null,
      updatedAt: now().toISOString(),
    });
  });

  test('loses nothing to a delivery that is noted at the same time', async () => {
    const { id } = await accepted();
    await register.end(id, ending({ watchAt, watchUntil: watchAt }));
    const delivery = { state: 'delivered', attempts: 3 } as const;
    await Promise.all([register.watched(id, { watchAt: null }), register.update(id, { delivery })]);
    expect(await register.get(id)).toMatchObject({ watchAt: null, delivery });
  });
});

describe('list', () => {
  const receivedOrder = ['01KAJ30000', '01KAJ30001', '01KAJ30002', '01KAJ30003', '01KAJ30004'];
  const idOf = (time: string): RequestId =>
    requestIdOf(
      time +
        randomUUID()
          .replace(/[^0-9]/g, '')
          .padEnd(16, '0')
          .slice(0, 16),
    );

  test('shows the newest first, page by page', async () => {
    const ids = receivedOrder.map(idOf);
    for (const id of ids) await accepted({ id });
    const newest = ids.toReversed();
    const nextOf = ({ continuation }: { continuation: RequestId | null }) => ({
      limit: 2,
      continuation: continuation!,
    });
    const first = await register.list({ limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(newest.slice(0, 2));
    const second = await register.list(nextOf(first));
    const third = await register.list(nextOf(second));
    expect([...second.items, ...third.items].map(({ id }) => id)).toEqual(newest.slice(2));
    expect(third.continuation).toBeNull();
  });

  test('no continuation follows a page that ends with the last request', async () => {
    await accepted();
    await accepted();
    expect((await register.list({ limit: 2 })).continuation).toBeNull();
  });

  test.each([
    ['states', { states: ['planned', 'running'] }],
    ['type', { type: 'access' }],
    ['system', { system: systemIdOf('mailchimp') }],
    ['the beginning of a reference', { reference: "CASE-'" }],
    ['verdicts of a system', { system: systemIdOf('mailchimp'), verdicts: ['failed'] }],
    ['due date', { dueBefore: '2026-03-20T00:00:00.000Z' }],
  ] as const)('filters by %s', async (_name, filter) => {
    await accepted();
    const wanted = await accepted({
      state: 'running',
      type: 'access',
      reference: "CASE-'1",
      dueAt: '2026-03-19T23:59:59.999Z',
      systemIds: ['mailchimp'].map(systemIdOf),
      systems: [systemLine('mailchimp', { verdict: 'failed', code: 'unavailable' })],
    });
    const { items } = await register.list({ ...filter, limit: 50 });
    expect(items).toEqual([wanted]);
  });
});

describe('upkeep', () => {
  test('idempotency keys are forgotten seven days after the request ended', async () => {
    const idempotency = { keyHash: 'key', bodyHash: 'body' };
    const first = acceptance({ idempotency });
    await register.accept(first);
    await register.forgetIdempotencyKeys('2027-01-01T00:00:00.000Z');
    await register.end(first.request.id, ending({ finishedAt: '2026-03-02T11:00:00.000Z' }));
    await register.forgetIdempotencyKeys('2026-03-09T10:00:00.000Z');
    expect(await register.accept(acceptance({ idempotency }))).toMatchObject({ kind: 'repeated' });
    await register.forgetIdempotencyKeys('2026-03-09T12:00:00.000Z');
    expect(await register.accept(acceptance({ idempotency }))).toEqual({ kind: 'accepted' });
  });

  test('a status is owed until it was delivered or dead-lettered', async () => {
    const ended = [await accepted(), await accepted()];
    for (const { id } of ended) await register.end(id, ending());
    const [first, second] = ended.map(({ id }) => id).sort();
    const owed = async () => (await all(register.undelivered())).map(({ id }) => id);
    await register.update(first!, { delivery: { state: 'pending', attempts: 1 } });
    expect(await owed()).toEqual([first, second]);
    await register.update(first!, { delivery: { state: 'delivered', attempts: 2 } });
    await register.update(second!, { delivery: { state: 'dead-lettered', attempts: 9 } });
    expect(await owed()).toEqual([]);
  });

  test('packages are due by the day their request ended, erasures have none', async () => {
    const [access, erasure] = [await accepted({ type: 'access' }), await accepted()];
    await register.end(access.id, ending());
    await register.end(erasure.id, ending());
    expect(await all(register.packagesBefore('2026-03-02T10:00:00.000Z'))).toEqual([]);
    expect(await all(register.packagesBefore('2026-03-03T00:00:00.000Z'))).toEqual([access.id]);
    await register.packageDeleted(access.id);
    expect(await all(register.packagesBefore('2026-03-03T00:00:00.000Z'))).toEqual([]);
  });
});
