import type { SystemAccess } from '../../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
let access: SystemAccess;
let number = 0;
beforeAll(async () => {
  fixture = await startFixture();
  access = openSystem(fixture.sandbox, 'hubspot', { settleSeconds: 0 });
});
afterEach(() => fixture.control.clearFaults('hubspot'));
afterAll(() => fixture.end());

/** A contact with a text in an object of each type, and with a sensitive property. */
async function makeContact() {
  number += 1;
  const person = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [`kanarina.texts${String(number)}@example.org`],
    in: {
      hubspot: {
        properties: { firstname: 'Kanarina' },
        sensitive: { diagnosis: 'text of a diagnosis' },
        objects: {
          notes: [{ hs_note_body: 'text of a note' }, { hs_note_body: 'text of another note' }],
          calls: [{ hs_call_body: 'text of a call' }],
          emails: [{ hs_email_subject: 'Re: subject', hs_email_text: 'text of an e-mail' }],
          meetings: [{ hs_meeting_body: 'text of a meeting' }],
          tickets: [{ subject: 'text of a ticket', content: null }],
        },
      },
    },
  });
  const { id } = person.records[0]!;
  return { person: person.person, record: { kind: 'contact', id } };
}

async function exported(record: { kind: string; id: string }) {
  const items: unknown[] = [];
  const remarks: string[] = [];
  const sink = sinkOf({
    write: (part, item) => Promise.resolve(void items.push({ part, item })),
    remark: (part, text) => void remarks.push(`${part}: ${text}`),
  });
  const counts = await access.export(record, sink);
  return { counts, text: JSON.stringify(items), remarks };
}

test('texts of notes, calls, e-mails, meetings and tickets are exported, and sensitive properties', async () => {
  const { record } = await makeContact();
  const { counts, text, remarks } = await exported(record);
  for (const each of ['note', 'another note', 'call', 'n e-mail', 'meeting', 'ticket', 'diagnosis'])
    expect(text).toMatch(new RegExp(`text of (a )?${each.replace('n e', '(an )?e')}`));
  expect(counts).toEqual({
    contacts: 1,
    associations: 6,
    notes: 2,
    calls: 1,
    emails: 1,
    meetings: 1,
    tickets: 1,
  });
  expect(remarks).toEqual([]);
});

test('a missing scope costs only the texts that need it, and the package says so', async () => {
  const { record } = await makeContact();
  const refuse = (path: string, name: string) =>
    fixture.control.fault('hubspot', { mode: 'status', status: 403, match: { path } }, name);
  await refuse('/tickets/batch/read$', 'tickets');
  await refuse('dataSensitivity=', 'sensitive');
  await refuse('/properties/[^/]+/notes$', 'properties');
  const { counts, text, remarks } = await exported(record);
  expect(counts).toMatchObject({ notes: 2, calls: 1 });
  expect(counts).not.toHaveProperty('tickets');
  expect(text).toContain('text of another note');
  expect(text).not.toContain('text of a ticket');
  expect(remarks.map((remark) => remark.split(':')[0]).sort()).toEqual([
    'contact',
    'notes',
    'tickets',
  ]);
});

test('an export without all texts never counts as complete: a fault of one type fails it', async () => {
  const { record } = await makeContact();
  await fixture.control.fault('hubspot', {
    mode: 'status',
    status: 503,
    match: { path: '/meetings/batch/read$' },
  });
  await expect(exported(record)).rejects.toMatchObject({ code: 'unavailable' });
});

test('an erasure unlinks the texts and says that they stay, that the address is blocked, and when HubSpot purges', async () => {
  const { person, record } = await makeContact();
  const erasedAt = '2026-11-28T00:00:00.000Z';
  await access.erase(record, { begunAt: erasedAt, repeated: false, since: null });
  expect(await access.verify(record, erasedAt)).toEqual({
    kind: 'gone',
    left: { contacts: 0, archived: 0 },
    residuals: [
      { what: 'purge', verdict: 'unverifiable', until: '2026-12-28T00:00:00.000Z' },
      { what: 'blocked-address', verdict: 'retained', until: null },
      { what: 'unlinked-records', verdict: 'retained', until: null },
    ],
  });
  expect(await fixture.control.traces(person)).toEqual([
    { system: 'hubspot', what: 'activity', count: 6 },
  ]);
});
