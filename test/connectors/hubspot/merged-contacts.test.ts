import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { SystemAccess } from '../../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
let access: SystemAccess;
beforeAll(async () => {
  fixture = await startFixture();
  access = openSystem(fixture.sandbox, 'hubspot', { settleSeconds: 0 });
});
afterEach(() => fixture.control.call('PUT', 'systems/hubspot/settings', { batchReads: 'whole' }));
afterAll(() => fixture.end());

/** @returns the id of a contact that two others were merged into, and their ids */
async function makeMerged(name: string) {
  const { records } = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [`${name}@example.org`],
    in: { hubspot: { properties: { firstname: 'Kanarina' }, merged: 2 } },
  });
  const id = Number(records[0]!.id);
  return { left: String(id), merged: [String(id - 2), String(id - 1)] };
}

const byId = (id: string): Identifier => ({ kind: 'record', system: systemIdOf('hubspot'), id });
const find = (identifiers: readonly Identifier[]) =>
  access.find(identifiers.map((identifier) => ({ identifier, trust: 'given', source: 'request' })));

test('a contact that is found by the id of a merged contact is marked; a contact that is found by its own id is not', async () => {
  const { left, merged } = await makeMerged('merged.one');
  const { hits, notSearched } = await find([byId(left), ...merged.map(byId)]);
  expect(notSearched).toEqual([]);
  expect(hits.map(({ record, by, merged: isMerged = false }) => [record.id, by, isMerged])).toEqual(
    [
      [left, byId(left), false],
      [left, byId(merged[0]!), true],
      [left, byId(merged[1]!), true],
    ],
  );
});

test('two ids of one contact and an unknown id are all answered, in any order', async () => {
  const { left, merged } = await makeMerged('merged.two');
  const { hits, searched } = await find([byId('999999999'), byId(merged[1]!), byId(left)]);
  expect(new Set(hits.map(({ record }) => record.id))).toEqual(new Set([left]));
  expect(searched).toContainEqual({ by: 'record-id', in: 'live' });
});

test('nothing is erased by the id of a merged contact: it may hold another person’s data', async () => {
  const { left, merged } = await makeMerged('merged.three');
  const intent = { begunAt: '2026-11-28T00:00:00Z', repeated: false, since: null };
  await access.erase({ kind: 'contact', id: merged[0]! }, intent);
  expect(await access.verify({ kind: 'contact', id: left }, intent.begunAt)).toMatchObject({
    kind: 'present',
  });
});

test.each(['one-left-out', 'one-failed'])(
  'a batch of which %s does not mean that the contact is absent',
  async (batchReads) => {
    const { left } = await makeMerged(`partial.${batchReads}`);
    await fixture.control.call('PUT', 'systems/hubspot/settings', { batchReads });
    await expect(find([byId(left), byId('999999999')])).rejects.toMatchObject({
      code: 'unexpected-answer',
    });
    await expect(
      find([{ kind: 'email', value: `partial.${batchReads}@example.org` }]),
    ).rejects.toMatchObject({
      code: 'unexpected-answer',
    });
  },
);
