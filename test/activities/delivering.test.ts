import { systemIdOf } from '../../src/domain/system.ts';
import { compileReport } from '../../src/activities/end/compile-report.ts';
import { announceOnQueue } from '../../src/activities/end/announce-on-queue.ts';
import { callBack } from '../../src/activities/end/call-back.ts';
import { recordDelivery } from '../../src/activities/end/record-delivery.ts';
import { recordWatch } from '../../src/activities/watch/record-watch.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { order, requestId } from '../support/memory-house.ts';
import { seen } from '../support/settlements.ts';
import { row, report, searchedHouse } from '../support/searched-house.ts';

describe('delivering the status', () => {
  const url = 'https://portal.example.org/hooks/dsar?customer=ada%40example.org';

  it('sends the same event to the queue and to the callback, on every try', async () => {
    const house = await searchedHouse(['dir'], url);
    await compileReport(house, report(row('dir', 'erased')));
    house.receiver.takes = false;

    await announceOnQueue(house, { ...order, callback: true });
    expect(await callBack(house, order)).toEqual({ taken: false });
    house.receiver.takes = true;
    expect(await callBack(house, order)).toEqual({ taken: true });

    expect(house.called.map((call) => call.url)).toEqual([url, url]);
    expect(house.called.map((call) => call.event)).toEqual([
      house.intake.events[0],
      house.intake.events[0],
    ]);
    expect(house.intake.events[0]).toMatchObject({
      type: 'habeas.request.finished.v1',
      subject: requestId,
      data: {
        state: 'completed',
        systems: [{ id: 'dir', verdict: 'erased', code: null, until: null }],
      },
    });
  });

  it('ends when the queue has the status and the request has no callback address', async () => {
    const house = await searchedHouse(['dir']);
    await compileReport(house, report(row('dir', 'erased')));

    await announceOnQueue(house, { ...order, callback: false });

    expect(house.intake.events).toHaveLength(1);
    expect(await house.register.get(requestId)).toMatchObject({
      delivery: { state: 'delivered', attempts: 1 },
    });
  });

  it('can call back after the dossier is closed, and destroys the address afterwards', async () => {
    const house = await searchedHouse(['dir'], url);
    await compileReport(house, report(row('dir', 'absent')));
    await recordDelivery(house, { ...order, state: 'delivered', attempts: 1, callback: true });

    await expect(house.keys.read(requestId, 'callback')).rejects.toThrow(KeyDestroyed);
    expect(await callBack(house, order)).toEqual({ taken: true });
    expect(house.called).toEqual([]);
  });

  it('keeps the address while a corrected status may have to be delivered', async () => {
    const house = await searchedHouse(['dir'], url);
    await compileReport(house, report(row('dir', 'erased')));
    await recordDelivery(house, { ...order, state: 'delivered', attempts: 1, callback: true });
    expect(await house.keys.read(requestId, 'callback')).toEqual({ url });

    const at = '2026-03-03T12:00:00.000Z';
    const look = { kind: 'read', ...seen('erased'), residuals: [] } as const;
    await recordWatch(house, { ...order, at, looks: [{ system: systemIdOf('dir'), look }] });
    await expect(house.keys.read(requestId, 'callback')).rejects.toThrow(KeyDestroyed);
  });
});
