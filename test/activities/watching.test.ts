import { systemIdOf } from '../../src/domain/system.ts';
import { compileReport } from '../../src/activities/end/compile-report.ts';
import { endBroken } from '../../src/activities/end/end-broken.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { openWatch } from '../../src/activities/watch/open-watch.ts';
import { readResiduals } from '../../src/activities/watch/read-residuals.ts';
import { recordWatch } from '../../src/activities/watch/record-watch.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import type { Look } from '../../src/domain/residual-watch.ts';
import { seen } from '../support/settlements.ts';
import { settle } from '../../src/domain/settle.ts';
import { settledAs, type SystemVerdict } from '../../src/domain/verdict.ts';
import type { NewFact } from '../../src/domain/fact.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import type { Register } from '../../src/ports/register.ts';
import type { ResultsStore } from '../../src/ports/results-store.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import type { VerifyAnswer } from '../../src/domain/read-back.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type AccessInTest,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { text } from 'node:stream/consumers';
import { announceOnQueue } from '../../src/activities/end/announce-on-queue.ts';
import { callBack } from '../../src/activities/end/call-back.ts';
import { recordDelivery } from '../../src/activities/end/record-delivery.ts';
import { finishedEvent } from '../../src/delivery/finished-event.ts';
import { systemLine } from '../support/requests.ts';

const erasedAt = '2026-03-02T10:00:00.000Z';
const until = '2026-03-09T10:00:00.000Z';
const afterwards = '2026-03-10T10:00:00.000Z';
const auditRecords = { what: 'audit-records', verdict: 'expires', until } as const;
const erased: SystemVerdict = systemLine('dir', {
  title: 'The dir',
  verdict: 'erased',
  updatedAt: erasedAt,
  residuals: [auditRecords],
});
const gone: VerifyAnswer = { kind: 'gone', left: {}, residuals: [] };
const read: Look = { kind: 'read', ...seen('erased'), residuals: [] };

/** A test environment with a request for which one account was found in `dir`. */
async function houseWith(access: AccessInTest = {}, callbackUrl?: string): Promise<MemoryHouse> {
  const dir = system('dir', { find: () => Promise.resolve([hit('oid-ada')]), ...access });
  const house = await createMemoryHouse([dir, system('crm', {})], 'erasure', callbackUrl);
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  return house;
}

/** Ends the request and delivers its status. A watch starts only after that. */
async function ended(house: MemoryHouse, ...systems: SystemVerdict[]): Promise<MemoryHouse> {
  await compileReport(house, { ...order, dossier: 1, systems });
  await announceOnQueue(house, { ...order, callback: false });
  return house;
}

/** The same house, with a register that loses its answer to what the watch writes. */
const losingAnswers = (house: MemoryHouse): MemoryHouse => ({
  ...house,
  register: {
    ...house.register,
    watched: async (...write: Parameters<Register['watched']>) => {
      await house.register.watched(...write);
      throw new StorageAway();
    },
  },
});

/** What the journal says about the end and about what followed. */
async function endAndAfter(house: MemoryHouse): Promise<readonly NewFact[]> {
  const { facts } = (await house.register.journal(requestId, true))!;
  return facts.filter(({ kind }) => kind === 'reported' || kind === 'watched');
}

describe('the end of a request', () => {
  it('seals the records to read back later, before the key of the dossier is destroyed', async () => {
    const verified: unknown[] = [];
    const house = await ended(
      await houseWith({
        verify: (...asked) => {
          verified.push(asked);
          return Promise.resolve(gone);
        },
      }),
      erased,
    );
    await expect(house.keys.open(requestId)).rejects.toThrow(KeyDestroyed);
    expect(await house.register.get(requestId)).toMatchObject({
      watchAt: '2026-03-03T10:00:00.000Z',
      watchUntil: '2026-04-09T10:00:00.000Z',
    });
    expect(await readResiduals(house, { requestId, system: systemIdOf('dir') })).toEqual({
      kind: 'done',
      value: read,
    });
    expect(verified).toEqual([[{ kind: 'user', id: 'oid-ada' }, erasedAt]]);
  });

  it('seals nothing when nothing was erased and nothing expires', async () => {
    const absent = settle(erased, settledAs('absent'), { residuals: [] });
    const house = await ended(await houseWith(), absent);
    expect(await house.register.watchNote(requestId)).toBeNull();
    expect(await house.register.get(requestId)).toMatchObject({ watchAt: null });
  });

  it('can be repeated after a crash between the sealing and the end', async () => {
    const house = await houseWith({ verify: () => Promise.resolve(gone) });
    const crashing = {
      ...house,
      register: { ...house.register, end: () => Promise.reject(new StorageAway()) },
    };
    await expect(ended(crashing, erased)).rejects.toThrow(StorageAway);
    await ended(house, erased);
    expect(await readResiduals(house, { requestId, system: systemIdOf('dir') })).toMatchObject({
      kind: 'done',
      value: read,
    });
  });

  it('starts a watch also after a fault of our own, although no records were sealed', async () => {
    const house = await houseWith();
    await house.register.recordSystem(requestId, erased);
    await endBroken(house, order);
    expect(await house.register.get(requestId)).toMatchObject({
      state: 'failed',
      watchAt: '2026-03-03T10:00:00.000Z',
    });
    expect(await readResiduals(house, { requestId, system: systemIdOf('dir') })).toEqual({
      kind: 'done',
      value: { kind: 'lost' },
    });
  });
});

