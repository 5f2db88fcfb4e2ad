import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

test('a deleted contact is gone with its conversations, and the answer says until when copies exist', async () => {
  const { records, person } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: ['grace@intercom.example'],
    in: { intercom: { conversations: [{ subject: 'Returns', body: 'How?' }] } },
  });
  const record = { kind: 'contact', id: records[0]?.id ?? '' };
  const access = openSystem(fixture.sandbox, 'intercom', { settleSeconds: 0 });
  const erasedAt = '2026-11-21T08:00:00.000Z';
  expect(await access.verify(record, erasedAt)).toMatchObject({ kind: 'present' });
  const intent = { begunAt: erasedAt, repeated: false, since: null };
  expect(await access.erase(record, intent)).toEqual({ kind: 'done' });
  expect(await access.verify(record, erasedAt)).toEqual({
    kind: 'gone',
    left: { contacts: 0 },
    residuals: [{ what: 'purge', verdict: 'unverifiable', until: '2027-02-19T08:00:00.000Z' }],
  });
  // Intercom itself can still recover the contact.
  const what = async () => (await fixture.control.traces(person)).map((trace) => trace.what);
  expect(await what()).toEqual(['recoverableContact']);
});

test('an archived contact is found by its id only, and what was not searched is told', async () => {
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
