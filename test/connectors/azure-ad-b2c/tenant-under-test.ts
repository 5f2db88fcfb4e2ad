import type { Attempt } from '../../../src/domain/attempt.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import type { KnownIdentifier } from '../../../src/domain/identifier.ts';
import type { RecordRef } from '../../../src/domain/match.ts';
import {
  readBackOf,
  confirmed,
  type ReadBack,
  type VerifyAnswer,
} from '../../../src/domain/read-back.ts';
import type { SignInState, SystemAccess } from '../../../src/ports/system-access.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from '../open-system.ts';

export const system = systemIdOf('b2c-de');

export const roles = [
  ...['User.Read.All', 'User.EnableDisableAccount.All', 'User.RevokeSessions.All'],
  ...['User.DeleteRestore.All', 'AuditLog.Read.All', 'Directory.Read.All'],
  ...['Application.Read.All', 'UserAuthenticationMethod.Read.All'],
];

let fixture: Fixture;

/** The simulators' clock and ours move together, so that no test has to wait. */
let ahead = 0;

let number = 7000;

export const now = () => new Date(Date.now() + ahead * 1000);

beforeAll(async () => {
  fixture = await startFixture();
});

afterAll(() => fixture.end());

beforeEach(() => change({ replicationMs: [1000, 1000] }));

afterEach(async () => {
  await fixture.control.clearFaults(system);
  await fixture.control.call('DELETE', `systems/${system}/settings`);
});

export const change = (settings: object) =>
  fixture.control.call('PUT', `systems/${system}/settings`, settings);

export async function advance(seconds: number): Promise<void> {
  ahead += seconds;
  await fixture.control.call('POST', 'clock', { advanceSeconds: seconds });
}

export const control = (): Fixture['control'] => fixture.control;

/** The e-mail address of the person who was made last. */
export const lastAddress = () => `tilda.${String(number)}@example.org`;

/** The connector of the tenant, with the clock of the tests or another one. */
export const open = (settings: object = {}, clock = now) =>
  openSystem(fixture.sandbox, system, { settleSeconds: 60, ...settings }, { now: clock });

export async function make(order: object = {}): Promise<RecordRef & { person: string }> {
  number += 1;
  const made = await fixture.control.make({
    displayName: 'Tilda Test',
    emails: [lastAddress()],
    in: { [system]: { user: { givenName: 'Tilda' }, ...order } },
  });
  await advance(2);
  return { kind: 'user', id: made.accounts[0]?.objectId ?? '', person: made.person };
}

export const byId = ({ id }: RecordRef): KnownIdentifier[] => [
  {
    identifier: { kind: 'account', system, objectId: id },
    trust: 'given',
    source: 'request',
  },
];

export async function journal<T>(work: () => Promise<T>) {
  const before = (await fixture.control.journal()).at(-1)?.seq ?? 0;
  const answer = await work();
  const lines = await fixture.control.journal(system, before);
  return {
    answer,
    calls: lines.filter((line) => !('batch' in line) || line.batch === null),
    effects: lines.flatMap(({ effect }) => (effect === null ? [] : [effect])),
  };
}

/** Carries out an operation as the flow does: a pending operation is tried again later. */
export async function persist<T extends { kind: string; seconds?: number | null; since?: string }>(
  operation: (repeated: boolean, since: string | null) => Promise<T>,
  repeatedAtFirst = false,
): Promise<{ answer: T; waited: number }> {
  let waited = 0;
  let since: string | null = null;
  for (let turn = 0; turn < 50; turn += 1) {
    const answer = await operation(repeatedAtFirst || turn > 0, since);
    if (answer.kind !== 'pending') return { answer, waited };
    since = answer.since ?? null;
    waited += answer.seconds ?? 0;
    await advance(answer.seconds ?? 0);
  }
  throw new Error('still pending');
}

/** Reads back as the flow does, until a read-back counts. */
export async function readBack(
  access: SystemAccess,
  record: RecordRef,
  erasedAt: string,
  clock = now,
) {
  const { settleSeconds } = access;
  let last: VerifyAnswer | undefined;
  await persist(async (_, goneSince): Promise<Attempt<ReadBack>> => {
    last = await access.verify(record, erasedAt);
    return confirmed(readBackOf([last]), { erasedAt, goneSince, settleSeconds, now: clock() });
  });
  return last;
}

export const hold = (
  access: SystemAccess,
  record: RecordRef,
  remembered: SignInState[],
  begunAt: string,
) =>
  persist(async (repeated) => {
    const answer = await access.hold?.(record, { begunAt, repeated, since: null }, (found) => {
      remembered.push(found);
      return Promise.resolve();
    });
    if (!answer) throw new Error('no hold');
    return answer;
  });

export function collected() {
  const items: { part: string; item: unknown }[] = [];
  const remarks: string[] = [];
  const sink = sinkOf({
    write: (part, item) => Promise.resolve(void items.push({ part, item })),
    remark: (part, text) => void remarks.push(`${part}: ${text}`),
  });
  return { sink, items, remarks, of: (part: string) => items.filter((each) => each.part === part) };
}
