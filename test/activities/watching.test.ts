import { systemIdOf } from '../../src/domain/system.ts';
import { endBroken } from '../../src/activities/end/end-broken.ts';
import { openWatch } from '../../src/activities/watch/open-watch.ts';
import { readResiduals } from '../../src/activities/watch/read-residuals.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { seen } from '../support/settlements.ts';
import { settle } from '../../src/domain/settle.ts';
import { settledAs, type SystemVerdict } from '../../src/domain/verdict.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { order, requestId, type AccessInTest } from '../support/memory-house.ts';
import {
  erasedAt,
  afterwards,
  auditRecords,
  erased,
  gone,
  read,
  houseWith,
  ended,
} from '../support/watched-house.ts';

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
    expect(await house.register.watchList(requestId)).toBeNull();
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
  it('names the systems whose date is reached; the sweeper starts the watch again a day later if it stops', async () => {
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
      'asks later when the system is away',
      { verify: () => Promise.reject(new SystemFailure('unavailable', 'HTTP 503')) },
      { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 },
    ],
    [
      'asks again while the system is busy',
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

  it('returns lost when nothing is sealed, or nothing about this system', async () => {
    const house = await ended(await houseWith(), erased);
    expect(await readResiduals(house, { requestId, system: systemIdOf('crm') })).toEqual({
      kind: 'done',
      value: { kind: 'lost' },
    });
    await house.register.watched(requestId, { watchAt: null });
    expect(await readResiduals(house, look)).toEqual({ kind: 'done', value: { kind: 'lost' } });
  });
});
