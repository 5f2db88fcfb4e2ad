import { arrayBuffer, text } from 'node:stream/consumers';
import { systemIdOf } from '../../src/domain/system.ts';
import { runActivity } from '../../src/activities/all-activities.ts';
import type { Evidence } from '../../src/evidence/evidence-view.ts';
import { compileReport } from '../../src/activities/end/compile-report.ts';
import { announceOnQueue } from '../../src/activities/end/announce-on-queue.ts';
import { callBack } from '../../src/activities/end/call-back.ts';
import { recordDelivery } from '../../src/activities/end/record-delivery.ts';
import { endBroken } from '../../src/activities/end/end-broken.ts';
import { exportFromSystem } from '../../src/activities/visit/export-from-system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { holdAccounts } from '../../src/activities/visit/hold-accounts.ts';
import { planVisits } from '../../src/activities/plan/plan-visits.ts';
import { recordWatch } from '../../src/activities/watch/record-watch.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import type { SystemVerdict, Verdict } from '../../src/domain/verdict.ts';
import { KeyDestroyed } from '../../src/ports/key-ring.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { readZip } from '../support/read-zip.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type AccessInTest,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { stagedLinesOf } from '../support/staged-lines-of.ts';
import { systemLine } from '../support/requests.ts';
import { seen } from '../support/settlements.ts';

const row = (id: string, verdict: Verdict): SystemVerdict =>
  systemLine(id, { verdict, counts: { found: { records: 1 } }, attempts: 1 });

const report = (...systems: SystemVerdict[]) => ({ ...order, dossier: 1, systems });

async function resultOf(
  house: MemoryHouse,
  name: 'report.json' | 'manifest.json',
): Promise<unknown> {
  const found = await house.results.getStream(requestId, name);
  return JSON.parse(await text(found!.stream));
}

/** A test environment whose dossier holds the search results. */
async function searchedHouse(ids: readonly string[], callbackUrl?: string): Promise<MemoryHouse> {
  const systems = ids.map((id) => system(id, {}));
  const house = await createMemoryHouse(systems, 'erasure', callbackUrl);
  await house.dossiers.write({ requestId, identifiers: [], findings: {}, asked: {} }, 1);
  return house;
}

describe('ending a request', () => {
  it('writes report, manifest and evidence, and destroys the key at once after completion', async () => {
    const searched = await searchedHouse(['dir']);
    const putEvidence = jest.fn<Promise<void>, [string, Buffer]>(() => Promise.resolve());
    const house = { ...searched, results: { ...searched.results, putEvidence } };
    const writtenEvidence = () =>
      JSON.parse(putEvidence.mock.lastCall?.[1].toString() ?? '') as Evidence;

    const end = await compileReport(house, report(row('dir', 'erased')));

    expect(end).toEqual({ state: 'completed', reason: null, callback: false, ending: 1 });
    expect(await resultOf(house, 'report.json')).toMatchObject({
      id: requestId,
      state: 'completed',
    });
    expect(await resultOf(house, 'manifest.json')).toMatchObject({
      request: requestId,
      report: 'report.json',
    });
    const kinds = writtenEvidence().facts.map(({ kind }) => kind);
    expect(kinds).toEqual(['received', 'settled', 'reported', 'closed']);
    expect(writtenEvidence()).toMatchObject({ id: requestId, chain: 'whole' });
    await expect(house.dossiers.read(requestId, 0)).rejects.toThrow(KeyDestroyed);
    expect(await house.register.get(requestId)).toMatchObject({
      state: 'completed',
      closeAt: null,
    });
  });

  it('keeps the key of a request with exceptions for as long as it can be retried', async () => {
    const house = await searchedHouse(['dir', 'crm']);

    await compileReport(house, report(row('dir', 'erased'), row('crm', 'failed')));

    expect(await house.register.get(requestId)).toMatchObject({
      state: 'completed-with-exceptions',
      closeAt: '2026-03-16T10:00:00.000Z',
    });
    await expect(house.keys.open(requestId)).resolves.toBeDefined();
  });

  it('answers a repeated call after a crash from the register, although the key is destroyed', async () => {
    const house = await searchedHouse(['dir']);
    const first = await compileReport(house, report(row('dir', 'erased')));

    expect(await compileReport(house, report(row('dir', 'erased')))).toEqual(first);
  });

  it('lists the systems in the order of the configuration', async () => {
    const house = await searchedHouse(['dir', 'crm']);

    await compileReport(house, report(row('crm', 'erased'), row('dir', 'erased')));

    const ended = await house.register.get(requestId);
    expect(ended!.systems.map(({ id }) => id)).toEqual(['dir', 'crm']);
  });

  it('counts the accounts that stay frozen because they cannot be released any more', async () => {
    const house = await createMemoryHouse([
      system('dir', {
        find: async () => [hit('oid-ada')],
        hold: async (_record, _intent, remember) => {
          await remember(true);
          return { kind: 'held' };
        },
      }),
      system('crm', { find: async () => [hit('51')] }),
    ]);
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
    await planVisits(house, {
      ...order,
      dossier: 1,
      type: 'erasure',
      systems: ['dir', 'crm'].map(systemIdOf),
      failed: [],
    });
    await holdAccounts(house, { ...order, dossier: 1, systems: ['dir'].map(systemIdOf) });
    await house.keys.destroy(requestId, 'dossier');

    await endBroken(house, order);

    expect(await resultOf(house, 'report.json')).toMatchObject({
      state: 'failed',
      systems: [
        { id: 'dir', verdict: null, counts: { left: { frozenAccounts: 1 } } },
        { id: 'crm', verdict: null, counts: { found: { records: 1 } } },
      ],
    });
    expect(house.intake.log.lines.join('\n')).toContain('accounts left frozen');
  });

  it('ends as failed with reason internal after a fault of our own, and still has a report', async () => {
    const house = await createMemoryHouse([system('dir', {})]);

    expect(await endBroken(house, order)).toMatchObject({ state: 'failed', reason: 'internal' });
    expect(await resultOf(house, 'report.json')).toMatchObject({
      state: 'failed',
      reason: 'internal',
    });
  });
});

