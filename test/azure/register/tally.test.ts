import { ulid } from 'ulid';
import { openRegisterTable } from '../../../src/azure/register/register-table.ts';
import { openStorage } from '../../../src/azure/storage.ts';
import { createTableRegister } from '../../../src/azure/register/table-register.ts';
import { theService } from '../../../src/domain/fact.ts';
import { requestIdOf, type RegisteredRequest } from '../../../src/domain/request.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { startAzurite, type Azurite } from '../../support/azurite.ts';
import { bringTo } from '../../support/requests.ts';
import { tallyOf } from '../../support/tally-of.ts';

const noon = '2026-03-20T12:00:00.000Z';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

test('counting the rows of lists gives the same numbers as counting every request, also when the register grows', async () => {
  const table = openRegisterTable(
    openStorage({ connectionString: azurite.connectionString }).register,
  );
  const register = createTableRegister(table, () => new Date(noon));
  const known: RegisteredRequest[] = [];
  const add = async (receivedAt: string, dueAt: string, more: Partial<RegisteredRequest> = {}) => {
    const id = requestIdOf(ulid(Date.parse(receivedAt)));
    const { id: made } = await bringTo(register, { id, receivedAt, dueAt, ...more });
    return made;
  };
  const countedOneByOne = async (at: Date, ids: readonly RegisteredRequest['id'][]) => {
    known.splice(0, known.length);
    for (const id of ids) {
      const request = await register.get(id);
      if (request) known.push(request);
    }
    return tallyOf(known, at);
  };

  const before = new Date('2026-01-20T12:00:00.000Z');
  expect(await register.tally(before)).toMatchObject({ open: 0, oldestOpen: null });
  const received = '2026-03-18T10:00:00.000Z';
  const ids = [
    await add('2026-02-10T10:00:00.000Z', '2026-03-10T22:59:59.999Z', { state: 'running' }),
    await add(received, '2026-03-25T22:59:59.999Z', { state: 'on-hold' }),
    await add(received, '2026-04-01T22:59:59.999Z', { state: 'awaiting-approval' }),
    await add(received, '2026-04-17T22:59:59.999Z'),
    await add(received, '2026-06-17T22:59:59.999Z', { state: 'resolving' }),
    await add(received, '2026-04-17T22:59:59.999Z', { state: 'completed' }),
    await add(received, '2026-04-17T22:59:59.999Z', { state: 'refused' }),
    await add('2026-03-20T11:30:00.000Z', '2026-04-20T22:59:59.999Z', { state: 'completed' }),
  ];
  const tried = { step: 'find', attempt: 1, outcome: 'later', code: 'unavailable' } as const;
  const waits = { at: noon, kind: 'tried', actor: theService, nextAt: noon } as const;
  await register.append(ids[0] as RegisteredRequest['id'], [
    { ...waits, ...tried, system: systemIdOf('hubspot') },
  ]);

  const first = await register.tally(new Date(noon));
  expect(first).toMatchObject({
    open: 5,
    working: 3,
    states: { 'on-hold': 1, 'awaiting-approval': 1, completed: 2, refused: 1, failed: 0 },
    daysLeft: { late: 1, week: 1, fortnight: 1, month: 1, later: 1 },
    oldestOpen: ids[0],
    waitingForSystem: 1,
    braked: 0,
  });
  expect(first).toMatchObject(await countedOneByOne(new Date(noon), ids));

  // Later, these requests are older than an hour, and others are new.
  const evening = new Date('2026-03-20T18:00:00.000Z');
  ids.push(
    await add('2026-03-20T13:00:00.000Z', '2026-04-20T22:59:59.999Z', { state: 'completed' }),
  );
  ids.push(await add('2026-03-20T17:59:00.000Z', '2026-04-20T22:59:59.999Z', { state: 'failed' }));
  const second = await register.tally(evening);
  expect(second).toMatchObject(await countedOneByOne(evening, ids));
  expect(second.states).toMatchObject({ completed: 3, failed: 1 });
});
