import { openRegisterTable } from '../../src/azure/register/register-table.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { createTableSystemStates } from '../../src/azure/table-system-states.ts';
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
    probe: { at, reachable: true, problems },
    probeAt: '2026-03-03T10:00:00.000Z',
  });
  await other.pause(crm, null);
  expect((await one.all()).get(crm)).toMatchObject({ pause: null, lastSuccessAt: at });
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
