import type { Register } from '../../../src/ports/register.ts';
import { startAzurite, type Azurite } from '../../support/azurite.ts';
import { openAzuriteRegister, type AzuriteRegister } from '../../support/azurite-register.ts';
import { testerOf, type RegisterTester } from '../../support/register-suite.ts';
import { testsOfOrder } from '../../support/register-suite-order.ts';
import { testsOfLists } from '../../support/register-suite-lists.ts';
import { testsOfRequests } from '../../support/register-suite-requests.ts';
import { testsOfTries } from '../../support/register-suite-tries.ts';
import { testsOfRetries } from '../../support/register-suite-retry.ts';
import { testsOfUpkeep } from '../../support/register-suite-upkeep.ts';
import {
  acceptance,
  ending,
  planned,
  registeredRequest,
  systemLine,
} from '../../support/requests.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());
const open = () => openAzuriteRegister(azurite);

describe('requests', () => testsOfRequests(open));
describe('tries', () => testsOfTries(open));
describe('lists', () => testsOfLists(open));
describe('order of arrival', () => testsOfOrder(open));
describe('upkeep', () => testsOfUpkeep(open));
describe('retries', () => testsOfRetries(open));

describe('another process', () => {
  let opened: AzuriteRegister;
  let tester: RegisterTester;
  beforeEach(async () => {
    opened = await open();
    tester = await testerOf(async () => opened);
  });
  const elsewhere = () => tester.anotherProcess().register;

  test('changes a request that this process has in memory, and nothing is lost or overwritten', async () => {
    const { register } = tester;
    const { id } = await tester.accepted();
    const other = elsewhere();
    await other.update(id, { state: 'resolving' });
    const delivery = { state: 'none', attempts: 7 } as const;
    expect((await register.update(id, { delivery })).state).toBe('resolving');
    await other.claim(id, ['a'], planned(), 0);
    const newer = planned({ planHash: 'the-hash-of-a-newer-plan' });
    expect(await register.claim(id, ['a', 'b'], newer, 0)).toBe('ready');
    await register.recordSystem(id, systemLine('hubspot', { verdict: 'erased' }));
    const seen = await other.update(id, {});
    expect(seen).toMatchObject({ planHash: newer.planHash, delivery: { attempts: 7 } });
    expect(seen.systems).toContainEqual(systemLine('hubspot', { verdict: 'erased' }));
    await other.end(id, ending({ state: 'failed', reason: 'internal' }));
    expect(await register.ended(id)).toMatchObject({ state: 'failed' });
    expect(await tester.claim((await tester.accepted()).id, 'b')).toBe('ready');
  });

  test('ends a request that is still open in the memory of this process', async () => {
    const { register } = tester;
    const { id: one } = await tester.accepted();
    const { id: two } = await tester.accepted();
    const { id: three } = await tester.accepted();
    for (const id of [one, two, three])
      await elsewhere().end(id, ending({ state: 'failed', reason: 'internal' }));
    expect(await register.update(one, { state: 'running' })).toMatchObject({ state: 'failed' });
    expect(await register.end(two, ending())).toMatchObject({ state: 'failed' });
    await tester.claim(three, 'a');
    expect(await register.get(three)).toMatchObject({ state: 'failed' });
  });

  test('has delivered a status that is still undelivered in the memory of this process', async () => {
    const { register } = tester;
    const { id } = await tester.accepted();
    await register.end(id, ending());
    await elsewhere().update(id, { delivery: { state: 'delivered', attempts: 1 } });
    const delivery = { state: 'delivered', attempts: 2 } as const;
    expect(await register.update(id, { delivery })).toMatchObject({ delivery });
  });

  test('accepts and claims the same identifiers at the same time, and only one request begins at a time', async () => {
    const processes = [tester.register, elsewhere(), elsewhere(), elsewhere()];
    /** Calls for all requests at once, each in one of the processes. */
    const forAll = <I, T>(items: readonly I[], call: (register: Register, item: I) => Promise<T>) =>
      Promise.all(items.map((item, at) => call(processes[at % 4] ?? tester.register, item)));
    const requests = Array.from({ length: 12 }, (_, at) =>
      registeredRequest({ type: at % 3 === 0 ? 'erasure' : 'access' }),
    );
    await forAll(requests, (register, request) =>
      register.accept(acceptance({ request, claims: ['given'] })),
    );
    let waiting = requests.map(({ id }) => id);
    while (waiting.length > 0) {
      const turns = await forAll(waiting, (register, id) =>
        register.claim(id, ['found', `found by ${id}`], planned(), 0),
      );
      const begun = waiting.filter((_, at) => turns[at] === 'ready');
      expect(begun).toHaveLength(1);
      for (const id of begun) await elsewhere().end(id, ending());
      waiting = waiting.filter((id) => !begun.includes(id));
    }
    expect(await opened.rows('claim-')).toEqual([]);
  });
});
