import { openRegisterTable } from '../../src/azure/register/register-table.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { createTableSystemStates } from '../../src/azure/table-system-states.ts';
import type { Outage } from '../../src/domain/outage.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

const [crm, erp] = ['crm', 'erp'].map(systemIdOf) as [
  ReturnType<typeof systemIdOf>,
  ReturnType<typeof systemIdOf>,
];
const at = '2026-03-02T10:00:00.000Z';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const process = () => {
  const { register } = openStorage({ connectionString: azurite.connectionString });
  return createTableSystemStates(openRegisterTable(register));
};

test('the knowledge of several processes about a system is joined, and a pause ends for all of them', async () => {
  const [one, other] = [process(), process()];
  expect(await one.all()).toEqual(new Map());
  const pause = { since: at, by: { kind: 'person', id: 'an-operator' } } as const;
  await one.pause(crm, pause);
  await other.saw(crm, { lastSuccessAt: at }, []);
  await one.saw(crm, { lastFailureAt: at, lastFailureCode: 'unavailable' }, []);
  const problems = [{ what: 'read contacts', fix: 'Grant crm.read.' }];
  await other.probed(crm, { at, reachable: true, problems }, '2026-03-03T10:00:00.000Z');
  expect((await other.all()).get(crm)).toEqual({
    pause,
    lastSuccessAt: at,
    lastFailureAt: at,
    lastFailureCode: 'unavailable',
    outage: null,
    probe: { at, reachable: true, problems },
    probeAt: '2026-03-03T10:00:00.000Z',
  });
  await other.pause(crm, null);
  expect((await one.all()).get(crm)).toMatchObject({ pause: null, lastSuccessAt: at });
});

test('a system is down for all processes, of which one looks at a time, until one has seen it back', async () => {
  const [one, other] = [process(), process()];
  const system = systemIdOf('mail');
  const outageOf = async () => (await one.all()).get(system)?.outage ?? null;
  const times = ['05', '10', '15'].map((second) => `2026-03-02T10:00:${second}.000Z`);
  const [first, second, third] = times.map((nextProbeAt) => ({ since: at, nextProbeAt })) as [
    Outage,
    Outage,
    Outage,
  ];
  expect(await one.claimProbe(system, first, second)).toBe(false);
  await one.wentDown(system, first);
  await other.wentDown(system, third);
  expect(await outageOf()).toEqual(first);
  await other.saw(system, { lastFailureAt: at, lastFailureCode: 'unavailable' }, []);
  const claims = [one, other].map((each) => each.claimProbe(system, first, second));
  expect((await Promise.all(claims)).sort()).toEqual([false, true]);
  expect((await other.all()).get(system)).toMatchObject({ lastFailureAt: at, outage: second });
  await one.cameBack(system);
  await other.cameBack(system);
  expect(await other.claimProbe(system, second, third)).toBe(false);
  expect(await outageOf()).toBeNull();
});

test('a probe with thousands of problems is cut to the size of a row', async () => {
  const problems = Array.from({ length: 2000 }, (_, index) => ({
    what: `part ${index}`,
    fix: 'Grant it.',
  }));
  await process().probed(erp, { at, reachable: true, problems }, at);
  const kept = (await process().all()).get(erp)?.probe?.problems ?? [];
  expect(kept.length).toBeGreaterThan(500);
  expect(kept).toEqual(problems.slice(0, kept.length));
});

test('tries are counted by hour over all processes; each process overwrites only its own count', async () => {
  const [one, other] = [process(), process()];
  const hour = (hour: string, tries: number) => ({ hour, tries, failures: 1, seconds: tries / 2 });
  await one.saw(crm, {}, [hour('2026-03-02T09', 2), hour('2026-03-02T10', 3)]);
  await one.saw(crm, {}, [hour('2026-03-02T10', 4)]);
  await other.saw(crm, {}, [hour('2026-03-02T10', 6)]);
  await other.saw(erp, {}, [hour('2026-03-02T10', 1)]);
  expect(await one.hours('2026-03-02T10')).toEqual([
    { system: crm, hour: '2026-03-02T10', tries: 10, failures: 2, seconds: 5 },
    { system: erp, hour: '2026-03-02T10', tries: 1, failures: 1, seconds: 0.5 },
  ]);
  expect(await one.hours('2026-03-02T09')).toHaveLength(3);
  await one.forgetHoursBefore('2026-03-02T10');
  expect(await one.hours('2026-03-01T10')).toHaveLength(2);
});
