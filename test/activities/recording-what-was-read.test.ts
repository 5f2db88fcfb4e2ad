import { systemIdOf } from '../../src/domain/system.ts';
import { compileReport } from '../../src/activities/end/compile-report.ts';
import { openWatch } from '../../src/activities/watch/open-watch.ts';
import { recordWatch } from '../../src/activities/watch/record-watch.ts';
import type { Look } from '../../src/domain/residual-watch.ts';
import { seen } from '../support/settlements.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import type { ResultsStore } from '../../src/ports/results-store.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { order, requestId, type MemoryHouse } from '../support/memory-house.ts';
import { text } from 'node:stream/consumers';
import { announceOnQueue } from '../../src/activities/end/announce-on-queue.ts';
import { callBack } from '../../src/activities/end/call-back.ts';
import { recordDelivery } from '../../src/activities/end/record-delivery.ts';
import { finishedEvent } from '../../src/delivery/finished-event.ts';
import {
  afterwards,
  auditRecords,
  erased,
  read,
  houseWith,
  ended,
  losingAnswers,
  endAndAfter,
} from '../support/watched-house.ts';

describe('recording what was read back', () => {
  const recorded = (house: MemoryHouse, ...looks: Look[]) =>
    recordWatch(house, {
      ...order,
      at: afterwards,
      looks: looks.map((look) => ({ system: systemIdOf('dir'), look })),
    });

  it('writes a fact of it and the row, and destroys the watch list', async () => {
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
    expect(await house.register.watchList(requestId)).toBeNull();
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

  it('delivers the corrected status at once, even when the answer to its write was lost', async () => {
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

  it('continues the watch while a residual has no final result', async () => {
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
    expect(await house.register.watchList(requestId)).not.toBeNull();
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
