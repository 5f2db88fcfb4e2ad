import { text } from 'node:stream/consumers';
import { announceOnQueue } from '../../src/activities/end/announce-on-queue.ts';
import { compileReport } from '../../src/activities/end/compile-report.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { recordWatch } from '../../src/activities/watch/record-watch.ts';
import type { Look } from '../../src/domain/residual-watch.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import {
  createMemoryHouse,
  hit,
  order,
  requestId,
  system,
  type MemoryHouse,
} from '../support/memory-house.ts';
import type { ResultName } from '../../src/ports/results-store.ts';
import { systemLine } from '../support/requests.ts';
import { seen } from '../support/settlements.ts';

const dir = systemIdOf('dir');
const afterwards = '2026-03-10T10:00:00.000Z';

/** A request that erased in `dir` and `shop`, and that ended with exceptions, because `crm` failed. */
async function endedWithExceptions() {
  const directory = system('dir', { find: () => Promise.resolve([hit('oid-ada')]) });
  const house = await createMemoryHouse(
    [directory, system('shop', {}), system('crm', {})],
    'erasure',
  );
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  const erased = { verdict: 'erased', updatedAt: '2026-03-02T10:00:00.000Z' } as const;
  const systems = [
    systemLine('dir', erased),
    systemLine('shop', erased),
    systemLine('crm', { verdict: 'failed', code: 'unavailable' }),
  ];
  await compileReport(house, { ...order, dossier: 1, systems });
  await announceOnQueue(house, { ...order, callback: false });
  return house;
}

async function written(house: MemoryHouse, name: ResultName): Promise<unknown> {
  const blob = await house.results.getStream(requestId, name);
  return JSON.parse(await text(blob!.stream));
}

const lookAt = (look: Look) => ({ ...order, at: afterwards, looks: [{ system: dir, look }] });

it('corrects the final status of a request with exceptions when an erased account is back', async () => {
  const house = await endedWithExceptions();
  const { corrected } = await recordWatch(
    house,
    lookAt({ kind: 'read', ...seen('present'), residuals: [] }),
  );

  expect(corrected).toEqual({ callback: false, ending: 2 });
  await announceOnQueue(house, { requestId, callback: false, ending: 2 });
  expect(house.intake.events.at(-1)).toMatchObject({
    id: `${requestId}.finished.2`,
    data: {
      state: 'completed-with-exceptions',
      systems: [{ verdict: 'present' }, { verdict: 'erased' }, { verdict: 'failed' }],
    },
  });
  const told = { state: 'completed-with-exceptions', systems: [{ verdict: 'present' }, {}, {}] };
  expect(await written(house, 'report.json')).toMatchObject({ ...told, message: {} });
  expect(await written(house, 'manifest.json')).toMatchObject(told);
});

it('sends nothing more when the erased account of a request with exceptions is still gone', async () => {
  const house = await endedWithExceptions();
  const gone = lookAt({ kind: 'read', ...seen('erased'), residuals: [] });
  expect(await recordWatch(house, gone)).toMatchObject({ corrected: null });
});
