import { overviewRoute } from '../../../src/doors/http/overview-route.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { call, createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';
import { bringTo } from '../../support/requests.ts';

const hubspot = systemIdOf('hubspot');

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

test('the overview counts requests by state and by days left, and the tries of each system by hour', async () => {
  const receivedAt = intake.clock.at;
  const late = { receivedAt, dueAt: '2026-02-27T22:59:59.999Z' };
  const waiting = await bringTo(intake.register, { ...late, state: 'awaiting-approval' });
  await bringTo(intake.register, { receivedAt, dueAt: '2026-03-05T22:59:59.999Z' });
  await bringTo(intake.register, { receivedAt, state: 'completed' });
  const hour = { hour: '2026-03-02T09', tries: 4, failures: 1, seconds: 6 };
  const older = { ...hour, hour: '2026-02-28T09' };
  await intake.systemStates.saw(hubspot, {}, [older, hour]);

  const route = overviewRoute(intake);
  const answer = await call(route, intake, {});
  expect(answer.json()).toMatchObject({
    at: receivedAt,
    open: 2,
    working: 1,
    states: { 'awaiting-approval': 1, completed: 1 },
    late: 1,
    dueThisWeek: 1,
    waitingForPerson: 1,
    waitingForSystem: 0,
    onHoldByBrake: 0,
    oldestOpen: { id: waiting.id },
  });
  const { systems } = JSON.parse(answer.text) as { systems: unknown[] };
  expect(systems).toContainEqual({
    id: 'hubspot',
    hours: [{ hour: '2026-03-02T09:00:00Z', tries: 4, failures: 1, secondsPerTry: 1.5 }],
  });

  // One count serves all callers for five seconds; a caller that already has it gets no content.
  await bringTo(intake.register, { receivedAt });
  const etag = answer.headers.get('etag') ?? '';
  const again = await call(route, intake, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  intake.clock.at = '2026-03-02T10:00:05.000Z';
  expect((await call(route, intake, {})).json()).toMatchObject({ open: 3 });
});
