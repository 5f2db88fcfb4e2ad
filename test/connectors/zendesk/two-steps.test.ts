import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const begunAt = () => new Date().toISOString();
const intent = { begunAt: '2026-11-21T08:00:00Z', repeated: false, since: null };
const open = (now?: () => Date) =>
  openSystem(fixture.sandbox, 'zendesk', { settleSeconds: 0 }, now ? { now } : {});

async function userWith(held: object, name: string) {
  const { person, records } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [`${name}@two-steps.example`],
    in: { zendesk: held },
  });
  const traces = async () => (await fixture.control.traces(person)).map(({ what }) => what);
  return { record: { kind: 'user', id: records[0]?.id ?? '' }, traces };
}

test.each(['agent', 'admin'])('a user with the role %s is never touched', async (role) => {
  const { record, traces } = await userWith({ role }, role);
  await expect(open().erase(record, intent)).rejects.toMatchObject({ code: 'privileged-account' });
  expect(await traces()).toEqual(['user']);
});

test('a user with a ticket that is not closed is not deleted, not even in the first step', async () => {
  const { record, traces } = await userWith({ tickets: [{ status: 'solved' }] }, 'solved');
  await expect(open().erase(record, intent)).rejects.toMatchObject({ code: 'refused' });
  expect(await traces()).toEqual(['ticket', 'user']);
});

test('the tickets of a permanently deleted user stay, and the answer says so', async () => {
  const { record, traces } = await userWith({ tickets: [{ status: 'closed' }] }, 'closed');
  const access = open();
  expect(await access.erase(record, intent)).toEqual({ kind: 'done' });
  const erasedAt = begunAt();
  // The products of the account delete the user one after another.
  expect(await access.verify(record, erasedAt)).toMatchObject({ kind: 'pending' });
  await fixture.control.call('POST', 'clock', { advanceSeconds: 10 });
  expect(await access.verify(record, erasedAt)).toEqual({
    kind: 'gone',
    left: { users: 0 },
    residuals: [{ what: 'unlinked-records', verdict: 'retained', until: null }],
  });
  expect(await traces()).toEqual(['ticket']);
});

test('a product that has not finished after 30 days makes the user present', async () => {
  const { record } = await userWith({}, 'unfinished');
  await open().erase(record, intent);
  const later = new Date(Date.now() + 31 * 86_400_000);
  expect(await open(() => later).verify(record, begunAt())).toMatchObject({ kind: 'present' });
});

test('after a crash between the two steps, the next try completes the erasure', async () => {
  const { record, traces } = await userWith({ tickets: [] }, 'crash');
  const match = { method: 'DELETE', path: '^/api/v2/deleted_users/' };
  await fixture.control.fault('zendesk', { mode: 'reset', when: 'before', times: 1, match });
  await expect(open().erase(record, intent)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await traces()).toEqual(['deletedUser']);
  expect(await open().verify(record, begunAt())).toMatchObject({ kind: 'present' });
  expect(await open().erase(record, { ...intent, repeated: true })).toEqual({ kind: 'done' });
  expect(await traces()).toEqual([]);
});