describe('opening the watch', () => {
  it('names the systems whose date is reached, and lets the sweeper start again a day later if the watch stops', async () => {
    const later: SystemVerdict = {
      ...erased,
      id: systemIdOf('crm'),
      lookedAgain: true,
      residuals: [{ ...auditRecords, until: afterwards }],
    };
    const house = await ended(await houseWith(), erased, later);
    house.intake.clock.at = '2026-03-10T03:00:00.000Z';
    const opened = { systems: ['dir'], giveUpAfterSeconds: 30 };
    expect(await openWatch(house, order)).toEqual(opened);
    expect(await openWatch(house, order)).toEqual(opened);
    expect((await house.register.get(requestId))?.watchAt).toBe('2026-03-11T03:00:00.000Z');
  });
});

describe('reading residuals', () => {
  const look = { requestId, system: systemIdOf('dir') };

  it.each<[string, AccessInTest, object]>([
    [
      'says what is left, and until when',
      { verify: () => Promise.resolve({ ...gone, residuals: [auditRecords] }) },
      { kind: 'done', value: { ...read, residuals: [auditRecords] } },
    ],
    [
      'says that an account is back',
      { verify: () => Promise.resolve({ kind: 'present', left: {} }) },
      { kind: 'done', value: { ...read, ...seen('present') } },
    ],
    [
      'asks later where the system is away',
      { verify: () => Promise.reject(new SystemFailure('unavailable', 'HTTP 503')) },
      { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 },
    ],
    [
      'asks again where the system is at work',
      { verify: () => Promise.resolve({ kind: 'pending', seconds: 7 }) },
      { kind: 'pending', seconds: 7 },
    ],
  ])('%s', async (_name, access, answer) => {
    const house = await ended(await houseWith(access), erased);
    expect(await readResiduals(house, look)).toEqual(answer);
  });

  it('fails when the system was removed from the configuration', async () => {
    const house = await ended(await houseWith(), erased);
    const systems = { all: () => [], get: () => undefined };
    expect(await readResiduals({ ...house, systems }, look)).toEqual({
      kind: 'failed',
      code: 'misconfigured',
    });
  });

  it('returns lost when nothing is sealed, or nothing of this system', async () => {
    const house = await ended(await houseWith(), erased);
    expect(await readResiduals(house, { requestId, system: systemIdOf('crm') })).toEqual({
      kind: 'done',
      value: { kind: 'lost' },
    });
    await house.register.watched(requestId, { watchAt: null });
    expect(await readResiduals(house, look)).toEqual({ kind: 'done', value: { kind: 'lost' } });
  });
});

