import { ulid } from 'ulid';
import { requestIdOf, type RegisteredRequest, type RequestId } from '../../src/domain/request.ts';
import { numberedRequest } from './numbered-request.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { acceptance, ending, registeredRequest, systemLine } from './requests.ts';
import {
  all,
  checkJournals,
  testerOf,
  type OpenRegister,
  type RegisterTester,
} from './register-suite.ts';

/** The tests of ending and ended requests that every register must pass. */
export function testsOfUpkeep(open: OpenRegister): void {
  let tester: RegisterTester;
  beforeEach(async () => {
    tester = await testerOf(open);
  });
  afterEach(() => checkJournals(tester));

  describe('end', () => {
    test('writes the final status once', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
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

    test('without a closing date destroys the key of the dossier; with a date keeps the key until then', async () => {
      const { register, keys } = tester;
      const withKey = async () => {
        const { id } = registeredRequest();
        const envelopes = { dossier: await keys.create(id, 'dossier', {}) };
        return await tester.accepted({ id }, { envelopes });
      };
      const [one, other] = [await withKey(), await withKey()];
      const closeAt = '2026-03-16T11:00:00.000Z';
      await register.end(one.id, ending());
      await register.end(other.id, ending({ closeAt }));
      const open = (id: RequestId) => tester.anotherProcess().keys.open(id);
      await expect(open(one.id)).rejects.toThrow(KeyDestroyed);
      await open(other.id);
      expect(await all(register.closable('2026-03-16T10:00:00.000Z'))).toEqual([]);
      const closable = await all(register.closable('2026-03-16T12:00:00.000Z'));
      expect(closable.map(({ id }) => id)).toEqual([other.id]);
      tester.clock.at = '2026-03-16T12:00:00.000Z';
      await register.close(other.id);
      await expect(open(other.id)).rejects.toThrow(KeyDestroyed);
      expect(await all(register.closable('2026-03-16T12:00:00.000Z'))).toEqual([]);
    });
  });

  describe('watch', () => {
    const watchAt = '2026-03-10T00:00:00.000Z';
    const due = async (at: string) =>
      (await all(tester.register.watchesDue(at))).map(({ id }) => id);

    test('is due on its day, on another day after it was moved, and never after its end', async () => {
      const { register, clock } = tester;
      const [request, other] = [await tester.accepted(), await tester.accepted()];
      const systems = [systemLine('b2c-de', { verdict: 'erased' })];
      const watchList = { wrappedKey: 'wrapped', sealed: 'sealed'.repeat(20_000) };
      await register.end(request.id, ending({ systems, watchAt, watchUntil: watchAt, watchList }));
      await register.end(other.id, ending());
      expect(await due('2026-03-09T00:00:00.000Z')).toEqual([]);
      expect(await due('2026-03-11T00:00:00.000Z')).toEqual([request.id]);

      const later = '2026-03-12T00:00:00.000Z';
      await register.watched(request.id, { watchAt: later });
      expect(await due('2026-03-11T00:00:00.000Z')).toEqual([]);
      expect(await due('2026-03-13T00:00:00.000Z')).toEqual([request.id]);
      expect(await register.get(request.id)).toMatchObject({ systems, watchAt: later });
      expect(await register.watchList(request.id)).toEqual(watchList);
      expect(await register.watchList(other.id)).toBeNull();

      const found = [systemLine('b2c-de', { verdict: 'present' })];
      await register.watched(request.id, { watchAt: later, systems: found });
      await register.watched(request.id, { watchAt: null });
      await register.watched(request.id, { watchAt: null });
      expect(await due('2027-01-01T00:00:00.000Z')).toEqual([]);
      expect(await register.watchList(request.id)).toBeNull();
      expect(await register.get(request.id)).toMatchObject({
        state: 'completed',
        systems: found,
        watchAt: null,
        updatedAt: clock.at,
      });
    });

    test('loses nothing when a delivery is recorded at the same time', async () => {
      const { register } = tester;
      const { id } = await tester.accepted();
      await register.end(id, ending({ watchAt, watchUntil: watchAt }));
      const delivery = { state: 'delivered', attempts: 3 } as const;
      await Promise.all([
        register.watched(id, { watchAt: null }),
        register.update(id, { delivery }),
      ]);
      expect(await register.get(id)).toMatchObject({ watchAt: null, delivery });
    });
  });

  test('idempotency keys are deleted seven days after the request ended', async () => {
    const { register } = tester;
    const idempotency = { keyHash: 'key', bodyHash: 'body' };
    const { id } = await tester.accepted({}, { idempotency });
    await register.forgetIdempotencyKeys('2027-01-01T00:00:00.000Z');
    await register.end(id, ending({ finishedAt: '2026-03-02T11:00:00.000Z' }));
    await register.forgetIdempotencyKeys('2026-03-09T10:00:00.000Z');
    expect(await register.accept(acceptance({ idempotency }))).toMatchObject({ kind: 'repeated' });
    await register.forgetIdempotencyKeys('2026-03-09T12:00:00.000Z');
    await tester.accepted({}, { idempotency });
  });

  test('a status is listed as undelivered until it was delivered or dead-lettered', async () => {
    const { register } = tester;
    const [first, second] = [numberedRequest(1), numberedRequest(2)];
    for (const id of [first, second]) {
      await tester.accepted({ id });
      await register.end(id, ending());
    }
    const owed = async () => (await all(register.undelivered())).map(({ id }) => id).sort();
    await register.update(first, { delivery: { state: 'pending', attempts: 1 } });
    expect(await owed()).toEqual([first, second]);
    await register.update(first, { delivery: { state: 'delivered', attempts: 2 } });
    await register.update(second, { delivery: { state: 'dead-lettered', attempts: 9 } });
    expect(await owed()).toEqual([]);
    const dead = async () => (await all(register.deadLettered())).map(({ id }) => id);
    expect(await dead()).toEqual([second]);
    // The delivery is tried again.
    await register.update(second, { delivery: { state: 'pending', attempts: 0 } });
    expect(await owed()).toEqual([second]);
    await register.update(second, { delivery: { state: 'dead-lettered', attempts: 9 } });
    expect([await owed(), await dead()]).toEqual([[], [second]]);
    await register.forgetDeadLetter(second);
    expect(await dead()).toEqual([]);
  });

  test('the sweeper finds new requests at which no flow has looked, and those with a decision that was not heard', async () => {
    const { register } = tester;
    const id = (at: string) => requestIdOf(ulid(Date.parse(at)));
    const accepted = (receivedAt: string, known: Partial<RegisteredRequest> = {}) =>
      tester.accepted({ id: id(receivedAt), receivedAt, ...known });
    const since = '2026-03-02T10:00:00.000Z';
    await accepted('2026-03-02T09:59:59.000Z');
    const young = await accepted('2026-03-02T10:00:00.500Z');
    const waiting = await accepted('2026-03-02T10:00:01.000Z', { state: 'awaiting-approval' });
    const idsOf = async (list: AsyncIterable<RegisteredRequest>) =>
      (await all(list)).map((request) => request.id);
    const unheard = () => idsOf(tester.anotherProcess().register.unheard());
    expect(await idsOf(register.unstarted(since))).toEqual([young.id]);
    expect(await unheard()).toEqual([]);
    const hearing = (isUnheard: boolean) =>
      register.change(waiting.id, ({ gates }) => ({
        gates: { ...gates, unheard: isUnheard },
        facts: [],
      }));
    await hearing(true);
    expect(await unheard()).toEqual([waiting.id]);
    await hearing(false);
    expect(await unheard()).toEqual([]);
    await hearing(true);
    await register.end(waiting.id, ending());
    await register.update(young.id, { state: 'resolving' });
    expect([await unheard(), await idsOf(register.unstarted(since))]).toEqual([[], []]);
  });

  test('reminders are listed from a date on', async () => {
    const { register } = tester;
    const { id } = await tester.accepted({ dueAt: '2026-03-20T10:00:00.000Z' });
    const listed = async (now: string, since: string) =>
      (await all(register.remindersDue(now, since))).map((request) => request.id);
    expect(await listed('2026-03-13T09:00:00.000Z', '')).toEqual([]);
    expect(await listed('2026-03-13T11:00:00.000Z', '2026-03-13T09:00:00.000Z')).toEqual([id]);
    expect(await listed('2026-03-13T12:00:00.000Z', '2026-03-13T11:00:00.000Z')).toEqual([]);
  });

  test('packages are due by the day on which their request ended; erasures have no package', async () => {
    const { register } = tester;
    const [access, erasure] = [await tester.accepted({ type: 'access' }), await tester.accepted()];
    await register.end(access.id, ending());
    await register.end(erasure.id, ending());
    expect(await all(register.packagesBefore('2026-03-02T10:00:00.000Z'))).toEqual([]);
    expect(await all(register.packagesBefore('2026-03-03T00:00:00.000Z'))).toEqual([access.id]);
    await register.packageDeleted(access.id);
    expect(await all(register.packagesBefore('2026-03-03T00:00:00.000Z'))).toEqual([]);
  });
}
