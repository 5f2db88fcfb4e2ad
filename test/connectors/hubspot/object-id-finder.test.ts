import { systemIdOf } from '../../../src/domain/system.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

const objectId = '5eed0000-0000-4000-8000-00000000abcd';
const known = [
  {
    identifier: { kind: 'account', system: systemIdOf('b2c-de'), objectId },
    trust: 'given',
    source: 'request',
  },
] as const;

/** Simultaneous calls may arrive in any order. */
const calls = async (after: number) =>
  (await fixture.control.journal('hubspot', after))
    .map(({ path }) => path.split('/').at(-1))
    .sort();
const lastLine = async () => (await fixture.control.journal()).at(-1)?.seq ?? 0;

test('looks a unique property up directly, archived contacts included', async () => {
  await fixture.control.make({
    displayName: 'Arno Archiv',
    emails: ['arno@example.org'],
    in: { hubspot: { properties: { b2c_object_id: objectId }, state: 'binned' } },
  });
  const before = await lastLine();
  expect(await openSystem(fixture.sandbox, 'hubspot').find(known)).toMatchObject({
    hits: [{ join: 'id', in: 'archive' }],
    searched: [
      { by: 'object-id', in: 'live' },
      { by: 'object-id', in: 'archive' },
    ],
    notSearched: [],
  });
  expect(await calls(before)).toEqual(['read', 'read']);
});

test('searches by any other property, after one refused look-up', async () => {
  await fixture.control.make({
    displayName: 'Sara Suche',
    emails: ['sara@example.org'],
    in: { hubspot: { properties: { mobilephone: objectId } } },
  });
  const access = openSystem(fixture.sandbox, 'hubspot', { objectIdProperty: 'mobilephone' });
  const before = await lastLine();
  expect(await access.find(known)).toMatchObject({
    hits: [{ join: 'id' }],
    searched: [{ by: 'object-id', in: 'live' }],
    notSearched: [{ what: 'object-id-in-archive', why: 'not-offered' }],
  });
  expect(await calls(before)).toEqual(['mobilephone', 'read', 'read', 'search']);
  const between = await lastLine();
  expect(await access.find(known)).toMatchObject({
    hits: [{ join: 'id' }],
    searched: [{ by: 'object-id', in: 'live' }],
    notSearched: [{ what: 'object-id-in-archive', why: 'not-offered' }],
  });
  expect(await calls(between)).toEqual(['read', 'search']);
});