describe('recording what was read back', () => {
  const recorded = (house: MemoryHouse, ...looks: Look[]) =>
    recordWatch(house, {
      ...order,
      at: afterwards,
      looks: looks.map((look) => ({ system: systemIdOf('dir'), look })),
    });

  it('writes a fact of it and the row, and destroys the sealed note', async () => {
    const house = await ended(await houseWith(), erased);
    expect(await recorded(house, read)).toEqual({ nextAt: null, corrected: null });
    expect(await endAndAfter(house)).toMatchObject([
      { kind: 'reported' },
      {
        kind: 'watched',
        system: 'dir',
        results: [{ what: 'audit-records', verdict: 'erased', code: null }],
      },
    ]);
    expect(await house.register.get(requestId)).toMatchObject({
      state: 'completed',
      watchAt: null,
      systems: [{ verdict: 'erased', residuals: [{ ...auditRecords, verdict: 'erased' }] }],
    });
    expect(await house.register.watchNote(requestId)).toBeNull();
    expect(house.intake.log.lines.join()).toContain('residual gone');
  });

  it('corrects the final status when an erased account is back, and delivers the new one', async () => {
    const house = await ended(await houseWith(), erased, { ...erased, id: systemIdOf('crm') });
    const first = (await house.register.get(requestId))!;

    const { corrected } = await recorded(house, {
      kind: 'read',
      ...seen('present'),
      residuals: [],
    });

    expect(corrected).toEqual({ callback: false, ending: 2 });
    expect(house.intake.log.lines.join()).toContain('residual still there');
    expect(await house.register.get(requestId)).toMatchObject({
      state: 'completed-with-exceptions',
      finishedAt: afterwards,
      delivery: { state: 'pending', attempts: 0 },
      systems: [{ verdict: 'present' }, { verdict: 'erased' }],
    });
    const report = await text((await house.results.getStream(requestId, 'report.json'))!.stream);
    expect(JSON.parse(report)).toMatchObject({ state: 'completed-with-exceptions' });
    await announceOnQueue(house, { requestId, callback: false, ending: 2 });
    const event = house.intake.events.at(-1);
    expect(event!.id).toBe(`${requestId}.finished.2`);
    expect(finishedEvent(first, 'https://dsar.example.org/').id).toBe(`${requestId}.finished`);
  });

  it('delivers the corrected status at once also when the answer to its write was lost', async () => {
    const house = await ended(await houseWith(), erased);
    const back: Look = { kind: 'read', ...seen('present'), residuals: [] };
    await expect(recorded(losingAnswers(house), back)).rejects.toThrow(StorageAway);

    expect(await recorded(house, back)).toEqual({
      nextAt: null,
      corrected: { callback: false, ending: 2 },
    });
    await announceOnQueue(house, { requestId, callback: false, ending: 2 });
    expect(house.intake.events.map(({ id }) => id)).toEqual([
      `${requestId}.finished`,
      `${requestId}.finished.2`,
    ]);
    expect(await recorded(house)).toEqual({ nextAt: null, corrected: null });
  });

  it('keeps the address of the callback until the corrected status was delivered', async () => {
    const house = await houseWith({}, 'https://shop.example.org/done');
    const delivered = { ...order, state: 'delivered', attempts: 1, callback: true } as const;
    await compileReport(house, { ...order, dossier: 1, systems: [erased] });
    await recordDelivery(house, delivered);
    const back: Look = { kind: 'read', ...seen('present'), residuals: [] };
    await expect(recorded(losingAnswers(house), back)).rejects.toThrow(StorageAway);

    expect(await recorded(house, back)).toEqual({
      nextAt: null,
      corrected: { callback: true, ending: 2 },
    });
    expect(await callBack(house, order)).toEqual({ taken: false, superseded: true });
    expect(await callBack(house, { ...order, ending: 2 })).toEqual({ taken: true });
    await recordDelivery(house, { ...delivered, ending: 2 });
    await expect(house.keys.read(requestId, 'callback')).rejects.toThrow(KeyDestroyed);
  });

  it('reads an erased system without residuals back once more, and never again', async () => {
    const house = await ended(await houseWith(), { ...erased, residuals: [] });
    expect((await house.register.get(requestId))!.watchAt).toBe('2026-03-03T10:00:00.000Z');
    expect(await recorded(house, read)).toEqual({ nextAt: null, corrected: null });
    expect(await house.register.get(requestId)).toMatchObject({
      state: 'completed',
      systems: [{ verdict: 'erased', lookedAgain: true }],
    });
  });

  it('watches on when a residual is not settled', async () => {
    const house = await ended(await houseWith(), erased);
    const tomorrow = '2026-03-11T10:00:00.000Z';
    expect(await recorded(house, { kind: 'unread', code: 'unavailable' })).toEqual({
      nextAt: tomorrow,
      corrected: null,
    });
    expect(await endAndAfter(house)).toMatchObject([{ kind: 'reported' }]);
    expect(await house.register.get(requestId)).toMatchObject({
      watchAt: tomorrow,
      systems: [erased],
    });
    expect(await house.register.watchNote(requestId)).not.toBeNull();
  });

  it.each(['results', 'register'] as const)(
    'reports nothing twice when the answer of the %s to a write is lost',
    async (port) => {
      const house = await ended(await houseWith(), erased);
      const losing = {
        ...house,
        results: {
          ...house.results,
          putEvidence: async (...write: Parameters<ResultsStore['putEvidence']>) => {
            await house.results.putEvidence(...write);
            if (port === 'results') throw new StorageAway();
          },
        },
        register: port === 'register' ? losingAnswers(house).register : house.register,
      };
      await expect(recorded(losing, read)).rejects.toThrow(StorageAway);

      expect(await recorded(house, read)).toEqual({ nextAt: null, corrected: null });
      expect(await endAndAfter(house)).toMatchObject([
        { kind: 'reported' },
        { kind: 'watched', verdict: 'erased' },
      ]);
      expect(await house.register.get(requestId)).toMatchObject({
        watchAt: null,
        systems: [{ verdict: 'erased', residuals: [{ verdict: 'erased' }] }],
      });
    },
  );

  it('changes nothing when a second watch is started by mistake after the end', async () => {
    const house = await ended(await houseWith(), erased);
    await recorded(house, read);
    expect((await openWatch(house, order)).systems).toEqual([]);
    expect(await recorded(house)).toEqual({ nextAt: null, corrected: null });
    expect((await house.register.get(requestId))?.watchAt).toBeNull();
    expect(await endAndAfter(house)).toMatchObject([{ kind: 'reported' }, { kind: 'watched' }]);
  });
});
