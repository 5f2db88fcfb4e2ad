import type { RequestId } from '../../src/domain/request.ts';
import { theService, type NewFact } from '../../src/domain/fact.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { numberedRequest } from './numbered-request.ts';
import {
  acceptance,
  beginning,
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

/** What every register does with requests: accepts, changes, lists and knows the intents of changes. */
export function testsOfRequests(open: OpenRegister): void {
  let tester: RegisterTester;
  beforeEach(async () => {
    tester = await testerOf(open);
  });
  afterEach(() => checkJournals(tester));

  describe('accept', () => {
    test('gives back what was registered, nulls included', async () => {
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

    test('answers an equal request with the open one, and takes it once that has ended', async () => {
      const { register } = tester;
      const { id } = await tester.accepted({}, { likenessHash: 'alike' });
      await register.update(id, { state: 'running' });
      const alike = { kind: 'alike', requestId: id, state: 'running' };
      expect(await register.accept(acceptance({ likenessHash: 'alike' }))).toEqual(alike);
      await register.end(id, ending());
      await tester.accepted({}, { likenessHash: 'alike' });
    });

    test('a key spent on an equal request repeats that answer', async () => {
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
    test('sets what changed and when', async () => {
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
    test('are answered in the order of the configuration, the newest line of each', async () => {
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

    test('a line that comes after the end changes nothing', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const systems = [systemLine('b2c-de', { verdict: 'erased' })];
      await register.end(id, ending({ systems }));
      await register.recordSystem(id, systemLine('b2c-de', { verdict: 'failed' }));
      expect((await register.get(id))?.systems).toEqual(systems);
    });
  });

  describe('a system that does not answer', () => {
    const hubspot = systemIdOf('hubspot');
    const tried = (attempt: number, at: string, nextAt: string): NewFact => ({
      ...{ at, kind: 'tried', actor: theService, system: hubspot, step: 'erase', attempt },
      ...{ outcome: 'later', code: 'unavailable', nextAt },
    });
    const [one, two, three] = ['10:31', '10:32', '10:40'].map(
      (time) => `2026-03-02T${time}:00.000Z`,
    ) as [string, string, string];
    const waiting = async (system: typeof hubspot | 'any') =>
      (await tester.register.list({ waiting: system, limit: 50 })).items.map(({ id }) => id);

    test('holds the request up, and lists find it by that until it answers', async () => {
      const { register } = tester;
      const [first, other] = [await tester.accepted(), await tester.accepted()];
      await register.append(first.id, [tried(1, one, two)]);
      await register.append(first.id, [tried(2, two, three)]);
      await register.append(other.id, [
        { ...tried(1, one, two), system: systemIdOf('b2c-de') } as NewFact,
      ]);
      expect((await register.get(first.id))?.progress).toEqual([
        {
          ...{ system: 'hubspot', step: 'erase', since: one, attempts: 2, code: 'unavailable' },
          ...{ nextAt: three, waitingFor: 'system' },
        },
      ]);
      expect(await waiting(hubspot)).toEqual([first.id]);
      expect(await waiting('any')).toEqual([other.id, first.id].sort().toReversed());
      await register.recordSystem(first.id, systemLine('hubspot', { verdict: 'erased' }));
      expect(await waiting(hubspot)).toEqual([]);
      await register.end(other.id, ending());
      expect(await waiting('any')).toEqual([]);
    });

    test('is written once for each try, however often the step is repeated', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const again = tester.anotherProcess().register;
      await register.append(id, [tried(1, one, two)]);
      await again.append(id, [tried(1, `${one.slice(0, -4)}500Z`, two)]);
      await again.note(id, [tried(1, `${one.slice(0, -4)}700Z`, two)]);
      await register.append(id, [tried(2, two, three)]);
      const { facts } = (await register.journal(id, true)) ?? { facts: [] };
      expect(facts.map(({ kind }) => kind)).toEqual(['received', 'tried', 'tried']);
    });

    test('loses no try when several processes write at once', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const processes = [register, tester.anotherProcess().register];
      await Promise.all(
        Array.from({ length: 12 }, (_, at) => {
          const system = systemIdOf(`system-${at}`);
          const fact = { ...tried(1, one, two), system } as NewFact;
          const process = processes[at % 2] ?? register;
          return at % 3 === 0 ? process.note(id, [fact]) : process.append(id, [fact]);
        }),
      );
      expect((await register.journal(id, true))?.facts).toHaveLength(13);
      expect((await register.get(id))?.progress).toHaveLength(12);
    });
  });

  describe('deeds', () => {
    test('the first try is told from later ones, in this process and in others', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      const [first, later] = ['2026-03-02T10:00:00.000Z', '2026-03-02T10:05:00.000Z'];
      const hubspot = systemIdOf('hubspot');
      const deed = 'erase:contact/51?#';
      const begun = { begunAt: first, repeated: false };
      expect(await register.begin(id, hubspot, deed, first, beginning('hubspot'))).toEqual(begun);
      await register.noteDeed(id, hubspot, deed, 'wasEnabled');
      const again = { begunAt: first, repeated: true };
      expect(await register.begin(id, hubspot, deed, later, beginning('hubspot'))).toEqual(again);
      const elsewhere = tester.anotherProcess().register;
      expect(await elsewhere.begin(id, hubspot, deed, later, beginning('hubspot'))).toEqual(again);
      await register.begin(id, systemIdOf('b2c-de'), 'hold-0', later, beginning('b2c-de'));
      const deeds = [...(await register.deedsOf(id))];
      expect(deeds.sort((a, b) => (a.system < b.system ? -1 : 1))).toEqual([
        { system: 'b2c-de', deed: 'hold-0', note: null },
        { system: 'hubspot', deed, note: 'wasEnabled' },
      ]);
      const { facts } = (await register.journal(id, true)) ?? { facts: [] };
      expect(facts.map(({ kind }) => kind)).toEqual(['received', 'began', 'began']);
    });
  });

  describe('list', () => {
    test('shows the newest first, page by page', async () => {
      const { register } = tester;
      const ids = [1, 2, 3, 4, 5].map(numberedRequest);
      for (const id of ids) await tester.accepted({ id });
      const following = ({ continuation }: { continuation: RequestId | null }) =>
        continuation === null ? {} : { continuation };
      const newest = ids.toReversed();
      const first = await register.list({ limit: 2 });
      expect(first.items.map(({ id }) => id)).toEqual(newest.slice(0, 2));
      const second = await register.list({ limit: 2, ...following(first) });
      const third = await register.list({ limit: 2, ...following(second) });
      expect([...second.items, ...third.items].map(({ id }) => id)).toEqual(newest.slice(2));
      expect(third.continuation).toBeNull();
    });

    test('shows open requests by their due date, page by page', async () => {
      const { register } = tester;
      const dates = ['2026-03-09', '2026-03-05', '2026-03-07', '2026-03-05'];
      for (const [at, day] of dates.entries())
        await tester.accepted({ id: numberedRequest(at), dueAt: `${day}T22:59:59.999Z` });
      await tester.accepted({
        id: numberedRequest(9),
        state: 'completed',
        dueAt: '2026-03-01T22:59:59.999Z',
      });
      const soonest = [1, 3, 2, 0].map(numberedRequest);
      const first = await register.list({ sort: 'due', limit: 3 });
      expect(first.items.map(({ id }) => id)).toEqual(soonest.slice(0, 3));
      expect(first.continuation).not.toBeNull();
      const rest = await register.list({
        sort: 'due',
        limit: 3,
        continuation: first.continuation!,
      });
      expect([rest.items.map(({ id }) => id), rest.continuation]).toEqual([soonest.slice(3), null]);
      const late = await register.list({
        sort: 'due',
        limit: 9,
        dueBefore: '2026-03-06T00:00:00.000Z',
      });
      expect(late.items.map(({ id }) => id)).toEqual(soonest.slice(0, 2));
    });

    test('no continuation follows a page that ends with the last request', async () => {
      await tester.accepted();
      await tester.accepted();
      expect((await tester.register.list({ limit: 2 })).continuation).toBeNull();
    });

    test.each([
      ['states', { states: ['planned', 'running'] }],
      ['type', { type: 'access' }],
      ['system', { system: systemIdOf('mailchimp') }],
      ['the beginning of a reference', { reference: "CASE-'" }],
      ['verdicts of a system', { system: systemIdOf('mailchimp'), verdicts: ['failed'] }],
      ['due date', { dueBefore: '2026-03-20T00:00:00.000Z' }],
    ] as const)('filters by %s', async (_name, filter) => {
      await tester.accepted();
      const wanted = await tester.accepted({
        state: 'running',
        type: 'access',
        reference: "CASE-'1",
        dueAt: '2026-03-19T23:59:59.999Z',
        systemIds: [systemIdOf('mailchimp')],
        systems: [systemLine('mailchimp', { verdict: 'failed', code: 'unavailable' })],
      });
      const { items } = await tester.register.list({ ...filter, limit: 50 });
      expect(items).toEqual([wanted]);
    });
  });

  test('a request that has ended is told from one that has not', async () => {
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
