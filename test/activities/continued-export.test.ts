import { systemIdOf } from '../../src/domain/system.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { TurnLater } from '../../src/domain/turn-later.ts';
import { exportFromSystem } from '../../src/activities/visit/export-from-system.ts';
import { MarkExpired } from '../../src/ports/mark-expired.ts';
import type { SystemAccess } from '../../src/ports/system-access.ts';
import {
  createMemoryHouse,
  order,
  requestId,
  system,
  type MemoryHouse,
} from '../support/memory-house.ts';
import { stagedLinesOf } from '../support/staged-lines-of.ts';

const visit = { ...order, dossier: 1, system: systemIdOf('crm'), attempts: 1 };
const pagesOfLog = 4;
const long = 'x'.repeat(40_000);

/** A system with an account and a log of some pages for each record. `before` is called before each read, and may fail it. */
function vendor(before: (read: string) => void) {
  const reads: string[] = [];
  const read = (what: string) => {
    before(what);
    reads.push(what);
  };
  const access: Pick<SystemAccess, 'export'> = {
    async export({ id }, sink) {
      const account = await sink.section('account', async () => {
        read(`${id} account`);
        await sink.write('user', { id });
        sink.remark('user', `about ${id}`);
      });
      const log = await sink.section('log', async (from) => {
        for (let page = Number(from ?? 1); page <= pagesOfLog; page += 1) {
          read(`${id} log ${String(page)}`);
          for (const item of [1, 2]) await sink.write('events', { id, page, item, long });
          if (page < pagesOfLog) await sink.reached(String(page + 1));
        }
      });
      return { users: account['user'] ?? 0, events: log['events'] ?? 0 };
    },
  };
  return { access, reads };
}

const whole = ['a', 'b'].flatMap((id) => [
  { part: 'user', item: { id } },
  { part: 'user', remark: `about ${id}` },
  ...[1, 2, 3, 4].flatMap((page) =>
    [1, 2].map((item) => ({ part: 'events', item: { id, page, item, long } })),
  ),
]);
const allReads = ['a', 'b'].flatMap((id) => [
  `${id} account`,
  ...[1, 2, 3, 4].map((page) => `${id} log ${String(page)}`),
]);

async function houseWith(access: Pick<SystemAccess, 'export'>) {
  const house = await createMemoryHouse([system('crm', access)], 'access');
  const records = ['a', 'b'].map((id) => ({ kind: 'user', id }));
  const found = { state: 'matched', records, hits: [], leads: 0 } as const;
  const dossier = await house.dossiers.read(requestId, 0);
  await house.dossiers.write({ ...dossier, findings: { [systemIdOf('crm')]: found } }, 1);
  return house;
}

const complete = {
  kind: 'done',
  value: { verdict: 'exported', counts: { exported: { users: 2, events: 16 } } },
};

async function untilDone(house: MemoryHouse) {
  for (let tries = 1; tries < 30; tries += 1) {
    const attempt = await exportFromSystem(house, visit).catch(() => null);
    if (attempt?.kind === 'done') return { attempt, tries };
  }
  throw new Error('never done');
}

test.each([
  ['throttled', () => new SystemFailure('throttled', 'HTTP 429', { retryAfter: 5 })],
  ['told to wait by our own limiter', () => new TurnLater(5)],
])('an export that is %s before every read reads nothing twice', async (_, failure) => {
  let failed = '';
  const { access, reads } = vendor((what) => {
    if (failed === what) return;
    failed = what;
    throw failure();
  });
  const house = await houseWith(access);
  expect((await untilDone(house)).attempt).toMatchObject(complete);
  expect(reads).toEqual(allReads);
  expect(await stagedLinesOf(house.sealed, 'crm')).toEqual(whole);
});

