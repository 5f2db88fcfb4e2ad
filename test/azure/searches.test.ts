import { openRegisterTable } from '../../src/azure/register/register-table.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { createTableAudit } from '../../src/azure/table-audit.ts';
import { createTableKeptSearches } from '../../src/azure/table-kept-searches.ts';
import { auditContinuation } from '../../src/ports/audit.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
}, 60_000);
afterAll(() => azurite.stop());

const table = () =>
  openRegisterTable(openStorage({ connectionString: azurite.connectionString }).register);

test('a sealed search is read until its time has passed, and then deleted', async () => {
  const searches = createTableKeptSearches(table());
  // More than one property of Table storage holds.
  const envelope = { wrappedKey: 'wrapped', sealed: 'x'.repeat(100_000) };
  await searches.keep('mark', envelope, '2026-03-02T10:30:00.000Z');
  expect(await searches.read('mark', '2026-03-02T10:29:59.999Z')).toEqual(envelope);
  expect(await searches.read('other', '2026-03-02T10:00:00.000Z')).toBeNull();
  expect(await searches.read('mark', '2026-03-02T10:30:00.000Z')).toBeNull();
  await searches.forgetBefore('2026-03-02T10:29:00.000Z');
  expect(await searches.read('mark', '2026-03-02T10:00:00.000Z')).toEqual(envelope);
  await searches.forgetBefore('2026-03-02T10:30:00.000Z');
  expect(await searches.read('mark', '2026-03-02T10:00:00.000Z')).toBeNull();
});

test('the audit counts one caller, subject and hour in one line, and lists the newest first', async () => {
  const audit = createTableAudit(table());
  const search = (at: string, id: string, subject = 'one') =>
    audit.count({ at, what: 'subject-searched', actor: { kind: 'key', id }, subject });
  await Promise.all(
    ['10:05', '10:06', '10:07', '10:08'].map((time) => search(`2026-03-02T${time}:00.000Z`, 'a')),
  );
  await search('2026-03-02T11:00:00.000Z', 'a');
  await search('2026-03-02T11:30:00.000Z', 'b', 'another');
  const { items, continuation } = await audit.list(2);
  expect(items.map(({ at }) => at.slice(11, 13))).toEqual(['11', '11']);
  expect(continuation).toMatch(auditContinuation);
  const rest = await audit.list(2, continuation ?? '');
  expect(rest.items).toMatchObject([{ count: 4, actor: { kind: 'key', id: 'a' }, subject: 'one' }]);
  expect(rest.continuation).toBeNull();
  await audit.forgetBefore('2026-03-02T11:00:00.000Z');
  expect((await audit.list(9)).items).toHaveLength(2);
});
