import { arrayBuffer } from 'node:stream/consumers';
import { systemIdOf } from '../../src/domain/system.ts';
import { compileReport } from '../../src/activities/end/compile-report.ts';
import { exportFromSystem } from '../../src/activities/visit/export-from-system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { readZip } from '../support/read-zip.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type AccessInTest,
} from '../support/memory-house.ts';
import { stagedLinesOf } from '../support/staged-lines-of.ts';
import { report, resultOf, row } from '../support/searched-house.ts';

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

  it('seals every staged item; the package holds the items and lists every system, unread systems first', async () => {
    const house = await houseWith({
      export: async (_record, sink) => {
        for (let n = 0; n < 500; n++) await sink.write('events', { n });
        sink.remark('events', 'Older ones are gone.');
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
