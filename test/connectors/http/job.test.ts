import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { known } from '../known.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

test('a job is polled by the id of the record until it is over, and then the record is read back', async () => {
  await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: ['job@example.org'],
    in: { loyalty: { points: 2 } },
  });
  await fixture.control.call('PUT', 'systems/loyalty/settings', { erasingSeconds: 7200 });
  const job = {
    method: 'POST',
    path: '/erasures/{id}/state',
    state: '$.state',
    waiting: ['queued'],
  };
  const access = openSystem(fixture.sandbox, 'loyalty', { job, settleSeconds: 0 });
  const { hits } = await access.find(known([{ kind: 'email', value: 'job@example.org' }]));
  const found = hits[0]!.record;
  const begunAt = new Date(Date.now() - 5000).toISOString();
  const intent = { begunAt, repeated: false, since: null };
  const again = { ...intent, repeated: true };
  expect(await access.erase(found, intent)).toMatchObject({ kind: 'pending' });
  expect(await access.erase(found, again)).toMatchObject({ kind: 'pending' });
  expect(await access.verify(found, begunAt)).toMatchObject({ kind: 'present' });
  await fixture.control.call('POST', 'clock', { advanceSeconds: 7201 });
  expect(await access.erase(found, again)).toEqual({ kind: 'done' });
  expect(await access.verify(found, begunAt)).toMatchObject({ kind: 'gone' });
  const lines = await fixture.control.journal('loyalty');
  expect(lines.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});
