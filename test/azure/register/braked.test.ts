import { createTableErasureCounts } from '../../../src/azure/table-erasure-counts.ts';
import { openRegisterTable } from '../../../src/azure/register/register-table.ts';
import { openStorage } from '../../../src/azure/storage.ts';
import { createTableRegister } from '../../../src/azure/register/table-register.ts';
import { afterDecision } from '../../../src/domain/gate.ts';
import { theService } from '../../../src/domain/fact.ts';
import type { RequestId } from '../../../src/domain/request.ts';
import { startAzurite, type Azurite } from '../../support/azurite.ts';
import { acceptance, ending, registeredRequest } from '../../support/requests.ts';

const at = '2026-03-02T10:00:00.000Z';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const table = () =>
  openRegisterTable(openStorage({ connectionString: azurite.connectionString }).register);

test('requests that the brake holds are found until they are released or end', async () => {
  const register = createTableRegister(table(), () => new Date(at));
  const braked = async () => {
    const found: RequestId[] = [];
    for await (const { id } of register.braked()) found.push(id);
    return found;
  };
  const hold = { what: 'hold', reason: 'brake', until: null, at, by: 'brake' } as const;
  const ids: RequestId[] = [];
  for (let index = 0; index < 2; index++) {
    const request = registeredRequest({ receivedAt: at });
    const { gates, facts } = afterDecision(request, hold, theService, new Date(at));
    const accepted = acceptance({ request: { ...request, gates }, facts });
    expect(await register.accept(accepted)).toEqual({ kind: 'accepted' });
    ids.push(request.id);
  }
  const [released, ended] = ids as [RequestId, RequestId];
  expect((await braked()).sort()).toEqual([...ids].sort());
  expect(await register.get(released)).toMatchObject({ state: 'on-hold' });

  const resume = { what: 'resume', at, by: 'ada' } as const;
  await register.change(released, (before) =>
    afterDecision(before, resume, theService, new Date(at)),
  );
  expect(await braked()).toEqual([ended]);
  await register.end(ended, ending({ state: 'withdrawn' }));
  expect(await braked()).toEqual([]);
  expect((await register.journal(ended, true))?.facts.map(({ kind }) => kind)).toEqual([
    'received',
    'decided',
    'moved',
    'waiting',
    'reported',
    'closed',
  ]);
});

test('the erasures that hosts let through are counted by hour', async () => {
  const [one, other] = [createTableErasureCounts(table()), createTableErasureCounts(table())];
  expect(await one.share('2026-03-02T10', 3)).toBe(0);
  expect(await one.share('2026-03-02T10', 4)).toBe(0);
  expect(await other.share('2026-03-02T10', 2)).toBe(4);
  expect(await other.share('2026-03-02T11', 1)).toBe(0);
  expect(await one.total('2026-03-02T10')).toBe(6);
  await one.forgetBefore('2026-03-02T11');
  expect([await one.total('2026-03-02T10'), await one.total('2026-03-02T11')]).toEqual([0, 1]);
});
