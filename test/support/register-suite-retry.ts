// A request that ended is opened again by a retry. Shared by the register in Table storage and the one in memory.
import type { GateChange } from '../../src/domain/gate.ts';
import type { RegisteredRequest } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import {
  all,
  checkJournals,
  testerOf,
  type OpenRegister,
  type RegisterTester,
} from './register-suite.ts';
import { acceptance, ending, planned, registeredRequest, systemLine } from './requests.ts';

const hubspot = systemIdOf('hubspot');
const at = '2026-03-03T09:00:00.000Z';
const closeAt = '2026-03-16T11:00:00.000Z';
const watchAt = '2026-03-03T11:00:00.000Z';

const reopened = ({ run, gates }: RegisteredRequest): GateChange => ({
  gates,
  facts: [
    {
      ...{ at, kind: 'reopened', actor: { kind: 'service' }, flowVersion: '1', state: 'running' },
      run: run + 1,
      systems: [hubspot],
    },
  ],
});

const systems = [
  systemLine('b2c-de', { verdict: 'erased' }),
  systemLine('hubspot', { verdict: 'failed', code: 'unavailable' }),
];
const exceptions = ending({
  ...{ state: 'completed-with-exceptions', systems, closeAt, watchAt, watchUntil: watchAt },
  watchList: { wrappedKey: 'wrapped', sealed: 'records to watch' },
  dossier: 3,
});

export function testsOfRetries(open: OpenRegister): void {
  let tester: RegisterTester;
  beforeEach(async () => {
    tester = await testerOf(open);
  });
  afterEach(() => checkJournals(tester));

  async function ended(known: Partial<RegisteredRequest> = {}): Promise<RegisteredRequest> {
    const request = await tester.accepted({
      systems: systems.map(({ id }) => systemLine(id)),
      ...known,
    });
    await tester.claim(request.id, 'ada');
    return await tester.register.end(request.id, exceptions);
  }

  test('an ended request is open again: the rows of its end are deleted, and its systems keep their verdicts', async () => {
    const { register } = tester;
    const { id } = await ended({ type: 'access' });
    const request = await register.reopen(id, (before, begun) => {
      expect([before.state, begun]).toEqual(['completed-with-exceptions', true]);
      return reopened(before);
    });
    expect(await register.get(id)).toEqual(request);
    expect(request).toMatchObject({
      ...{ state: 'running', finishedAt: null, closeAt: null, watchAt: null, watchUntil: null },
      ...{ run: 2, endings: 1, dossier: 3, delivery: { state: 'none', attempts: 0 } },
      gates: { passed: true, unheard: true },
      systems: [{ verdict: 'erased' }, { verdict: null, code: null }],
    });
    const far = '2030-01-01T00:00:00.000Z';
    expect(await all(register.open())).toMatchObject([{ id }]);
    for (const list of [register.closable(far), register.watchesDue(far), register.undelivered()])
      expect(await all(list)).toEqual([]);
    expect(await all(register.packagesBefore(far))).toEqual([]);
    await register.close(id);
    await register.watched(id, { watchAt: '2026-03-04T11:00:00.000Z' });
    expect(await register.get(id)).toMatchObject({
      closeAt: null,
      watchAt: null,
      state: 'running',
    });
  });

  test('it ends again, only by its own run, and keeps the residuals that must be watched', async () => {
    const { register } = tester;
    const { id } = await ended();
    await register.reopen(id, reopened);
    await register.end(id, exceptions);
    expect(await register.get(id)).toMatchObject({ state: 'running', endings: 1 });
    await register.update(id, { delivery: { state: 'delivered', attempts: 1 }, ending: 1 });
    const late = '2026-03-17T11:00:00.000Z';
    const again = { ...exceptions, run: 2, finishedAt: at, closeAt: late, watchList: null };
    expect(await register.end(id, again)).toMatchObject({
      ...{ state: 'completed-with-exceptions', endings: 2, finishedAt: at, closeAt: late },
      delivery: { state: 'pending', attempts: 0 },
    });
    expect(await register.watchList(id)).toMatchObject({ wrappedKey: 'wrapped' });
    await register.update(id, { delivery: { state: 'delivered', attempts: 1 }, ending: 1 });
    expect(await all(register.undelivered())).toMatchObject([{ id }]);
    await register.reopen(id, reopened);
    await register.end(id, { ...again, run: 3, closeAt: null, watchAt: null, watchUntil: null });
    expect(await register.watchList(id)).toBeNull();
    expect(await all(register.closable('2030-01-01T00:00:00.000Z'))).toEqual([]);
  });

  test('another process that read its end continues with it after the retry', async () => {
    const { register } = tester;
    const { id } = await ended();
    const other = tester.anotherProcess().register;
    expect(await other.ended(id)).toMatchObject({ endings: 1 });
    await register.reopen(id, reopened);
    expect(await other.ended(id)).toBeNull();
    await other.recordSystem(id, systemLine('hubspot', { verdict: 'erased' }));
    await other.end(id, { ...exceptions, run: 2, systems: [] });
    expect(await register.get(id)).toMatchObject({ endings: 2 });
  });

  test('it waits for a later request of the same person that has begun, and goes before one that has not', async () => {
    const { register } = tester;
    const { id } = await ended();
    const later = await tester.accepted();
    expect(await tester.claim(later.id, 'ada')).toBe('ready');
    await register.reopen(id, reopened);
    const waiting = await tester.accepted();
    expect(await tester.claim(waiting.id, 'ada')).toBe('earlier-request');
    const plan = planned({ systems });
    expect(await register.claim(id, ['ada'], plan, 0)).toBe('earlier-request');
    // A given object ID and the record that it names are one claim.
    await register.claimFound(id, ['ada-too', 'ada-too']);
    await register.end(later.id, ending());
    expect(await register.turnOf(waiting.id, 0)).toBe('earlier-request');
    expect(await register.claim(id, ['ada', 'ada'], plan, 0)).toBe('ready');
    await register.end(id, { ...exceptions, run: 2 });
    expect(await register.turnOf(waiting.id, 0)).toBe('ready');
  });

  test('an equal request that is open at the same time ends independently', async () => {
    const { register } = tester;
    const alike = { likenessHash: 'the same' };
    const first = await tester.accepted({}, alike);
    await register.end(first.id, exceptions);
    const second = await tester.accepted({}, alike);
    await register.reopen(first.id, reopened);
    const asked = acceptance({ request: registeredRequest(), ...alike });
    expect(await register.accept(asked)).toMatchObject({ kind: 'alike', requestId: second.id });
    await register.end(first.id, { ...exceptions, run: 2 });
    expect(await register.accept(asked)).toMatchObject({ kind: 'alike', requestId: second.id });
    await register.end(second.id, ending());
    expect(await register.accept(asked)).toMatchObject({ kind: 'accepted' });
  });

  test('nothing is written when the caller refuses', async () => {
    const { register } = tester;
    const { id } = await ended();
    const refuse = () => {
      throw new Error('refused');
    };
    await expect(register.reopen(id, refuse)).rejects.toThrow('refused');
    expect(await register.get(id)).toMatchObject({ state: 'completed-with-exceptions', closeAt });
  });
}
