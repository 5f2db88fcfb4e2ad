import { systemIdOf } from '../../src/domain/system.ts';
import {
  acceptance,
  ending,
  planHash,
  planned,
  registeredRequest,
  systemLine,
} from './requests.ts';
import {
  all,
  checkJournals,
  testerOf,
  type OpenRegister,
  type RegisterTester,
} from './register-suite.ts';

/** The tests of requests that every register must pass: accepting, changing and ending them. */
export function testsOfRequests(open: OpenRegister): void {
  let tester: RegisterTester;
  beforeEach(async () => {
    tester = await testerOf(open);
  });
  afterEach(() => checkJournals(tester));

  describe('accept', () => {
    test('returns the registered request, including nulls', async () => {
      const { register } = tester;
      const plain = await tester.accepted();
      const told = { language: 'de', reference: 'CASE-1', hasCallback: true } as const;
      const line = systemLine('b2c-de', { counts: { found: { users: 1 }, left: { users: 0 } } });
      const full = await tester.accepted({ ...told, systems: [line] });
      expect(await register.get(plain.id)).toEqual(registeredRequest({ id: plain.id }));
      expect(await register.get(full.id)).toEqual(
        registeredRequest({ id: full.id, ...told, systems: [line] }),
      );
      expect(await register.get(registeredRequest().id)).toBeNull();
    });

    test('answers a repeated key with the first request, also after it ended', async () => {
      const { register } = tester;
      const idempotency = { keyHash: 'key', bodyHash: 'body' };
      const { id } = await tester.accepted({}, { idempotency });
      const repeated = {
        kind: 'repeated',
        requestId: id,
        answered: { alike: false, state: 'received' },
      };
      expect(await register.accept(acceptance({ idempotency }))).toEqual(repeated);
      await register.end(id, ending());
      expect(await register.accept(acceptance({ idempotency }))).toEqual(repeated);
      expect(await register.answeredBefore(idempotency)).toEqual(repeated);
      const other = { ...idempotency, bodyHash: 'other' };
      expect(await register.answeredBefore(other)).toEqual({ kind: 'key-reused' });
      expect(await register.answeredBefore({ ...other, keyHash: 'unused' })).toBeNull();
    });

    test('refuses a key that came with another body', async () => {
      const { register } = tester;
      await tester.accepted({}, { idempotency: { keyHash: 'key', bodyHash: 'one' } });
      const other = acceptance({ idempotency: { keyHash: 'key', bodyHash: 'two' } });
      expect(await register.accept(other)).toEqual({ kind: 'key-reused' });
      expect(await register.get(other.request.id)).toBeNull();
    });

    test('answers an equal request with the open one, and accepts it after that one has ended', async () => {
      const { register } = tester;
      const { id } = await tester.accepted({}, { likenessHash: 'alike' });
      await register.update(id, { state: 'running' });
      const alike = { kind: 'alike', requestId: id, state: 'running' };
      expect(await register.accept(acceptance({ likenessHash: 'alike' }))).toEqual(alike);
      await register.end(id, ending());
      await tester.accepted({}, { likenessHash: 'alike' });
    });

    test('a key that was used for an equal request repeats that answer', async () => {
      const { register } = tester;
      const { id } = await tester.accepted({}, { likenessHash: 'alike' });
      const idempotency = { keyHash: 'key', bodyHash: 'body' };
      const second = acceptance({ likenessHash: 'alike', idempotency });
      expect(await register.accept(second)).toMatchObject({ kind: 'alike' });
      await register.end(id, ending());
      expect(await register.accept(second)).toEqual({
        kind: 'repeated',
        requestId: id,
        answered: { alike: true, state: 'received' },
      });
    });

    test('of ten equal requests at the same time one is registered', async () => {
      const { register } = tester;
      const results = await Promise.all(
        Array.from({ length: 10 }, () => register.accept(acceptance({ likenessHash: 'alike' }))),
      );
      const kinds = results.map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['accepted', ...Array<string>(9).fill('alike')].sort());
      expect((await register.list({ limit: 50 })).items).toHaveLength(1);
    });

    test('accepting the same request again is a success', async () => {
      const same = acceptance({ claims: ['a'] });
      await tester.register.accept(same);
      expect(await tester.register.accept(same)).toEqual({ kind: 'accepted' });
    });
  });

  describe('update', () => {
    test('stores the changes and their time', async () => {
      const { register, clock } = tester;
      const { id } = await tester.accepted();
      await register.update(id, { state: 'resolving' });
      expect(await register.get(id)).toMatchObject({ state: 'resolving', updatedAt: clock.at });
    });

    test('never leaves a terminal state, but still follows the delivery', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      await register.end(id, ending({ state: 'failed', reason: 'internal' }));
      const delivery = { state: 'delivered', attempts: 2 } as const;
      await register.update(id, { state: 'running', delivery });
      await tester.claim(id, 'a');
      expect(await register.get(id)).toMatchObject({ state: 'failed', planHash: null, delivery });
    });

    test('loses no change when several come at once', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      await Promise.all([
        register.update(id, { state: 'resolving' }),
        tester.claim(id, 'a'),
        register.update(id, { delivery: { state: 'pending', attempts: 1 } }),
        register.recordSystem(id, systemLine('new-one')),
      ]);
      expect(await register.get(id)).toMatchObject({
        planHash,
        delivery: { state: 'pending', attempts: 1 },
      });
    });
  });

  describe('systems', () => {
    test('are returned in the order of the configuration, each with its newest line', async () => {
      const { register } = tester;
      const { id } = await tester.accepted({ systemIds: ['z-last', 'a-first'].map(systemIdOf) });
      await register.recordSystem(id, systemLine('a-first'));
      const done = systemLine('a-first', { verdict: 'erased', counts: { found: { users: 1 } } });
      await register.recordSystem(id, done);
      expect((await register.get(id))?.systems).toEqual([systemLine('z-last'), done]);
      expect((await register.list({ limit: 1 })).items[0]?.systems).toContainEqual(done);
      await register.update(id, { state: 'verifying' });
      expect((await register.get(id))?.systems).toContainEqual(done);
    });

    test('a verdict that is written after the end changes nothing', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const systems = [systemLine('b2c-de', { verdict: 'erased' })];
      await register.end(id, ending({ systems }));
      await register.recordSystem(id, systemLine('b2c-de', { verdict: 'failed' }));
      expect((await register.get(id))?.systems).toEqual(systems);
    });
  });

  test('an ended request is distinguished from an open one', async () => {
    const { register } = tester;
    const [one, other] = [await tester.accepted(), await tester.accepted()];
    expect(await register.ended(one.id)).toBeNull();
    await register.end(one.id, ending());
    expect(await register.ended(one.id)).toMatchObject({ state: 'completed' });
    expect((await all(register.open())).map(({ id }) => id)).toEqual([other.id]);
  });

  test('claim writes the plan', async () => {
    const { register, clock } = tester;
    const { id } = await tester.accepted();
    const systems = [systemLine('b2c-de', { counts: { found: { users: 1 } } })];
    expect(await register.claim(id, ['a'], planned({ systems }), 0)).toBe('ready');
    expect(await register.get(id)).toMatchObject({
      state: 'running',
      planHash,
      systems,
      updatedAt: clock.at,
    });
  });
}
