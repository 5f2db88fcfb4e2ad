import { systemIdOf } from '../../src/domain/system.ts';
import type { KnownIdentifier } from '../../src/domain/identifier.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

const control = '5eed0000-0000-4000-8000-00000000c0de';
const nobody: readonly KnownIdentifier[] = [
  {
    identifier: {
      kind: 'account',
      system: systemIdOf('b2c-de'),
      objectId: '5eed0000-0000-4000-8000-00000000dead',
    },
    trust: 'given',
    source: 'request',
  },
];

test.each([
  ['hubspot', { properties: { b2c_object_id: control } }, { objectIdProperty: 'jobtitle' }],
  ['mailchimp', { merge_fields: { B2COID: control } }, { objectIdMergeField: 'OLD_ID' }],
])('%s: nobody is absent while the control record is not found', async (system, place, wrong) => {
  await fixture.control.make({
    displayName: 'Control Record',
    emails: [`control@${system}.example`],
    in: { [system]: place },
  });
  const right = openSystem(fixture.sandbox, system, { control });
  const reasons = async (access: typeof right) =>
    (await access.find(nobody)).notSearched
      .map(({ why }) => why)
      .filter((why) => why !== 'not-offered');
  expect(await reasons(right)).toEqual([]);
  expect(await right.probe()).toEqual({ reachable: true, problems: [] });

  const misled = openSystem(fixture.sandbox, system, { control, ...wrong });
  expect(await reasons(misled)).toEqual(['control-missing']);
  expect((await misled.probe()).problems).toMatchObject([
    { what: expect.stringContaining('find the control record') },
  ]);
});