test('a try that reads further data costs almost no patience', async () => {
  const { access } = vendor((what) => {
    if (what === 'a log 3') throw new SystemFailure('unexpected-answer', 'cut short');
  });
  const house = await houseWith(access);
  // There were two unexpected answers before. The pages that were read since then were good, so this is not the third unexpected answer in
  // succession.
  const patience = { spentSeconds: 2, retries: 2, oddInARow: 2 };
  expect(
    await exportFromSystem(house, { ...visit, patience, giveUpAfterSeconds: 60 }),
  ).toMatchObject({ kind: 'later', spentSeconds: 0, progressed: true });
  const { facts } = (await house.register.journal(requestId, true))!;
  expect(facts.at(-1)).toMatchObject({ kind: 'tried', step: 'export', outcome: 'later' });
});

test('a process that ends at any write to storage loses no item and writes no item twice', async () => {
  for (let crashAt = 1; ; crashAt += 1) {
    let failing = true;
    const { access, reads } = vendor((what) => {
      // Makes the export store something in the middle.
      if (what === 'a log 3' && failing) {
        failing = false;
        throw new SystemFailure('unavailable', 'HTTP 503');
      }
    });
    const house = await houseWith(access);
    let writes = 0;
    const crash = () => {
      writes += 1;
      if (Math.ceil(writes / 2) !== crashAt) return;
      // At writes with an odd number, storage stored the blob, but the process ended before it got the answer.
      throw new Error('killed');
    };
    const { sealed } = house;
    const dying: MemoryHouse['sealed'] = {
      ...sealed,
      async put(...blob) {
        crash();
        await sealed.put(...blob);
        crash();
      },
      async putStream(...blob) {
        crash();
        await sealed.putStream(...blob);
        crash();
      },
    };
    const { attempt } = await untilDone({ ...house, sealed: dying });
    expect(attempt).toMatchObject(complete);
    expect(await stagedLinesOf(sealed, 'crm')).toEqual(whole);
    expect(new Set(reads)).toEqual(new Set(allReads));
    // The process has ended once at every write.
    if (writes < crashAt * 2 - 1) break;
  }
});

test('a repeated try of a finished export asks the system nothing', async () => {
  const { access, reads } = vendor(() => undefined);
  const house = await houseWith(access);
  await exportFromSystem(house, visit);
  expect(await exportFromSystem(house, visit)).toMatchObject(complete);
  expect(reads).toEqual(allReads);
});

test('an export begins again for another version of the dossier, and after a day', async () => {
  const { access, reads } = vendor(() => undefined);
  const house = await houseWith(access);
  await exportFromSystem(house, visit);
  const tomorrow = { ...house, now: () => new Date(house.now().getTime() + 86_400_000) };
  expect(await exportFromSystem(tomorrow, visit)).toMatchObject(complete);
  expect(reads).toEqual([...allReads, ...allReads]);
  expect(await stagedLinesOf(house.sealed, 'crm')).toEqual(whole);
});

test('when a mark is no longer accepted, only its section is read from the beginning', async () => {
  let state: 'throttled' | 'expired' | 'good' = 'throttled';
  const { access, reads } = vendor((what) => {
    if (what !== 'b log 3') return;
    const was = state;
    state = was === 'throttled' ? 'expired' : 'good';
    if (was === 'throttled') throw new SystemFailure('throttled', 'HTTP 429');
    if (was === 'expired') throw new MarkExpired(new SystemFailure('refused', 'HTTP 400'));
  });
  const house = await houseWith(access);
  expect(await untilDone(house)).toMatchObject({ attempt: complete, tries: 2 });
  const twice = ['b log 1', 'b log 2'];
  expect([...reads].sort()).toEqual([...allReads, ...twice].sort());
  expect(await stagedLinesOf(house.sealed, 'crm')).toEqual(whole);
});

test('a system that refuses every mark fails as refused, and is not asked without end', async () => {
  const { access, reads } = vendor((what) => {
    if (what === 'a log 2') throw new MarkExpired(new SystemFailure('refused', 'HTTP 400'));
  });
  const house = await houseWith(access);
  expect(await exportFromSystem(house, visit)).toEqual({ kind: 'failed', code: 'refused' });
  expect(reads).toEqual(['a account', 'a log 1', 'a log 1']);
});