describe('exporting from a system', () => {
  const visit = { ...order, dossier: 1, system: systemIdOf('dir'), attempts: 1 };

  async function houseWith(access: AccessInTest) {
    const house = await createMemoryHouse(
      [system('dir', { find: async () => [hit('oid-ada')], ...access })],
      'access',
    );
    await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
    return house;
  }

  it('seals every staged item; the package holds them and lists every system, unread ones first', async () => {
    const house = await houseWith({
      export: async (_record, sink) => {
        for (let n = 0; n < 500; n++) await sink.write('events', { n });
        sink.note('events', 'Older ones are gone.');
        return { events: 500 };
      },
    });

    const done = await exportFromSystem(house, visit);
    expect(done).toMatchObject({
      kind: 'done',
      value: { id: 'dir', verdict: 'exported', counts: { exported: { events: 500 } } },
    });
    expect((await house.register.get(requestId))?.systems).toMatchObject([{ verdict: 'exported' }]);
    await compileReport(
      house,
      report(
        { ...row('dir', 'exported'), counts: { found: {}, exported: { events: 500 } } },
        row('crm', 'failed'),
      ),
    );

    expect(await resultOf(house, 'manifest.json')).toMatchObject({
      package: 'package.zip',
      systems: [
        { id: 'crm', title: 'crm', verdict: 'failed', code: 'unavailable', files: [] },
        {
          id: 'dir',
          title: 'dir',
          verdict: 'exported',
          code: null,
          files: [
            'pages/dir/events-undated-1.html',
            'data/dir/events.json',
            'data/dir/events.csv',
            'data/dir/remarks.json',
          ],
        },
      ],
      files: expect.arrayContaining([
        {
          path: 'data/dir/events.json',
          size: expect.any(Number) as number,
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          records: 500,
        },
      ]) as unknown,
    });
    const zip = await house.results.getStream(requestId, 'package.zip');
    const entries = await readZip(await arrayBuffer(zip!.stream));
    expect(Object.keys(entries)[0]).toBe('index.html');
    expect(JSON.parse(entries['manifest.json']!.text)).toMatchObject({
      systems: [{ id: 'crm' }, { id: 'dir' }],
    });
    expect((await house.results.getStream(requestId, 'package.zip'))!.bytes).toBeGreaterThan(1000);
  });

  it('reports the failure of the system when an export stops halfway, and starts again the next time', async () => {
    let tries = 0;
    const house = await houseWith({
      export: async (_record, sink) => {
        await sink.write('user', { try: ++tries });
        if (tries === 1) throw new SystemFailure('unavailable', 'HTTP 503');
        return { users: 1 };
      },
    });

    expect(await exportFromSystem(house, visit)).toMatchObject({
      kind: 'later',
      code: 'unavailable',
    });
    expect(await exportFromSystem(house, visit)).toMatchObject({
      kind: 'done',
      value: { counts: { exported: { users: 1 } } },
    });
    expect(await stagedLinesOf(house.sealed, 'dir')).toEqual([{ part: 'user', item: { try: 2 } }]);
  });
});

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

  it('ends when the queue has the status, if the request named no callback address', async () => {
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

describe('an activity', () => {
  it.each<[string, Error, string]>([
    ['storage that does not answer', new StorageAway(), 'storage-away'],
    ['a key that is gone', new KeyDestroyed(), 'lost'],
    ['a bug', new TypeError('cannot read ada@example.org'), 'internal'],
  ])(
    'answers %s with a fault and no text, for the history keeps it',
    async (_name, error, fault) => {
      const house = await createMemoryHouse([system('dir', {})]);
      const broken = {
        ...house,
        register: { ...house.register, change: () => Promise.reject(error) },
      };

      expect(await runActivity(broken, 'openRequest', order)).toEqual({ ok: false, fault });
      expect(house.intake.log.lines.join('\n')).not.toContain('ada@example.org');
    },
  );
});
