import type { RequestId } from '../../../src/domain/request.ts';
import type { DeliveryPage } from '../../../src/doors/http/operator-shapes.ts';
import { deliveriesRoute, redriveDeliveryRoute } from '../../../src/doors/http/delivery-routes.ts';
import { forgetAddresses } from '../../../src/upkeep/forget-addresses.ts';
import { call, createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';
import { acceptance, ending, registeredRequest } from '../../support/requests.ts';

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

async function ended(state: 'pending' | 'dead-lettered' | 'delivered'): Promise<RequestId> {
  const request = registeredRequest({ hasCallback: true });
  await intake.register.accept(acceptance({ request }));
  await intake.keys.create(request.id, 'callback', { url: 'https://portal.example.org/' });
  await intake.register.end(request.id, ending());
  await intake.register.update(request.id, { delivery: { state, attempts: 9 } });
  return request.id;
}

async function listed(query = ''): Promise<DeliveryPage> {
  const answer = await call(deliveriesRoute(intake), intake, { path: `deliveries?${query}` });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as DeliveryPage;
}

const redrive = (id: string) =>
  call(redriveDeliveryRoute(intake), intake, { method: 'POST', params: { id } });

test('undelivered statuses are listed page by page, with only tries and times', async () => {
  const pending = await ended('pending');
  const dead = await ended('dead-lettered');
  await ended('delivered');
  expect((await listed()).items.map(({ id, state }) => [id, state])).toEqual([
    [dead, 'dead-lettered'],
    [pending, 'pending'],
  ]);
  const { items, continuation } = await listed('state=dead-lettered');
  expect(continuation).toBeNull();
  expect(Object.keys(items[0] ?? {}).sort()).toEqual(
    ['attempts', 'finishedAt', 'id', 'state', 'updatedAt'].sort(),
  );
  const first = await listed('limit=1');
  const second = await listed(`limit=1&continuation=${first.continuation}`);
  expect([first, second].flatMap((page) => page.items.map(({ id }) => id))).toEqual([
    dead,
    pending,
  ]);
  expect(second.continuation).toBeNull();
  const refused = await call(deliveriesRoute(intake), intake, { path: 'deliveries?state=Zaphod' });
  expect([refused.status, refused.text.includes('Zaphod')]).toEqual([400, false]);
});

test('a dead-lettered status is sent again: the try is a fact, and a flow delivers it', async () => {
  const id = await ended('dead-lettered');
  expect((await redrive(id)).status).toBe(204);
  expect((await intake.register.get(id))?.delivery).toEqual({ state: 'pending', attempts: 0 });
  expect(intake.flows.delivered).toContain(id);
  const journal = await intake.register.journal(id, true);
  expect(journal?.facts.at(-1)).toMatchObject({
    kind: 'delivered',
    state: 'pending',
    actor: { kind: 'person', id: 'developer' },
  });
  // Its delivery has started.
  expect((await redrive(id)).json()).toMatchObject({ code: 'not-allowed-in-state' });
});

test('a status that is delivered, not final or missing is not sent again', async () => {
  const running = registeredRequest();
  await intake.register.accept(acceptance({ request: running }));
  for (const id of [await ended('delivered'), running.id])
    expect((await redrive(id)).status).toBe(409);
  expect((await redrive('01KAJ3ZZZZZZZZZZZZZZZZZZ02')).status).toBe(404);
});

test('the address is kept for 30 days and then destroyed: after that, the status cannot be sent again', async () => {
  const id = await ended('dead-lettered');
  intake.clock.at = '2026-04-01T09:00:00.000Z';
  await forgetAddresses(intake);
  await expect(intake.keys.read(id, 'callback')).resolves.toBeTruthy();
  intake.clock.at = '2026-04-02T10:00:00.000Z';
  await forgetAddresses(intake);
  await expect(intake.keys.read(id, 'callback')).rejects.toThrow();
  expect((await listed()).items).toEqual([]);
  expect((await redrive(id)).json()).toMatchObject({ code: 'not-allowed-in-state' });
});
