import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const dayMs = 86_400_000;

test('an erasure is pending for the seven days in which Intercom can recover the contact', async () => {
  const { records, person } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: ['grace@intercom.example'],
    in: { intercom: { conversations: [{ subject: 'Returns', body: 'How?' }] } },
  });
  const record = { kind: 'contact', id: records[0]?.id ?? '' };
  const erasedAt = Date.parse('2026-11-21T08:00:00.000Z');
  const on = (days: number) =>
    openSystem(
      fixture.sandbox,
      'intercom',
      { settleSeconds: 0 },
      { now: () => new Date(erasedAt + days * dayMs) },
    );
  const begunAt = new Date(erasedAt).toISOString();
  expect(await on(0).verify(record, begunAt)).toMatchObject({ kind: 'present' });
  const intent = { begunAt, repeated: false, since: null };
  expect(await on(0).erase(record, intent)).toEqual({ kind: 'done' });
  for (const days of [0, 6])
    expect(await on(days).verify(record, begunAt)).toMatchObject({
      kind: 'pending',
      until: '2026-11-28T08:00:00.000Z',
    });
  const traces = await fixture.control.traces(person);
  expect(traces.map(({ what }) => what)).toEqual(['recoverableContact']);
  expect(await on(8).verify(record, begunAt)).toEqual({
    kind: 'gone',
    left: { contacts: 0 },
    residuals: [{ what: 'purge', verdict: 'unverifiable', until: '2027-02-19T08:00:00.000Z' }],
  });
});

test('an archived contact is found by its id only, and the places that were not searched are reported', async () => {
  const { records } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: ['archived@intercom.example'],
    in: { intercom: { role: 'lead', state: 'binned' } },
  });
  const id = records[0]?.id ?? '';
  const access = openSystem(fixture.sandbox, 'intercom', { settleSeconds: 0 });
  const found = (identifier: Identifier) =>
    access.find([{ identifier, trust: 'given', source: 'request' }]);
  expect(await found({ kind: 'email', value: 'archived@intercom.example' })).toMatchObject({
    hits: [],
    notSearched: [{ what: 'archived-contacts', why: 'not-offered' }],
  });
  const { hits } = await found({ kind: 'record', system: systemIdOf('intercom'), id });
  expect(hits).toMatchObject([{ join: 'id', record: { kind: 'contact', id } }]);
});
